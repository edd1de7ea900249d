/** The tests that a page names: `test/unit/core/wish.test.ts`: “a wish in plain words”. */
import { existsSync, readFileSync } from 'node:fs';

export type NamedTest = { readonly file: string; readonly title: string | undefined };

export function namedIn(page: string): readonly NamedTest[] {
  return [...page.matchAll(/`(test\/[^`]+\.ts)`(?:: “([^”]+)”)?/g)].map(([, file = '', title]) => ({
    file,
    title,
  }));
}

/** A title stands in quotes in its file, whichever kind of test or row of a table it names. */
export function isTest(file: string, title: string): boolean {
  if (!existsSync(file)) return false;
  const text = readFileSync(file, 'utf8');
  return [`'${title}'`, `"${title}"`].some((quoted) => text.includes(quoted));
}
