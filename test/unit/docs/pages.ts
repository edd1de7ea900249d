/** The Markdown that people read: all of it but what tests keep as fixtures. */
import { readdirSync, readFileSync } from 'node:fs';

export type Page = { readonly file: string; readonly text: string };

export type Block = { readonly language: string; readonly text: string };

export const PAGES: readonly Page[] = [
  ...readdirSync('.'),
  ...readdirSync('docs').map((name) => `docs/${name}`),
]
  .filter((file) => file.endsWith('.md'))
  .map(pageOf);

export function pageOf(file: string): Page {
  return { file, text: readFileSync(file, 'utf8') };
}

/** Fenced code, also inside a list, where it is indented. */
export function blocksOf(text: string): readonly Block[] {
  return [...text.matchAll(/^( *)```(\w*)\n([\s\S]*?)^\1```$/gm)].map(
    ([, indent = '', language = '', code = '']) => ({
      language,
      text: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  );
}

/** Without fenced code. */
export function proseOf(text: string): string {
  return text.replaceAll(/^( *)```\w*\n[\s\S]*?^\1```$/gm, '');
}

/** The cells of each row below a table's head, from all tables. */
export function rowsOf(text: string): readonly (readonly string[])[] {
  const rows = proseOf(text).match(/^\|.*\|$(?!\n\| ---)/gm) ?? [];
  return rows
    .filter((row) => !row.startsWith('| ---'))
    .map((row) => row.slice(1, -1).split(/(?<!\\)\|/))
    .map((cells) => cells.map((cell) => cell.trim()));
}

/** What stands in code within a line. */
export function codeIn(text: string): readonly string[] {
  return [...proseOf(text).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
}

/** The part below a heading of the second level. */
export function sectionOf(text: string, heading: string): string {
  const [, section] = text.split(`\n## ${heading}\n`);
  if (section === undefined) throw new Error(`there is no "## ${heading}"`);
  return section.split(/\n## /)[0] ?? '';
}

/** The commands of `sh` snippets, one a line: without comments, `&&` taken apart, lines joined. */
export function shellLinesOf(text: string): readonly string[] {
  return blocksOf(text)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text: code }) => code.replaceAll('\\\n', ' ').split('\n'))
    .map((line) => line.replace(/(^|\s+)# .*$|(^|\s+)#$/, ''))
    .flatMap((line) => line.split('&&'))
    .map((line) => line.trim().replaceAll(/\s+/g, ' '))
    .filter(Boolean);
}

/** Links within the repository, from Markdown and from HTML. */
export function linksOf({ text }: Page): readonly string[] {
  const prose = proseOf(text).replaceAll(/`[^`\n]*`/g, '`code`');
  return [...prose.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g)]
    .map(([, link = '', attribute = '']) => link || attribute)
    .filter((link) => !/^[a-z]+:/.test(link));
}

/** As GitHub makes anchors of headings: small letters, no punctuation, a hyphen for each space. */
export function headingsOf(text: string) {
  return [...proseOf(text).matchAll(/^(#+) (.*)$/gm)].map(([, marks = '', title = '']) => ({
    level: marks.length,
    anchor: title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  }));
}
