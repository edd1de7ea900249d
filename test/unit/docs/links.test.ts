/** What the pages point at is there: files, headings, pictures, code. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { codeIn, headingsOf, linksOf, PAGES, type Page } from './pages.js';

describe.each(PAGES)('$file', (page) => {
  it('links to files and headings that exist', () => {
    expect(linksOf(page).filter((link) => !isThere(page, link))).toEqual([]);
  });

  it('names code that exists', () => {
    const named = codeIn(page.text).filter((code) =>
      /^(src|test|scripts|docs|config|packages|board|claims|cli|commands|controller|domain|engine|events|github|issue|messages|newsletter|onboarding|project|repository|server|sync|telemetry)\/[\w./-]+\.\w+$/.test(
        code,
      ),
    );
    // Where a page follows the code, `domain/task.ts` is src/domain/task.ts.
    const missing = named.filter((path) => !existsSync(path) && !existsSync(`src/${path}`));
    expect(missing).toEqual([]);
  });
});

describe('the pictures', () => {
  it('are all PNG, say what they show, and are not larger than a page should be', () => {
    const pictures = PAGES.flatMap(({ file, text }) =>
      [
        ...text.matchAll(/!\[([^\]]*)\]\(([^)]+\.png)\)|<img src="([^"]+)"[^>]* alt="([^"]*)"/g),
      ].map(([, alt = '', path = '', src = '', altOfTag = '']) => ({
        file: join(dirname(file), path || src),
        alt: alt || altOfTag,
      })),
    );
    expect(pictures.length).toBeGreaterThan(8);
    for (const { file, alt } of pictures) {
      const bytes = readFileSync(file);
      expect([file, bytes.subarray(1, 4).toString()]).toEqual([file, 'PNG']);
      expect([file, alt.length > 5, bytes.length < 600_000]).toEqual([file, true, true]);
    }
  });
});

describe('docs/pictures', () => {
  const files = readdirSync('docs/pictures').map((name) => `docs/pictures/${name}`);

  it('are all shown on a page', () => {
    const shown = PAGES.flatMap((page) =>
      linksOf(page).map((link) => join(dirname(page.file), link)),
    );
    expect(files.filter((file) => !shown.includes(file))).toEqual([]);
  });

  it('are all taken of the running product, by npm run pictures', () => {
    const script = readFileSync('scripts/pictures.mjs', 'utf8');
    const names = files.map((file) => basename(file, '.png'));
    expect(
      names.filter((name) => !script.includes(`'${name}'`) && !script.includes(`${name}.png`)),
    ).toEqual([]);
  });
});

describe('docs/', () => {
  it('are all reached from the README', () => {
    const seen = new Set(['README.md']);
    for (const file of seen) {
      const page = PAGES.find((one) => one.file === file);
      for (const link of page ? linksOf(page) : []) seen.add(join(dirname(file), pathOf(link)));
    }
    expect(PAGES.filter(({ file }) => !seen.has(file))).toEqual([]);
  });
});

function pathOf(link: string): string {
  return link.split('#')[0] ?? '';
}

function isThere({ file }: Page, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? file : join(dirname(file), path);
  if (!existsSync(target)) return false;
  return (
    anchor === undefined ||
    headingsOf(readFileSync(target, 'utf8')).some((heading) => heading.anchor === anchor)
  );
}
