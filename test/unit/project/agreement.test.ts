import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Issue } from '../../../src/domain/task.js';
import { issue } from '../a-thread.js';
import { readText } from '../read-fixture.js';
import { afterLook, decidedFor, type Project, shown } from './a-project.js';

const TASK = 'good first issue';
const listed = (heading: string, box = ' ') => `## ${heading}\n- [${box}] a task #1\n`;
const project = (list: string, labels: string[], given: Partial<Issue> = {}): Project => ({
  list,
  issues: [issue(1, { labels, ...given })],
});
const closed = (given: Partial<Issue> = {}): Partial<Issue> => ({
  state: 'closed',
  closedAs: 'completed',
  ...given,
});
const with1 = (one: Project, given: Partial<Issue>): Project => ({
  ...one,
  issues: one.issues.map((each) => ({ ...each, ...given })),
});
const agreed = () => afterLook(project(listed('Easy'), [TASK, 'easy']));

describe('list and label', () => {
  it('that agree are left alone, and the ledger remembers it', () => {
    expect(shown(decidedFor(project(listed('Easy'), [TASK, 'easy'])))).toEqual([]);
    expect(agreed().plan?.body).toContain('"agreed":{"easy":[1]}');
    expect(decidedFor(agreed())).toEqual([]);
  });

  it('a line moved to Hard relabels its issue', () => {
    const moved = { ...agreed(), list: listed('Hard') };
    expect(shown(decidedFor(moved))).toEqual(['#1 + hard', '#1 - easy']);
    const after = afterLook(moved);
    expect(after.plan?.body).toContain('"agreed":{"hard":[1]}');
    expect(decidedFor(after)).toEqual([]);
  });

  it('a label changed by hand wins over the line, under which the plan shows it', () => {
    const after = afterLook(with1(agreed(), { labels: [TASK, 'medium'] }));
    expect(after.issues[0]?.labels).toEqual([TASK, 'medium']);
    expect(after.plan?.body).toMatch(/#### Medium\n\n- 🟢 #1/);
    expect(after.plan?.body).toContain('#1 的标签是 Medium，列表里却在 Easy 之下');
    expect(decidedFor(after)).toEqual([]);
    expect(decidedFor({ ...after, list: listed('Medium') })).toHaveLength(1);
  });

  it('both changed differently are shown with both sides, and left alone', () => {
    const both = with1({ ...agreed(), list: listed('Hard') }, { labels: [TASK, 'medium'] });
    expect(shown(decidedFor(both))).toEqual([]);
    const after = afterLook(both);
    expect(after.plan?.body).toContain('#1 的标签是 Medium，列表里却在 Hard 之下');
    expect(decidedFor(after)).toEqual([]);
  });

  it('both changed to the same agree again', () => {
    const both = with1({ ...agreed(), list: listed('Hard') }, { labels: [TASK, 'hard'] });
    expect(shown(decidedFor(both))).toEqual([]);
    expect(afterLook(both).plan?.body).toContain('"agreed":{"hard":[1]}');
  });

  it('that never agreed: the label wins', () => {
    const after = afterLook(project(listed('Hard'), [TASK, 'easy']));
    expect(after.issues[0]?.labels).toEqual([TASK, 'easy']);
    expect(decidedFor(after)).toEqual([]);
  });

  it('an alias is understood and kept when its line moves', () => {
    const start = afterLook(project(listed('Easy'), [TASK, 'kind/easy']));
    const after = afterLook({ ...start, list: listed('Hard') });
    expect(after.issues[0]?.labels).toEqual([TASK, 'kind/easy', 'hard']);
    expect(decidedFor(after)).toEqual([]);
  });

  it('a move that was cut off between the two labels is finished', () => {
    const moved = { ...agreed(), list: listed('Hard') };
    const cut = with1(moved, { labels: [TASK, 'easy', 'hard'] });
    expect(shown(decidedFor(cut))).toEqual(['#1 - easy']);
  });

  it('the task label deleted for all is given back to what the list names', () => {
    const bare = with1(agreed(), { labels: ['easy'] });
    expect(shown(decidedFor(bare))).toEqual([]);
    expect(shown(decidedFor(bare, []))).toEqual([
      ...Array(4).fill('create-label'),
      '#1 + good first issue',
    ]);
  });

  it('the task label renamed by the configuration is not gone: nothing is labelled anew', () => {
    const bare = with1(agreed(), { labels: ['easy'] });
    const body = bare.plan?.body.replace('"task":"good first issue"', '"task":"starter"') ?? '';
    const renamed = { ...bare, ...(bare.plan && { plan: { ...bare.plan, body } }) };
    const labels = ['starter', 'easy', 'medium', 'hard'].map((name) => ({
      ...{ name, color: 'ffffff', description: '' },
    }));
    expect(shown(decidedFor(renamed, labels))).toEqual(['update-label']);
  });

  it('a line under two headings moves nothing', () => {
    const two = { ...agreed(), list: `${listed('Hard')}${listed('Medium')}` };
    expect(shown(decidedFor(two))).toEqual([]);
  });
});

describe('a table', () => {
  const table = (state: string) =>
    [
      '| 序号 | 任务 | 难度 | 认领人 | 状态 |',
      '| :-- | --- | --- | --- | --- |',
      `| 1 | 写单测 #1 | Easy | |${state}|`,
      '| 2 | 没有 issue | Hard | | 讨论中 |',
    ].join('\r\n');
  const start = project(table('  '), [TASK, 'easy']);

  it('is a list: its rows are tasks, and the state cell follows them', () => {
    expect(shown(decidedFor(project(table('  '), [])))).toEqual([
      '#1 + good first issue, easy',
      '#1: 🟢 待认领',
    ]);
    const free = afterLook(start);
    expect(free.list).toBe(table(' 🟢 待认领 '));
    expect(decidedFor(free)).toEqual([]);
    const held = afterLook(with1(free, { assignees: [{ id: 7, login: 'ann' }] }));
    expect(held.list).toBe(table(' 🔵 ann '));
    const done = afterLook(with1(held, closed()));
    expect(done.list).toBe(table(' ✅ 完成 '));
    expect(decidedFor(done)).toEqual([]);
    const again = afterLook(with1(done, { state: 'open', closedAs: null, assignees: [] }));
    expect(again.list).toBe(table(' 🟢 待认领 '));
    expect(decidedFor(again)).toEqual([]);
  });

  it.each(['✅ 老王说可以先放一放', '🟢 先联系 maintainer', '🔵 waiting for upstream', '讨论中'])(
    'whose state says %s is a person’s, whatever it begins with',
    (words) => {
      expect(shown(decidedFor({ ...start, list: table(` ${words} `) }))).toEqual([]);
    },
  );

  it('whose task is a draft, not planned or no task says nothing', () => {
    const free = afterLook(start);
    for (const given of [{ title: 'XXX' }, closed({ closedAs: 'not-planned' }), { labels: [] }]) {
      expect(afterLook(with1(free, given)).list).toBe(table('  '));
    }
  });

  it('names its tasks in their own column or one for issues, not in remarks', () => {
    const list = [
      '| 序号 | 任务 | 难度 | 备注 | Issue |',
      '|---|---|---|---|---|',
      '| #9 | 写文档 | Easy | 参考 #9 | #1 |',
      '| 2 | `a|b` | Easy | | |',
    ].join('\n');
    const two: Project = { list, issues: [issue(1, { labels: [] }), issue(9, { labels: [] })] };
    expect(shown(decidedFor(two))).toEqual(['#1 + good first issue, easy']);
  });

  it('whose state a person wrote is theirs', () => {
    const written = { ...start, list: table(' 等 review ') };
    expect(shown(decidedFor(written))).toEqual([]);
    const finished = { ...start, list: table(' 已完成 ') };
    expect(shown(decidedFor(finished))).toEqual([]);
  });

  it('moved to another difficulty relabels', () => {
    const moved = { ...afterLook(start), list: table(' 🟢 待认领 ').replace('Easy', 'Hard') };
    expect(shown(decidedFor(moved))).toEqual(['#1 + hard', '#1 - easy']);
  });
});

describe('a sub-issue of the tracking issue', () => {
  const start: Project = { ...project('', []), subIssues: [1] };

  it('counts as a line: it becomes a task, and the plan asks for its difficulty', () => {
    expect(shown(decidedFor(start))).toEqual(['#1 + good first issue']);
    const after = afterLook(start);
    expect(after.plan?.body).toContain('#1 还没有难度');
    expect(decidedFor(after)).toEqual([]);
  });

  it('from which a maintainer takes the label is no task any more', () => {
    const after = with1(afterLook(start), { labels: [] });
    expect(shown(decidedFor(after))).toEqual([]);
  });

  it('is left alone when it is closed', () => {
    expect(shown(decidedFor(with1(start, closed())))).toEqual([]);
  });
});

describe('a box in the list', () => {
  it('is ticked when its issue is done, once', () => {
    const done = with1(agreed(), closed());
    expect(shown(decidedFor(done))).toEqual(['tick #1']);
    const after = afterLook(done);
    expect(after.list).toBe(listed('Easy', 'x'));
    expect(decidedFor(after)).toEqual([]);
  });

  it('is unticked when the issue is opened again', () => {
    const done = afterLook(with1(agreed(), closed()));
    const reopened = with1(done, { state: 'open', closedAs: null });
    expect(shown(decidedFor(reopened))).toEqual(['untick #1']);
    const after = afterLook(reopened);
    expect(after.list).toBe(listed('Easy'));
    expect(decidedFor(after)).toEqual([]);
  });

  it.each(['not-planned', 'by-bot'] as const)('is not ticked where it was closed as %s', (as) => {
    expect(shown(decidedFor(with1(agreed(), closed({ closedAs: as }))))).toEqual([]);
  });

  it('that a person ticked while the issue is open stays ticked', () => {
    const early = { ...agreed(), list: listed('Easy', 'x') };
    expect(shown(decidedFor(early))).toEqual([]);
    expect(afterLook(early).list).toBe(listed('Easy', 'x'));
  });

  it('that a person ticked stays, though the issue becomes a task only later, or was not planned', () => {
    const early = { ...project(listed('Easy', 'x'), []) };
    const labelled = with1(afterLook(early), { labels: [TASK, 'easy'] });
    expect(shown(decidedFor(labelled))).toEqual([]);
    const notPlanned = afterLook(with1(early, closed({ closedAs: 'not-planned' })));
    const reopened = with1(notPlanned, { state: 'open', closedAs: null, labels: [TASK, 'easy'] });
    expect(shown(decidedFor(reopened))).toEqual([]);
  });

  it('that a person ticked for a task that was done goes when it is opened again', () => {
    const done = afterLook(with1({ ...agreed(), list: listed('Easy', 'x') }, closed()));
    const reopened = with1(done, { state: 'open', closedAs: null });
    expect(shown(decidedFor(reopened))).toEqual(['untick #1']);
  });

  it('of a pull request is a person’s', () => {
    expect(shown(decidedFor(with1(agreed(), closed({ isPullRequest: true }))))).toEqual([]);
  });

  it('that a person unticked though the issue is done stays unticked', () => {
    const done = afterLook(with1(agreed(), closed()));
    const unticked = { ...done, list: listed('Easy') };
    expect(shown(decidedFor(unticked))).toEqual([]);
    expect(decidedFor(afterLook(unticked))).toEqual([]);
  });

  it('is never touched where the configuration says never', () => {
    const done = { ...with1(agreed(), closed()), edit: 'never' as const };
    expect(shown(decidedFor(done))).toEqual([]);
    expect(shown(decidedFor({ ...afterLook(done), edit: 'tick' }))).toEqual(['tick #1']);
  });
});

/** What people, translators and the bot do with a list and its issues, in any order. */
const acts = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('look' as const) }),
    fc.record({ kind: fc.constantFrom('close' as const, 'reopen' as const), n: fc.nat() }),
    fc.record({ kind: fc.constant('relabel' as const), n: fc.nat(), to: fc.nat({ max: 2 }) }),
    fc.record({ kind: fc.constantFrom('tick' as const, 'untick' as const), n: fc.nat() }),
    fc.record({ kind: fc.constant('write' as const), n: fc.nat(), text: fc.string() }),
    fc.record({ kind: fc.constant('translate' as const) }),
  ),
  { minLength: 5, maxLength: 30 },
);
type Act = typeof acts extends fc.Arbitrary<readonly (infer One)[]> ? One : never;

const LEVELS = ['easy', 'medium', 'hard'];
const DIVIDER =
  '<!--This is a translation content dividing line, the content below is generated-->';

function acted(before: Project, act: Act): Project {
  const { issues, list } = before;
  const change = (n: number, given: (one: Issue) => Partial<Issue>): Project => ({
    ...before,
    issues: issues.map((one, at) => (at === n % issues.length ? { ...one, ...given(one) } : one)),
  });
  const boxes = (from: string, to: string, n: number): Project => {
    const places = [...list.matchAll(/\[[ x]\]/g)].filter(([box]) => box === from);
    const at = places[n % Math.max(1, places.length)]?.index;
    return at === undefined
      ? before
      : { ...before, list: list.slice(0, at) + to + list.slice(at + 3) };
  };
  switch (act.kind) {
    case 'look':
      return afterLook(before);
    case 'close':
      return change(act.n, () => ({ state: 'closed', closedAs: 'completed' }));
    case 'reopen':
      return change(act.n, () => ({ state: 'open', closedAs: null }));
    case 'relabel':
      return change(act.n, () => ({ labels: [TASK, LEVELS[act.to] ?? ''] }));
    case 'tick':
      return boxes('[ ]', '[x]', act.n);
    case 'untick':
      return boxes('[x]', '[ ]', act.n);
    case 'write': {
      const lines = list.split('\n');
      const line = act.text.replace(/[\r\n]/g, ' ');
      return { ...before, list: lines.toSpliced(act.n % lines.length, 0, line).join('\n') };
    }
    case 'translate':
      return list.includes(DIVIDER)
        ? before
        : {
            ...before,
            list: `translated\n\n<details><summary>原文</summary>${DIVIDER}${list}</details>`,
          };
  }
}

describe.each(['sofa-rpc-1127.md', 'sofa-rpc-1127.zh-CN.md'])('the list %s', (file) => {
  const list = readText(`task-lists/${file}`);
  const numbers = [
    ...new Set([...list.matchAll(/#(\d+)|issues\/(\d+)/g)].map((m) => Number(m[1] ?? m[2]))),
  ];
  const start: Project = { list, issues: numbers.map((n) => issue(n, { labels: [] })) };

  it('survives every sequence of edits by people, translators and the bot', () => {
    fc.assert(
      fc.property(acts, (sequence) => {
        let now = afterLook(start);
        for (const act of sequence) {
          const next = acted(now, act);
          if (act.kind === 'look') {
            // Nothing but boxes changes, and a second look writes nothing.
            expect(next.list.replaceAll('[x]', '[ ]')).toBe(now.list.replaceAll('[x]', '[ ]'));
            expect(decidedFor(next)).toEqual([]);
          }
          now = next;
        }
        const settled = afterLook(now);
        expect(decidedFor(settled)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
