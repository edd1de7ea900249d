/** The data of an edition as it is read back: a file that anybody may have edited. */
import { z } from 'zod';
import { DIFFICULTIES } from '../core/task.js';
import { LANGUAGES } from '../messages/languages.js';
import type { Edition } from './edition.js';

const text = z.string();
const count = z.int().min(0);
/** What nobody can tell the time from cannot be printed. */
const instant = text.refine((written) => !Number.isNaN(Date.parse(written)));

const section = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('contributors'),
    people: z.array(z.object({ login: text, url: text, isFirst: z.boolean() })),
  }),
  z.object({
    kind: z.literal('questions'),
    questions: z.array(
      z.object({
        asker: text,
        project: text,
        url: text.nullable(),
        turns: z.array(z.object({ question: text, answer: text })),
        number: count.nullable(),
        source: text.nullable(),
      }),
    ),
  }),
  z.object({
    kind: z.literal('tasks'),
    projects: z.array(
      z.object({
        name: text,
        url: text.nullable(),
        groups: z.array(
          z.object({
            difficulty: z.enum(DIFFICULTIES),
            tasks: z.array(z.object({ text, issue: text.nullable(), editions: count.nullable() })),
          }),
        ),
      }),
    ),
  }),
  z.object({
    kind: z.literal('releases'),
    releases: z.array(
      z.object({
        project: text,
        tag: text,
        name: text,
        url: text,
        notes: z.array(text),
        more: count,
      }),
    ),
  }),
  z.object({
    kind: z.literal('meetings'),
    meetings: z.array(z.object({ project: text, title: text, at: text, text })),
  }),
  z.object({
    kind: z.literal('reading'),
    articles: z.array(z.object({ title: text, url: text })),
  }),
  z.object({
    kind: z.literal('finished'),
    tasks: z.array(z.object({ text, issue: text, project: text, login: text })),
  }),
]);

export const editionSchema: z.ZodType<Edition> = z.object({
  version: z.literal(1),
  newsletter: text,
  title: text,
  language: z.enum(LANGUAGES),
  date: z.iso.date(),
  since: instant,
  until: instant,
  sections: z.array(section),
  asked: z.array(text),
});
