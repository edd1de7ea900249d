import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseRepositoryConfig, type Refused } from '../../../src/config/load.js';
import { MAX_BYTES, parseSafely } from '../../../src/config/safe-yaml.js';
import { readYaml } from '../../../src/config/yaml-data.js';
import { parseNewsletter } from '../../../src/newsletter/configuration/newsletter.js';
import { calmCostOf, MOST_MS } from '../../fuzz/cost.js';

function faults(text: string): string[] {
  const read = parseSafely(text);
  return read.ok ? [] : read.faults.map((one) => `${one.line}:${one.column} ${one.message}`);
}

describe('a text that is not read', () => {
  it.each<[string, string, string]>([
    ['more than 16 KB', 'a'.repeat(MAX_BYTES + 1), '1:1 the file has 16385 bytes; at most 16384'],
    ['16 KB of Han in UTF-8', '新'.repeat(5_462), '1:1 the file has 16386 bytes; at most 16384'],
    [
      'a NUL',
      'a: 1\nb: \0',
      '2:4 the character U+0000 cannot stand in YAML: is the file UTF-8 text?',
    ],
    ['another control character', 'a: \x1b[31m', '1:4 the character U+001B cannot'],
    ['half a character', 'a: \ud800', '1:4 the character U+D800 cannot'],
    ['old Macintosh line ends', 'a: 1\rb: 2', '1:5 the character U+000D cannot'],
    ['an anchor', 'a: &x 1', '1:4 anchors (&name) are not supported'],
    ['an alias', 'a: 1\nb: *x', '2:4 aliases (*name) are not supported'],
    ['a tag', 'a: !!js/function x', '1:4 tags (!name) are not supported'],
    ['a directive', '%YAML 1.1\n---\na: 1', '1:1 directives (%…) are not supported'],
    ['a second document', 'a: 1\n---\nb: 2', '2:1 a second document begins here'],
    ['a level too deep', `${'['.repeat(33)}${']'.repeat(33)}`, '1:33 nested deeper than 32 levels'],
    ['too many parts', '[,'.concat(','.repeat(8_000)), '1:4000 the file has too many parts'],
    ['a tab as indentation', 'a:\n\tb: 1', '2:1 a tab cannot indent YAML: use spaces'],
    ['an unquoted @', 'mentors: [@ann]', '1:11 text that begins with @ or ` needs quotes'],
    ['a colon in a text', 'a: b: c', '1:4 a key inside a value'],
    ['a key that is a list', '? [a]\n: b', '1:3 a key must be text'],
  ])('%s is named with its place', (_, text, message) => {
    expect(faults(text)[0]).toContain(message);
  });

  it('leaves stack traces as they were', () => {
    const before = Error.stackTraceLimit;
    parseSafely(': : [');
    expect(Error.stackTraceLimit).toBe(before);
  });

  it('has all its syntax faults returned at once', () => {
    expect(faults('a: b: c\nmentors: [@ann]\nfoo\n')).toHaveLength(3);
  });
});

describe('a text that is read', () => {
  it.each<[string, string, unknown]>([
    ['nothing', '', null],
    ['comments alone', '# later\n', null],
    ['a byte order mark', '\uFEFFa: 1', { a: 1 }],
    ['Windows line ends', 'a: 1\r\nb: |\r\n  x\r\n  y\r\n', { a: 1, b: 'x\ny\n' }],
    ['a document mark', '---\na: 1\n...\n', { a: 1 }],
    ['32 levels', '['.repeat(32) + ']'.repeat(32), JSON.parse('['.repeat(32) + ']'.repeat(32))],
    ['marks inside text', 'a: |\n  &x *y !z\nb: "%*&!"', { a: '&x *y !z\n', b: '%*&!' }],
    ['YAML 1.1 words as text', 'a: yes\nb: 2021-11-12', { a: 'yes', b: '2021-11-12' }],
    ['a merge key as a plain key', '<<: {a: 1}', { '<<': { a: 1 } }],
  ])('%s', (_, text, data) => {
    expect(readYaml(text)).toMatchObject({ ok: true, data, faults: [] });
  });

  it('knows the place of every key and value, and of what is written nearest', () => {
    const yaml = readYaml('\uFEFFa: 1\nlist:\n  - {b: x}\n  - y\nempty:\n');
    if (!yaml.ok) throw new Error('expected data');
    expect(yaml.positionOf(['a'], 'value')).toEqual({ line: 1, column: 4 });
    expect(yaml.positionOf(['list', 0, 'b'], 'key')).toEqual({ line: 3, column: 6 });
    expect(yaml.positionOf(['list', 0, 'b'], 'value')).toEqual({ line: 3, column: 9 });
    expect(yaml.positionOf(['list', 1], 'value')).toEqual({ line: 4, column: 5 });
    expect(yaml.positionOf(['list', 0, 'missing', 'x'], 'value')).toEqual({ line: 3, column: 5 });
    expect(yaml.positionOf(['empty'], 'value')).toEqual({ line: 5, column: 1 });
    expect(yaml.has(['list', 1])).toBe(true);
    expect(yaml.has(['list', 2])).toBe(false);
  });

  it('reports keys written twice, __proto__ and escaped control characters beside the data', () => {
    const yaml = readYaml('a: 1\na: 2\n__proto__: {x: 1}\nb: "\\0"\n');
    expect(yaml.faults).toEqual([
      { line: 2, column: 1, path: ['a'], message: 'this key is written twice' },
      { line: 3, column: 1, path: ['__proto__'], message: 'this cannot be a key' },
      {
        line: 4,
        column: 4,
        path: ['b'],
        message: 'this text contains an escaped control character',
      },
    ]);
  });
});

describe('hostile text', () => {
  const fill = (part: string) => part.repeat(Math.floor(MAX_BYTES / part.length));
  const many = (part: (n: number) => string, between: string) => {
    const parts = Array.from({ length: 5_000 }, (_, n) => part(n));
    return parts.join(between).slice(0, MAX_BYTES);
  };
  const hostile: [string, string][] = [
    ['the bomb: 900 [ and 900 ]', '['.repeat(900) + ']'.repeat(900)],
    ['open brackets', fill('[')],
    ['closed brackets', fill(']')],
    ['open braces', fill('{')],
    ['dashes', fill('- ')],
    ['question marks', fill('? ')],
    ['keys', many((n) => `${n}:`, '\n')],
    ['keys in a flow map', `{${many((n) => `${n}:1`, ',')}`.slice(0, MAX_BYTES)],
    ['one key again and again', fill('a:\n')],
    ['tags', fill('- !a b\n')],
    ['tags on one node', fill('!a ')],
    ['anchors', many((n) => `- &a${n} b`, '\n')],
    ['aliases', `- &a b\n${fill('- *a\n').slice(10)}`],
    ['commas', `[${','.repeat(MAX_BYTES - 1)}`],
    ['quotes', fill('"')],
    ['as many faults as are read', ']'.repeat(3_990)],
    ['as many faults in a map', `{${'a\n'.repeat(30)}${'}}'.repeat(1_900)}`],
    ['bad escapes', `"${'\\x'.repeat(8_000)}"`],
    ['comments', fill('#\n')],
    ['empty lines', fill('\n')],
    ['percent signs', fill('%\n')],
    ['documents', fill('---\n')],
    ['document ends', fill('...\n')],
    ['unknown keys', many((n) => `k${n}: `, '\n').slice(0, 6_000)],
    ['wrong mentors', `mentors: [${'1,'.repeat(1_900)}1]`],
    ['wrong mentors as text', `mentors: [${'"",'.repeat(1_900)}1]`],
    ['aliases of a difficulty', `difficulties: {easy: {aliases: [${'a,'.repeat(1_900)}a]}}`],
    ['projects', `projects: [${'{},'.repeat(1_200)}{}]`],
    ['placeholders', `tasks: {heading: "${'{a}'.repeat(5_000)}"}`],
    ['texts of placeholders', `tasks: {intro: [${`"${'{a}'.repeat(600)}",`.repeat(9)}a]}`],
    ['escapes of letters', `title: "${'\\u0041'.repeat(990)}"`],
    ['nested maps', `${'{a: '.repeat(32)}1${'}'.repeat(32)}`],
    ['a long key', `${'k'.repeat(1_000)}: 1`],
  ];

  it.each(hostile)('of %s takes less than 100 ms', (_, text) => {
    parseRepositoryConfig({ text: 'language: en', file: 'warm.yml' });
    parseNewsletter({ text: 'language: en', file: 'warm.yml' });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_BYTES);
    for (const parse of [parseRepositoryConfig, parseNewsletter]) {
      expect(calmCostOf(() => parse({ text, file: 'hostile.yml' }))).toBeLessThan(MOST_MS);
    }
  });

  function isSane(result: { ok: true } | Refused): boolean {
    return (
      result.ok ||
      (result.problems.length > 0 &&
        result.problems.every(({ line, column, message }) => {
          return Number(line) >= 1 && Number(column) >= 1 && message.length > 0;
        }))
    );
  }

  it('never throws, and every problem has a place', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...['language', 'tracking', 'claims', 'difficulties', 'easy', 'projects', 'tasks', 'texts'],
        ...[
          ': ',
          ':\n  ',
          '\n',
          '- ',
          '[',
          ']',
          '{',
          '}',
          ',',
          '"',
          "'",
          '|',
          '>',
          '#',
          '? ',
          '\t',
        ],
        ...['&a', '*a', '!t', '%', '---\n', '...\n', '\\', '@', '1', 'null', '__proto__', '<<'],
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4_000 }),
      fc.array(piece, { maxLength: 400 }).map((pieces) => pieces.join('').slice(0, 5_000)),
    );
    fc.assert(
      fc.property(text, (source) => {
        expect(isSane(parseRepositoryConfig({ text: source, file: 'x' }))).toBe(true);
        expect(isSane(parseNewsletter({ text: source, file: 'x' }))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
