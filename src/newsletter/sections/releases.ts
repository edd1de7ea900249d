/** The week's releases, as Markdown and back. */
import type { ReleasesForm } from '../../config/newsletter/newsletter.js';
import { fill, patternOf } from '../../config/templates.js';
import type { ReleaseNews, SectionOf } from '../edition.js';
import { escapeText, unescapeText } from './escape-text.js';

export function renderReleases(
  { releases }: SectionOf<'releases'>,
  form: ReleasesForm,
): readonly string[] {
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
export function parseReleases(
  blocks: readonly string[],
  form: ReleasesForm,
): SectionOf<'releases'> {
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
