/** The week's releases, with the first of their notes. */
import { originalText } from '../../core/text/original.js';
import type { CollectedProject } from '../collect.js';
import type { SectionOf } from '../edition.js';
import { linesOfWords } from '../furniture.js';
import type { Ingredients } from './ingredients.js';

export function composeReleases(
  projects: readonly CollectedProject[],
  { newsletter }: Pick<Ingredients, 'newsletter'>,
): SectionOf<'releases'> {
  const releases = projects.flatMap(({ project, releases }) =>
    releases.map(({ tag, name, url, notes }) => {
      const short = shortNotes(notes, newsletter.releases.most);
      return { project: project.name, tag, name, url, ...short };
    }),
  );
  return { kind: 'releases', releases };
}

const BULLET = /^(?:[-*+]|\d{1,9}[.)])[ \t]+(.*\S)/;
const INNER = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/;
/** GitHub's generated notes: who wrote it is thanked elsewhere. */
const CREDIT = /\s+by @[\w[\]-]+ in https?:\/\/\S+$|\s+made their first contribution in \S+$/;

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
    .map((text) => text.replace(CREDIT, '').trim());
  return { notes: notes.slice(0, most), more: Math.max(0, notes.length - most) };
}
