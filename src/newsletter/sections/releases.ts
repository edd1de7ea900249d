/** The week's releases, with the first of their notes. */
import { z } from 'zod';
import { patternOf } from '../../config/template-values.js';
import { fill, template } from '../../config/templates.js';
import { originalText } from '../../domain/markdown/original.js';
import { oneLine } from '../../domain/unprintable.js';
import { listReleases, type Release } from '../../github/week.js';
import { escapeText, unescapeText } from '../escape-text.js';
import { linesOfWords } from '../plain-paragraphs.js';
import {
  type Composed,
  formOf,
  type Immutable,
  type Ingredients,
  type ProjectWeek,
  type SectionDeclaration,
} from './section.js';

const form = formOf(
  {
    release: template(['project', 'tag', 'name', 'url']),
    note: template(['text']),
    more: template(['count']).describe('Where notes were left out.'),
    reference: template(['url']),
    most: z.int().min(1).max(100).describe('Notes of one release.'),
  },
  {
    title: '本周发布',
    heading: '### 本周发布',
    intro: [],
    release: '**{project} {tag}**',
    note: '- {text}',
    more: '- ……以及另外 {count} 项',
    reference: '「详细参考」：[{url}]({url})',
    most: 5,
  },
);

type ReleasesForm = ReturnType<typeof form.resolve>;

const data = z.object({
  kind: z.literal('releases'),
  releases: z.array(
    z.object({
      project: z.string(),
      tag: z.string(),
      name: z.string(),
      url: z.string(),
      notes: z.array(z.string()),
      /** Notes that were left out. */
      more: z.int().min(0),
    }),
  ),
});

type ReleasesSection = Immutable<z.output<typeof data>>;
type ReleaseNews = ReleasesSection['releases'][number];

export const releases = {
  kind: 'releases',
  form,
  data,
  collect,
  compose,
  print,
  parse,
} satisfies SectionDeclaration<ReleasesSection, ReleasesForm, readonly Release[]>;

function collect({ context, week }: ProjectWeek): Promise<readonly Release[]> {
  return listReleases(context.access, week.since, week.until);
}

function compose(
  { projects }: Ingredients<readonly Release[]>,
  { most }: ReleasesForm,
): Composed<ReleasesSection> {
  const releases = projects.flatMap(({ project, found }) =>
    found.map(({ tag, name, url, notes }) => {
      return { project: project.name, tag, name, url, ...shortNotes(notes, most) };
    }),
  );
  return { data: releases.length === 0 ? null : { kind: 'releases', releases }, notes: [] };
}

const BULLET = /^(?:[-*+]|\d{1,9}[.)])[ \t]+(?![ \t])(.*\S)/;
const INNER = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/;
/** GitHub's generated notes: who wrote it is thanked elsewhere. */
const CREDIT =
  /(?<!\s)\s+(?:by @[\w[\]-]+ in https?:\/\/\S+|made their first contribution in \S+)$/;

/** The items of all lists, each with the lines that belong to it, but without lists inside it. */
function itemsIn(lines: readonly string[]): readonly string[] {
  const items: string[] = [];
  let isOpen = false;
  for (const line of lines) {
    const text = BULLET.exec(line)?.[1];
    if (text !== undefined) items.push(text);
    isOpen = text !== undefined || (isOpen && /^[ \t]*[^#\s]/.test(line) && !INNER.test(line));
    if (isOpen && text === undefined) items.push(`${items.pop()} ${line.trim()}`);
  }
  return items;
}

/** Whole items of a release's notes, at most so many: its list, or else its paragraphs. */
export function shortNotes(
  markdown: string,
  most: number,
): { readonly notes: readonly string[]; readonly more: number } {
  const lines = linesOfWords(originalText(markdown));
  const items = itemsIn(lines);
  const all = items.length > 0 ? items : lines.filter((line) => /^[^#\s>|`]/.test(line));
  const notes = all
    .filter((text) => !/made their first contribution in /.test(text))
    .filter((text) => !/^\**full changelog/i.test(text))
    .map((text) => oneLine(text.replace(CREDIT, '')));
  return { notes: notes.slice(0, most), more: Math.max(0, notes.length - most) };
}

function print({ releases }: ReleasesSection, form: ReleasesForm): readonly string[] {
  return releases.flatMap(({ project, tag, name, url, notes, more }) => [
    fill(form.release, { project, tag: escapeText(tag), name: escapeText(name), url }),
    [
      ...notes.map((text) => fill(form.note, { text: escapeText(text) })),
      ...(more === 0 ? [] : [fill(form.more, { count: more })]),
    ].join('\n'),
    fill(form.reference, { url }),
  ]);
}

/** The name of a release is its tag where the form does not show it. */
function parse(blocks: readonly string[], form: ReleasesForm): ReleasesSection {
  const [release, note] = [patternOf(form.release), patternOf(form.note)];
  const [rest, reference] = [patternOf(form.more), patternOf(form.reference)];
  const releases: { -readonly [Key in keyof ReleaseNews]: ReleaseNews[Key] }[] = [];
  for (const block of blocks) {
    const named = release?.exec(block)?.groups;
    const url = reference?.exec(block)?.groups?.url;
    const current = releases.at(-1);
    if (url !== undefined && current !== undefined) current.url = url;
    else if (named?.tag !== undefined) {
      const { project = '', tag, name = tag } = named;
      releases.push({ project, tag, name, url: named.url ?? '', notes: [], more: 0 });
    } else if (current !== undefined) {
      for (const line of block.split('\n')) {
        const count = rest?.exec(line)?.groups?.count;
        const text = note?.exec(line)?.groups?.text;
        if (count !== undefined && /^\d+$/.test(count)) current.more = Number(count);
        else if (text !== undefined) current.notes = [...current.notes, unescapeText(text)];
      }
    }
  }
  return { kind: 'releases', releases };
}
