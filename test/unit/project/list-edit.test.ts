import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { editList } from '../../../src/project/list/edit.js';
import { parseTaskList } from '../../../src/project/list/read.js';
import { readText } from '../read-fixture.js';

const RPC = { owner: 'sofastack', repo: 'sofa-rpc' };

const tickLines = (
  body: string,
  repository: typeof RPC,
  tasks: typeof RPC,
  ticks: ReadonlyMap<number, boolean>,
) => editList(body, repository, tasks, { ticks, states: new Map() });
const ticked = (body: string, ticks: Record<number, boolean>) =>
  tickLines(body, RPC, RPC, new Map(Object.entries(ticks).map(([n, to]) => [Number(n), to])));

/** The places at which two texts of one length differ. */
function differences(a: string, b: string): readonly string[] {
  expect(b).toHaveLength(a.length);
  return [...a].flatMap((_, at) => (a[at] === b[at] ? [] : [`${a[at]}→${b[at]}`]));
}

const LIST = [
  '<table><tr><td>`- [ ] #1`</td></tr></table>',
  '',
  '## Easy——从这里开始 🚀  ',
  '- [ ] 写测试 #1\t',
  '* [X] fix ![x](y.png) https://github.com/sofastack/sofa-rpc/issues/2   ',
  '- [] no box #3',
  '1. [ ] other/repo#1',
  '> - [ ] quoted #1',
  '',
  '```',
  '- [ ] code #1',
  '```',
].join('\r\n');

describe('a tick', () => {
  it('changes the box of its line alone, and every other byte stays', () => {
    expect(differences(LIST, ticked(LIST, { 1: true }))).toEqual([' →x']);
    expect(differences(LIST, ticked(LIST, { 2: false }))).toEqual(['X→ ']);
    expect(differences(LIST, ticked(LIST, { 1: true, 2: false }))).toEqual([' →x', 'X→ ']);
  });

  it('that stands already, or has no box, changes nothing', () => {
    expect(ticked(LIST, { 1: false, 2: true, 3: true, 99: true })).toBe(LIST);
  });

  it('meets each line of an issue that is listed twice', () => {
    const list = '## Easy\n- [ ] a #1\n## Hard\n- [ ] b #1\n- [x] c #1\n';
    expect(ticked(list, { 1: true })).toBe(
      '## Easy\n- [x] a #1\n## Hard\n- [x] b #1\n- [x] c #1\n',
    );
  });

  it('is of the tasks’ repository: a bare number means where the list stands', () => {
    const list = '## Easy\n- [ ] here #1\n- [ ] there mosn/layotto#1\n';
    const layotto = { owner: 'mosn', repo: 'layotto' };
    expect(tickLines(list, RPC, layotto, new Map([[1, true]]))).toBe(
      '## Easy\n- [ ] here #1\n- [x] there mosn/layotto#1\n',
    );
  });

  it('goes into the original that a translator kept, not into the translation', () => {
    const divider =
      '<!--This is a translation content dividing line, the content below is generated-->';
    const body = `## Easy\n- [ ] Write a test #1\n<details><summary>原文</summary>${divider}## Easy\n- [ ] 写测试 #1\n</details>`;
    expect(ticked(body, { 1: true })).toBe(body.replace('- [ ] 写', '- [x] 写'));
  });

  it.each(['sofa-rpc-1127.md', 'sofa-rpc-1127.zh-CN.md'])(
    'in %s can be taken back to the byte, whichever are set',
    (file) => {
      const list = readText(`task-lists/${file}`);
      const numbers = parseTaskList(list, RPC).flatMap(({ reference, offset, ticked: is }) =>
        reference === null || offset === null || is ? [] : [reference.number],
      );
      expect(numbers.length).toBeGreaterThan(1);
      fc.assert(
        fc.property(fc.subarray(numbers), fc.boolean(), (chosen, crlf) => {
          const body = crlf ? list.replaceAll('\n', '\r\n') : list;
          const ticks = new Map(chosen.map((number) => [number, true]));
          const done = tickLines(body, RPC, RPC, ticks);
          expect(new Set(differences(body, done))).toEqual(
            new Set(chosen.length > 0 ? [' →x'] : []),
          );
          expect(tickLines(done, RPC, RPC, ticks)).toBe(done);
          const back = new Map(chosen.map((number) => [number, false]));
          expect(tickLines(done, RPC, RPC, back)).toBe(body);
        }),
      );
    },
  );

  it('in any text at all changes nothing but boxes', () => {
    const piece = fc.constantFrom(
      ...[
        '## Easy',
        '# 困难',
        '- [ ] ',
        '- [x] ',
        '* [X] ',
        '#1',
        '#2 ',
        '\n',
        '\r\n',
        '> ',
        '```\n',
      ],
      ...['<!--', '-->', '<details>', '</details>', '\t', '  ', '🚀', '|', '\u0000', '**', '~~'],
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
        const body = pieces.join('');
        const done = ticked(body, { 1: true, 2: false });
        for (const each of differences(body, done)) {
          expect(each).toMatch(/^[ \t\u00a0\u3000]→x$|^[xX]→ $/);
        }
        expect(ticked(done, { 1: true, 2: false })).toBe(done);
      }),
      { numRuns: 2_000 },
    );
  });
});
