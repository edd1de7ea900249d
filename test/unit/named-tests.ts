/**
 * The tests that hold what a page promises. People need not read them, so they stand in HTML
 * comments: <!-- test/unit/commands/wish.test.ts: “a wish in plain words” -->. There `--` is `-\-`, as
 * GitHub's Markdown ends a comment within a line at it.
 */
import { existsSync, readFileSync } from 'node:fs';

export type NamedTest = { readonly file: string; readonly title: string | undefined };

export function namedIn(page: string): readonly NamedTest[] {
  const comments = page.match(/<!--.*?-->/gs) ?? [];
  const named = comments.join('\n').matchAll(/(test\/[^\s:]+\.ts)((?:(?:: |, )“[^”]+”)*)/g);
  return [...named].flatMap(([, file = '', quoted = '']): readonly NamedTest[] => {
    const titles = [...quoted.matchAll(/“([^”]+)”/g)].map(([, title = '']) =>
      title.replaceAll('-\\-', '--'),
    );
    return titles.length === 0
      ? [{ file, title: undefined }]
      : titles.map((title) => ({ file, title }));
  });
}

/** A title stands in quotes in its file, whichever kind of test or row of a table it names. */
export function isTest(file: string, title: string): boolean {
  if (!existsSync(file)) return false;
  const text = readFileSync(file, 'utf8');
  return [`'${title}'`, `"${title}"`].some((quoted) => text.includes(quoted));
}
