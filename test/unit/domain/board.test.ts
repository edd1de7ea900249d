import { describe, expect, it } from '@jest/globals';
import {
  boardProject,
  type Hold,
  type KnownIssue,
  type KnownProject,
  type KnownRow,
} from '../../../src/domain/board.js';
import { byDifficulty, DIFFICULTY_TRAITS } from '../../../src/domain/difficulty.js';
import { finishers } from '../../../src/domain/ladder.js';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const MINUTE = 60_000;

const issue = (number: number, more: Partial<KnownIssue> = {}): KnownIssue => ({
  ...{ number, title: `title ${number}`, difficulty: 'easy', holders: [], categories: [] },
  ...{ createdAt: '2026-11-01T00:00:00Z', doneAt: null },
  ...more,
});
const row = (one: KnownIssue, text = ''): KnownRow => ({
  ...{ difficulty: one.difficulty, text, issue: one, elsewhere: null },
});
const project = (rows: readonly KnownRow[], at = NOW): KnownProject => ({
  ...{ name: 'Layotto', repository: { owner: 'mosn', repo: 'layotto' }, language: 'zh-CN' },
  ...{ trackingUrl: null, missing: [], guide: null, mentors: [] },
  claimDays: byDifficulty((one) => DIFFICULTY_TRAITS[one].claimDays),
  ...{ rows, at },
});
const noHold: Hold = { due: null, isInReview: false, isReserved: false };

function show({
  rows = [],
  at = NOW,
  news = {},
  holds = {},
}: {
  readonly rows?: readonly KnownRow[];
  readonly at?: number;
  readonly news?: Readonly<Record<number, { issue: KnownIssue | null; at: number }>>;
  readonly holds?: Readonly<Record<number, Partial<Hold>>>;
}) {
  const numbered = <T>(values: Readonly<Record<number, T>>) =>
    new Map(Object.entries(values).map(([number, value]) => [Number(number), value] as const));
  const allHolds = new Map(
    [...numbered(holds)].map(([number, hold]) => [number, { ...noHold, ...hold }] as const),
  );
  const known = { project: project(rows, at), codeLanguage: 'Go', news: numbered(news) };
  return boardProject({ ...known, holds: allHolds }, NOW).tasks;
}

const shortly = (tasks: ReturnType<typeof show>) =>
  tasks.map(({ issue: name, state, text }) => `${name?.number ?? '-'} ${state} ${text}`);

describe('a project on the board', () => {
  it('has its tasks by difficulty, in a difficulty in the order of the list', () => {
    const rows = [
      row(issue(5, { difficulty: 'hard' })),
      row(issue(3), '第三'),
      { difficulty: 'easy', text: '没有 issue', issue: null, elsewhere: null } as const,
      row(issue(1)),
    ];
    expect(shortly(show({ rows }))).toEqual([
      '3 free 第三',
      '- ask 没有 issue',
      '1 free title 1',
      '5 free title 5',
    ]);
  });

  it('says who holds a task and until when, and that a pull request stops the clock', () => {
    const due = Date.parse('2026-12-06T00:00:00Z');
    const held = [row(issue(1, { holders: ['ann'] })), row(issue(2, { holders: ['ben'] }))];
    const tasks = show({
      rows: [...held, row(issue(3)), row(issue(4, { holders: ['cai'] }))],
      holds: { 1: { due }, 2: { due, isInReview: true }, 3: { isReserved: true } },
    });
    expect(tasks.map(({ state, due: until }) => [state, until])).toEqual([
      ['held', '2026-12-06T00:00:00.000Z'],
      ['review', null],
      ['held', null],
      ['held', null],
    ]);
  });

  it('names another repository’s issue, which cannot be claimed from here', () => {
    const elsewhere = { owner: 'mosn', repo: 'mosn', number: 7 };
    const [task] = show({ rows: [{ difficulty: 'easy', text: 'x', issue: null, elsewhere }] });
    expect(task).toMatchObject({ state: 'ask', issue: elsewhere, title: null });
  });

  it('believes what an issue’s own look found, unless the project was read long after it', () => {
    const rows = [row(issue(1)), row(issue(2))];
    const claimed = (at: number) => ({ 1: { issue: issue(1, { holders: ['ann'] }), at } });
    expect(shortly(show({ rows, news: claimed(NOW - 10_000) }))[0]).toBe('1 held title 1');
    expect(shortly(show({ rows, news: claimed(NOW - MINUTE) }))[0]).toBe('1 free title 1');
  });

  it('shows a task that became one since, and drops one that is none any more', () => {
    const news = { 1: { issue: null, at: NOW }, 9: { issue: issue(9), at: NOW } };
    const rows = [row(issue(1)), row(issue(2))];
    expect(shortly(show({ rows, news }))).toEqual(['2 free title 2', '9 free title 9']);
  });

  it('shows for a month what was done, the newest first, behind what is open', () => {
    const done = (number: number, doneAt: string) => ({
      issue: issue(number, { holders: ['ann'], doneAt }),
      at: NOW - 60 * MINUTE,
    });
    const news = {
      1: done(1, '2026-11-01T00:00:00Z'),
      2: done(2, '2026-11-20T00:00:00Z'),
      3: done(3, '2026-10-01T00:00:00Z'),
    };
    expect(shortly(show({ rows: [row(issue(4))], news }))).toEqual([
      '4 free title 4',
      '2 done title 2',
      '1 done title 1',
    ]);
  });
});

describe('the ladder', () => {
  it('counts a hard task four times and a medium one twice', () => {
    const at = NOW;
    const doneAt = '2026-11-20T00:00:00Z';
    const done = (number: number, difficulty: 'easy' | 'medium' | 'hard', holders: string[]) => ({
      issue: issue(number, { difficulty, holders, doneAt }),
      at,
    });
    const news = {
      1: done(1, 'easy', ['ann']),
      2: done(2, 'medium', ['ann', 'ben']),
      3: done(3, 'hard', ['cai']),
    };
    const rows = [row(issue(4, { holders: ['dora'] }))];
    expect(finishers(show({ rows, news }))).toEqual([
      { login: 'cai', finished: 1, points: 4 },
      { login: 'ann', finished: 2, points: 3 },
      { login: 'ben', finished: 1, points: 2 },
    ]);
  });
});
