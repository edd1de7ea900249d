import { describe, expect, test } from '@jest/globals';
import type { DigestIssue } from '../../../src/newsletter/digest.js';
import { type DigestInput, pickTasks } from '../../../src/newsletter/pick-tasks.js';
import { parseTaskList } from '../../../src/project/list/read.js';

const repository = { owner: 'mosn', repo: 'layotto' };

function issue(number: number, facts: Partial<DigestIssue> = {}): DigestIssue {
  return {
    number,
    title: `issue ${number}`,
    state: 'open',
    assignees: [],
    isPullRequest: false,
    draft: false,
    difficulty: null,
    held: false,
    hasOpenPull: false,
    createdAt: '2021-11-01T00:00:00Z',
    labels: [],
    ...facts,
  };
}

type Facts = Partial<Omit<DigestInput, 'lines'>> & { readonly list?: string };

/** `easy: text #1` per printed task. */
function edition({ list = '', ...facts }: Facts) {
  const { groups, notes } = pickTasks({
    lines: parseTaskList(list, repository),
    issues: [],
    texts: {},
    language: 'zh-CN',
    repository,
    ...facts,
  });
  const printed = groups.flatMap(({ difficulty, tasks }) =>
    tasks.map(
      ({ text, number }) => `${difficulty}: ${text}${number === null ? '' : ` #${number}`}`,
    ),
  );
  const reasons = notes.map(
    (note) => `${note.kind} #${note.issue.number} ${note.lineNumber ?? '-'}`,
  );
  return { printed, reasons };
}

describe('printed', () => {
  test('are list lines in list order, then unlisted issues by number, easy first', () => {
    const list = '## Medium\n- [ ] c #3\n## Easy\n- [ ] b #9\n- [ ] a #1';
    const labelled = [issue(8, { difficulty: 'easy' }), issue(7, { difficulty: 'easy' })];
    expect(edition({ list, issues: [issue(1), ...labelled, issue(3), issue(9)] })).toEqual({
      printed: ['easy: b #9', 'easy: a #1', 'easy: issue 7 #7', 'easy: issue 8 #8', 'medium: c #3'],
      reasons: [],
    });
  });

  test('in an English edition are in English, as far as line or title are', () => {
    const list = '## Easy\n- [ ] 锁 #1\n- [ ] Add a lock; 锁 #2\n- [ ] 锁 #3\n- [ ] lock #4';
    const titles = ['Add a lock; 锁', '锁', '锁', '锁'];
    const issues = titles.map((title, at) => issue(at + 1, { title }));
    expect(edition({ list, issues, language: 'en' }).printed).toEqual([
      'easy: Add a lock #1',
      'easy: Add a lock #2',
      'easy: 锁 #3',
      'easy: lock #4',
    ]);
    const [first] = edition({ list, issues }).printed;
    expect(first).toBe('easy: 锁 #1');
  });

  test('is a line without an issue, or with a foreign one, under its heading', () => {
    const list = '## Easy\n- [ ] a\n- [ ] b dapr/dapr#5\n- [ ] dapr/dapr#6\n- [ ] other/layotto#1';
    expect(edition({ list, issues: [issue(1, { state: 'closed' })] })).toEqual({
      printed: ['easy: a', 'easy: b', 'easy: dapr/dapr#6', 'easy: other/layotto#1'],
      reasons: ['closed #1 -'],
    });
  });

  test('an issue once, though two lines name it', () => {
    const list = '## Easy\n- [ ] a #1\n- [ ] b MOSN/Layotto#1';
    expect(edition({ list, issues: [issue(1)] }).printed).toEqual(['easy: a #1']);
  });

  test("is an issue's own difficulty rather than the heading", () => {
    const list = '## Easy\n- [ ] a #1\n- [ ] b #2';
    const issues = [issue(1, { difficulty: 'hard' }), issue(2)];
    expect(edition({ list, issues }).printed).toEqual(['easy: b #2', 'hard: a #1']);
    expect(edition({ list, issues, difficultyOf: () => 'medium' }).printed).toEqual([
      'medium: a #1',
      'medium: b #2',
    ]);
  });

  test('with the words of the line under its own difficulty', () => {
    const list = '## Easy\n- [ ] a #1\n## Medium\n- [ ] b #2\n- [ ] c #1';
    const issues = [issue(1, { difficulty: 'medium' }), issue(2)];
    expect(edition({ list, issues }).printed).toEqual(['medium: b #2', 'medium: c #1']);
  });

  test("are the configured words, else the line's, else its language of the title", () => {
    const title = 'Add SDK; 新增 SDK';
    const list = '## Easy\n- [ ] a #1\n- [ ] #2\n- [ ] c dapr/dapr#4';
    const issues = [issue(1), issue(2, { title }), issue(3, { title, difficulty: 'easy' })];
    expect(edition({ list, issues }).printed).toEqual([
      'easy: a #1',
      'easy: 新增 SDK #2',
      'easy: c',
      'easy: 新增 SDK #3',
    ]);
    const texts = {
      'Mosn/LAYOTTO#1': 'A',
      'mosn/layotto#3': 'C\nc',
      'dapr/Dapr#4': 'D',
      'x/y#2': 'no',
    };
    expect(edition({ list, issues, texts, language: 'en' }).printed).toEqual([
      'easy: A #1',
      'easy: Add SDK #2',
      'easy: D',
      'easy: C c #3',
    ]);
  });
});

describe('left out, and noted', () => {
  test.each([
    ['closed', { state: 'closed' }],
    ['held', { held: true }],
    ['held', { assignees: [{ login: 'somebody' }] }],
    ['draft', { draft: true }],
    ['pull-request', { isPullRequest: true }],
  ] as const)('%s: %j', (kind, facts) => {
    const issues = [issue(1, facts), issue(2, { ...facts, difficulty: 'easy' })];
    expect(edition({ list: '## Easy\n- [ ] a #1', issues })).toEqual({
      printed: [],
      reasons: [`${kind} #1 1`, `${kind} #2 -`],
    });
  });

  test('a line whose issue cannot be read', () => {
    expect(edition({ list: '## Easy\n- [ ] a #1' })).toEqual({
      printed: [],
      reasons: ['missing #1 1'],
    });
  });

  test('an unlisted issue without a difficulty', () => {
    expect(edition({ issues: [issue(1)] })).toEqual({
      printed: [],
      reasons: ['no-difficulty #1 -'],
    });
  });

  test('an issue under two difficulties without a label, own or foreign', () => {
    const list =
      '## Easy\n- [ ] a #1\n- [ ] x dapr/dapr#9\n## Hard\n- [ ] b #1\n- [ ] y dapr/dapr#9';
    expect(edition({ list, issues: [issue(1)] })).toEqual({
      printed: [],
      reasons: ['two-difficulties #1 1', 'two-difficulties #9 2'],
    });
    expect(
      pickTasks({
        lines: parseTaskList(list, repository),
        issues: [issue(1)],
        texts: {},
        language: 'en',
        repository,
      }).notes[0],
    ).toEqual({
      kind: 'two-difficulties',
      issue: { ...repository, number: 1 },
      lineNumber: 1,
      difficulties: ['easy', 'hard'],
    });
  });

  test('ticked or struck lines, also where their issue has the label', () => {
    const list = '## Easy\n- [x] a #1\n- [ ] ~~b~~ #2\n- [x] c\n- [x] d #3\n- [x] e #4\n- [ ] f #4';
    const easy = { difficulty: 'easy' } as const;
    const issues = [issue(1, easy), issue(2, easy), issue(3, { state: 'closed' }), issue(4)];
    expect(edition({ list, issues })).toEqual({
      printed: ['easy: f #4'],
      reasons: ['ticked #1 1', 'ticked #2 2'],
    });
  });

  test('the line that counts decides: a ticked one is no second difficulty', () => {
    const list = '## Easy\n- [x] a #1\n## Hard\n- [ ] b #1';
    expect(edition({ list, issues: [issue(1)] })).toEqual({ printed: ['hard: b #1'], reasons: [] });
  });
});

test('the list of sofa-rpc#1127 prints each issue once', () => {
  const list = '## Easy\n### SDK\n- [ ] enums #1031\n- [ ] docs\n## Medium\n- [ ] annotation #1031';
  expect(edition({ list, issues: [issue(1031, { difficulty: 'easy' })] })).toEqual({
    printed: ['easy: enums #1031', 'easy: docs'],
    reasons: [],
  });
});
