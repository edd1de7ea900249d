/**
 * One edition of a newsletter, as plain data: every format is printed from it. Texts are Markdown
 * that is printed as it stands where an editor wrote them, and plain words where strangers did.
 */

import { z } from 'zod';
import { LANGUAGES } from '../messages/languages.js';
import type { Earlier } from './history.js';
import { type Section, sectionSchema } from './sections/index.js';
import type { Immutable } from './sections/section.js';

/** What nobody can tell the time from cannot be printed. */
const instant = z.string().refine((written) => !Number.isNaN(Date.parse(written)));

/** It is read back as well: from a file that anybody may have edited. */
export const editionSchema = z.object({
  version: z.literal(1),
  /** The newsletter's title. */
  newsletter: z.string(),
  /** The edition's own: what it holds. */
  title: z.string(),
  language: z.enum(LANGUAGES),
  /** yyyy-MM-dd, in the newsletter's time zone. */
  date: z.iso.date(),
  /** ISO 8601 with the offset of the newsletter's time zone: [since, until). */
  since: instant,
  until: instant,
  /** In printing order; none is empty. */
  sections: z.array(sectionSchema),
  /**
   * What this and earlier editions printed of what still waits: questions by `Question.source`, and
   * the articles of reading.md by their address.
   */
  asked: z.array(z.string()),
});

export type Edition = Immutable<z.output<typeof editionSchema>>;
export type EarlierEdition = Earlier<Section>;
