import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  findReferences,
  issueKey,
  parseIssueUrl,
  sameRepository,
} from '../../../src/domain/reference.js';

const repository = { owner: 'sofastack', repo: 'sofa-rpc' };

function named(text: string): string[] {
  return findReferences(text, repository).map(
    ({ owner, repo, number, kind }) => `${kind} ${owner}/${repo}#${number}`,
  );
}

describe('the address of an issue', () => {
  const issue = { owner: 'mosn', repo: 'layotto', number: 108, commentId: null };
  test.each([
    ['https://github.com/mosn/layotto/issues/108', issue],
    ['http://github.com/mosn/layotto/issues/108/', issue],
    ['https://git.example.com:8443/mosn/layotto/issues/108?page=2', issue],
    [' https://github.com/mosn/layotto/issues/108 ', issue],
    ['https://github.com/mosn/layotto/issues/108#issue-1', issue],
    [
      'https://github.com/mosn/layotto/issues/108#issuecomment-872779356',
      { ...issue, commentId: 872779356 },
    ],
    [
      'https://github.com/mosn/layotto/issues/108/?a=b#issuecomment-872779356',
      { ...issue, commentId: 872779356 },
    ],
  ])('%s', (url, address) => {
    expect(parseIssueUrl(url)).toEqual(address);
  });

  test.each([
    '',
    'github.com/mosn/layotto/issues/108',
    'ftp://github.com/mosn/layotto/issues/108',
    'https://github.com/mosn/layotto/pull/108',
    'https://github.com/mosn/layotto/issues',
    'https://github.com/mosn/layotto/issues/0',
    'https://github.com/mosn/layotto/issues/108x',
    'https://github.com/mosn/layotto/issues/108/events',
    'https://api.github.com/repos/mosn/layotto/issues/108',
    'javascript:https://github.com/mosn/layotto/issues/108',
    'see https://github.com/mosn/layotto/issues/108',
  ])('none: %s', (url) => {
    expect(parseIssueUrl(url)).toBeNull();
  });
});

describe('references in a line', () => {
  test.each([
    ['#12', ['issue sofastack/sofa-rpc#12']],
    ['修复#12的问题', ['issue sofastack/sofa-rpc#12']],
    ['(#12)', ['issue sofastack/sofa-rpc#12']],
    ['#123', ['issue sofastack/sofa-rpc#123']],
    ['other/repo#12', ['issue other/repo#12']],
    ['SofaStack/SOFA-RPC#12', ['issue sofastack/sofa-rpc#12']],
    ['GH-12 and gh-13', ['issue sofastack/sofa-rpc#12', 'issue sofastack/sofa-rpc#13']],
    ['见https://github.com/o/r/issues/1031，谢谢', ['issue o/r#1031']],
    ['(https://github.com/o/r/issues/1031)', ['issue o/r#1031']],
    ['<https://github.com/o/r/issues/1031>', ['issue o/r#1031']],
    ['**https://github.com/o/r/issues/1031**.', ['issue o/r#1031']],
    ['[words](https://ghe.example.com/o/r/issues/1031)', ['issue o/r#1031']],
    ['[#5](https://github.com/o/r/issues/1031 "title")', ['issue o/r#1031']],
    ['[words #5](https://example.com/#6)', ['issue sofastack/sofa-rpc#5']],
    ['<a href="https://github.com/o/r/issues/1031">words</a>', ['issue o/r#1031']],
    ['https://github.com/o/r/pull/7/files', ['pull o/r#7']],
    ['#1 #2, #3', [1, 2, 3].map((number) => `issue sofastack/sofa-rpc#${number}`)],
    ['[[a](x) #4](y) #5', [4, 5].map((number) => `issue sofastack/sofa-rpc#${number}`)],
  ])('%s', (text, references) => {
    expect(named(text)).toEqual(references);
  });

  test.each([
    'no reference',
    '#0',
    '#12abc',
    'C#12',
    'repo#12',
    '@owner/repo#12',
    'a/b/c#12',
    '&#12;',
    '\\#12',
    '`#12`',
    '``a ` #12``',
    '# 12',
    'https://example.com/page#12',
    'https://example.com/o/r#12',
    '![#12](https://example.com/a.png)',
    'XGH-12',
  ])('none: %s', (text) => {
    expect(named(text)).toEqual([]);
  });

  test('offsets span the whole construct', () => {
    const text =
      '见 [#5](https://github.com/o/r/issues/5)，<https://github.com/o/r/issues/6> o/r#7';
    const spans = findReferences(text, repository).map(({ start, end }) => text.slice(start, end));
    expect(spans).toEqual([
      '[#5](https://github.com/o/r/issues/5)',
      '<https://github.com/o/r/issues/6>',
      'o/r#7',
    ]);
  });

  test('an address may name a comment', () => {
    const [reference] = findReferences(
      'https://github.com/o/r/issues/5#issuecomment-9',
      repository,
    );
    expect(reference).toMatchObject({ number: 5, commentId: 9 });
  });

  test('names compare case-insensitively', () => {
    expect(sameRepository(repository, { owner: 'SofaStack', repo: 'SOFA-rpc' })).toBe(true);
    expect(sameRepository(repository, { owner: 'sofastack', repo: 'sofa' })).toBe(false);
    expect(issueKey({ owner: 'O', repo: 'R', number: 1 })).toBe('o/r#1');
  });

  test('in order, apart from each other, whatever the text', () => {
    const pieces = ['#12', 'o/r#3', '[', ']', '(', ')', '`', '<', '>', '!', ' ', '\\', '见', '@a'];
    const urls = ['https://github.com/o/r/issues/4', 'https://x.y/#5', '<!--', '-->', '<img '];
    const line = fc.array(fc.constantFrom(...pieces, ...urls)).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(line, fc.string({ unit: 'binary' })), (text) => {
        let last = 0;
        for (const { start, end, number } of findReferences(text, repository)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(text.slice(start, end)).toContain(String(number));
          last = end;
        }
      }),
      { numRuns: 500 },
    );
  });
});
