import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { titleFor } from '../../../src/domain/title.js';

type Bilingual = { readonly title: string; readonly zh: string; readonly en: string };
const { bilingualTitles }: { readonly bilingualTitles: readonly Bilingual[] } = JSON.parse(
  readFileSync(new URL('../../fixtures/community.json', import.meta.url), 'utf8'),
);

describe('a bilingual title', () => {
  test.each(bilingualTitles)('$title', ({ title, zh, en }) => {
    expect(titleFor('zh-CN', title)).toBe(zh);
    expect(titleFor('en', title)).toBe(en);
  });

  test.each([
    ['Add SDK；新增 SDK', '新增 SDK', 'Add SDK'],
    ['新增 SDK / Add SDK', '新增 SDK', 'Add SDK'],
    ['Add a/b/c; 新增 a/b/c', '新增 a/b/c', 'Add a/b/c'],
    ['a; b; 新增 c', 'b; 新增 c', 'a'],
    ['新增 a; 新增 b; c', '新增 a; 新增 b', 'c'],
    ['新增 a; 新增 b', '新增 a; 新增 b', '新增 a; 新增 b'],
    ['a; b', 'a; b', 'a; b'],
    ['新增 SDK;', '新增 SDK;', '新增 SDK;'],
    ['; 新增 SDK', '; 新增 SDK', '; 新增 SDK'],
    ['读/写 lock', '读/写 lock', '读/写 lock'],
    ['Add SDK / 新增\u0000 SDK', '新增  SDK', 'Add SDK'],
    ['', '', ''],
  ])('%s', (title, zh, en) => {
    expect(titleFor('zh-CN', title)).toBe(zh);
    expect(titleFor('en', title)).toBe(en);
  });
});

test('a title is always one line', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('zh-CN', 'en'),
      (title, language) => {
        const text = titleFor(language === 'en' ? 'en' : 'zh-CN', title);
        expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
        expect(text).toBe(text.trim());
      },
    ),
  );
});
