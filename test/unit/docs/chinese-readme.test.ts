/** What the English README says, the Chinese one says too, in the same order. */
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { blocksOf, headingsOf, linksOf, type Page, pageOf, rowsOf } from './pages.js';

describe('the Chinese README', () => {
  it('has the headings, tables, pictures and snippets of the English one', () => {
    const shapeOf = ({ file, text }: Page) => ({
      headings: headingsOf(text).map(({ level }) => level),
      rows: rowsOf(text).map((cells) => cells.length),
      pictures: [...text.matchAll(/[\w/-]+\.png/g)].map(([path]) => path.replace('docs/', '')),
      snippets: blocksOf(text).map(({ text: code }) => code.replaceAll(/ *# .*/g, '')),
      links: linksOf({ file, text })
        .map((link) => join(dirname(file), link))
        .filter((link) => !link.includes('README'))
        .sort(),
    });
    expect(shapeOf(pageOf('docs/README.zh-CN.md'))).toEqual(shapeOf(pageOf('README.md')));
  });
});
