import fc from 'fast-check';
import { originalBounds } from '../../src/domain/markdown/original.js';
import { editList, numberLine } from '../../src/project/list/edit.js';
import type { TaskLine } from '../../src/project/list/line.js';
import { parseTaskList } from '../../src/project/list/read.js';
import { expectThat, fuzz } from './fuzz.js';
import { bytesOf, DIVIDER, longTextOf, textOf } from './texts.js';

const HERE = { owner: 'mosn', repo: 'layotto' };

const LIST = [
  ...[
    '\n## Easy\n',
    '\n## Medium\n',
    '\n## Hard\n',
    '\n### SDK related\n',
    '\nEasy\n',
    '\n- Easy\n',
  ],
  ...[
    '\n- [ ] ',
    '\n- [x] ',
    '\n- [ ] task #1',
    '\n- [x] task #2',
    '\n* [ ] #3\n',
    '\n  - [ ] sub',
  ],
  ...['\n- task #4', '\n1. task', '\n- []', '\n- [ ]task', '\nEasy\n----\n', '\n**Easy**\n'],
  ...[' #1', ' #12', ' #123', ' sofastack/sofa-rpc#1', '「详细参考」：https://x.y', ' ~~done~~'],
  ...[
    ' 见 #5',
    '(@ann)',
    ' by @ann',
    '<details>',
    '\n</details>\n',
    DIVIDER,
    '\n> - [ ] #1',
    ' #1 #2',
  ],
];

const TABLE = [
  ...['\n| 任务 | 难度 | 状态 |\n|---|---|---|\n', '\n| # | Task | Difficulty | State | Issue |\n'],
  ...['|---|---|---|---|---|\n', '| task #1 | easy | |\n', '| task #2 | 中等 | 🔵 ann |\n'],
  ...['| 1 | words | Hard | ✅ | #3 |\n', '| a \\| b #4 | easy | done |\n', '| | | |\n', '|||\n'],
  ...[
    '| #5 | Easy | ⚪ 待认领 |',
    '\n## Easy\n',
    '| ',
    ' |',
    ' | ',
    '\\|',
    '|:-:|',
    '✅',
    '🔵 ann, ben',
  ],
];

const NUMBERS = [1, 2, 3, 4, 5, 12, 123];

const edits = fc.record({
  ticks: fc.uniqueArray(fc.tuple(fc.constantFrom(...NUMBERS), fc.boolean()), {
    selector: ([number]) => number,
  }),
  states: fc.uniqueArray(
    fc.tuple(fc.constantFrom(...NUMBERS), fc.constantFrom('✅', '🔵 ann', '⚪ 待认领', '')),
    { selector: ([number]) => number },
  ),
});

/** What is true of the tasks of any text. */
function checkLines(text: string, lines: readonly TaskLine[]): void {
  const source = text.split('\n').map((line) => line.replace(/\r$/, ''));
  let last = -1;
  for (const { lineNumber, sourceLine, offset, end, state, ticked, text: words } of lines) {
    expectThat(lineNumber >= last, () => 'not in list order');
    last = lineNumber;
    expectThat(source[lineNumber] === sourceLine, () => `not line ${lineNumber}`);
    expectThat(!words.includes('\n'), () => 'words of several lines');
    const box = offset === null ? null : text[offset];
    expectThat(box === null || /[ \txX\u00a0\u3000]/.test(box ?? ''), () => `no box: ${box}`);
    expectThat(offset === null || /x/i.test(box ?? '') === ticked, () => 'ticked, or not');
    const before = text.slice(0, end).split('\n');
    expectThat(before.length - 1 === lineNumber, () => 'ends on another line');
    const cell = state && text.slice(state.start, state.end);
    expectThat(state === null || cell === state.text, () => `no cell: ${cell}`);
  }
}

/** Everything but boxes and state cells. */
function withoutOurs(body: string): string {
  const [from, to] = originalBounds(body);
  const text = body.slice(from, to);
  let rest = '';
  let at = 0;
  for (const { offset, state } of parseTaskList(text, HERE)) {
    const [start, end] =
      offset !== null ? [offset, offset + 1] : state !== null ? [state.start, state.end] : [at, at];
    rest += text.slice(at, start).trimEnd();
    at = end;
  }
  return (body.slice(0, from) + rest + text.slice(at) + body.slice(to)).replace(/ +(?=\|)/g, '');
}

for (const [kind, words] of [
  ['task lists', LIST],
  ['tables of tasks', TABLE],
] as const) {
  fuzz(`${kind}: read`, longTextOf(words), (text, clock) => {
    const lines = clock('parseTaskList', bytesOf(text), () => parseTaskList(text, HERE));
    checkLines(text, lines);
  });

  fuzz(`${kind}: ticked`, fc.tuple(longTextOf(words), edits), ([body, wanted], clock) => {
    const all = { ticks: new Map(wanted.ticks), states: new Map(wanted.states) };
    const edited = clock('editList', bytesOf(body), () => editList(body, HERE, HERE, all));
    // GitHub stores no longer body; of one, an edit would move the place where it is cut.
    if (edited === body || edited.length > 65_536) return;
    expectThat(editList(edited, HERE, HERE, all) === edited, () => `not once: ${edited}`);
    expectThat(withoutOurs(edited) === withoutOurs(body), () => `other bytes: ${edited}`);
    const lineEnds = (text: string) => text.replace(/[^\r\n]+/g, '');
    expectThat(lineEnds(edited) === lineEnds(body), () => 'other lines');
    const [from, to] = originalBounds(edited);
    for (const line of parseTaskList(edited.slice(from, to), HERE)) {
      const { reference, offset, ticked } = line;
      const isHere = reference?.repo === HERE.repo && reference.owner === HERE.owner;
      const tick = isHere ? all.ticks.get(reference.number) : undefined;
      expectThat(offset === null || tick === undefined || tick === ticked, () => 'not ticked');
    }
  });

  fuzz(`${kind}: numbered`, fc.tuple(textOf(words), fc.nat(20)), ([body, which]) => {
    const [from, to] = originalBounds(body);
    const before = parseTaskList(body.slice(from, to), HERE);
    const line = before[which % Math.max(1, before.length)];
    if (line === undefined) return;
    const numbered = numberLine(body, HERE, line.sourceLine, '#99');
    if (numbered === body) return;
    expectThat(numbered.length === body.length + 4, () => 'more than a number');
    let same = 0;
    while (same < body.length && numbered[same] === body[same]) same += 1;
    const cut = [0, 1, 2, 3].some((back) => {
      const start = same - back;
      return start >= 0 && numbered.slice(0, start) + numbered.slice(start + 4) === body;
    });
    expectThat(cut, () => `other bytes: ${numbered}`);
    const [start, end] = originalBounds(numbered);
    const after = parseTaskList(numbered.slice(start, end), HERE);
    expectThat(after.length === before.length, () => 'other tasks');
    expectThat(
      after.some(({ reference }) => reference?.number === 99 && reference.repo === HERE.repo),
      () => `the number is not read back: ${numbered}`,
    );
  });
}
