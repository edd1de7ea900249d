import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { parseState } from '../../../src/claims/state-text.js';
import { markedComments, readState } from '../../../src/domain/marker.js';
import { createMemory } from '../../../src/engine/in-process/memory.js';
import { createClockIndex } from '../../../src/issue/clock-index.js';
import { createPersonLocks } from '../../../src/issue/person-lock.js';
import { reconcileIssue } from '../../../src/issue/reconcile.js';
import { createRepairLimit } from '../../../src/issue/repair-limit.js';
import { BOT, comment } from '../a-thread.js';
import { API, layotto, REPO, recordOnly } from '../recorded-github.js';
import { applied, contextOf, decided, type Situation } from './a-decision.js';

const SOFA_WEEKLY = { title: 'SOFA Weekly', editors: ['Edi'] };
const PRINTED = { newsletters: [SOFA_WEEKLY] };
const QUESTION = { labels: ['question'] };
const LABEL = 'label newsletter';
const to = (id: number) => `https://github.com/mosn/layotto/issues/1#issuecomment-${id}`;

function then(world: Situation, ...comments: ReturnType<typeof comment>[]): Situation {
  return { ...world, minutes: 60, comments: [...(world.comments ?? []), ...comments] };
}

/** An issue that is no task, with an answer in its thread. */
function question(given: Situation = {}): Situation {
  const comments = [comment(2, 'ann', '打开开关就好')];
  const context = { ...PRINTED, ...given.context };
  return { consent: false, maintainers: ['mia'], issue: QUESTION, comments, ...given, context };
}

/** A free task with its plan. */
function task(given: Situation = {}): Situation {
  return applied({ minutes: 0, maintainers: ['mia'], context: PRINTED, ...given }, 1);
}

function answeredIn(world: Situation) {
  const [plan] = markedComments(world.comments ?? [], BOT, { kind: 'plan', key: '' });
  const state = parseState(readState(plan?.body ?? '', 'plan'));
  return state?.answered.map(({ command }) => command);
}

describe('/newsletter', () => {
  it('nominates an issue that is no task: the label first, then what to do, and no plan', () => {
    expect(decided(then(question(), comment(11, 'mia', '/newsletter')))).toEqual([
      LABEL,
      'answer: @mia 已提名到下一期「SOFA Weekly」。刊登哪个答案由维护者或编辑来选：评论一行 `/newsletter 评论链接`，或在命令下面直接写出答案。想撤回，去掉 `newsletter` 标签就好。',
    ]);
  });

  it('is answered in the language of its comment', () => {
    expect(decided(then(question(), comment(11, 'mia', '/newsletter good question')))[1]).toBe(
      'answer: @mia nominated for the next edition of SOFA Weekly. A maintainer or an editor chooses the answer that is printed: comment `/newsletter LINK-OF-THE-COMMENT`, or write the answer under the command. To take it back, remove the label `newsletter`.',
    );
  });

  it('names every newsletter that prints the repository, or none', () => {
    const both = { newsletters: [SOFA_WEEKLY, { title: '@all #1', editors: [] }, SOFA_WEEKLY] };
    const asked = comment(11, 'mia', '/newsletter');
    expect(decided(then(question({ context: both }), asked))[1]).toContain(
      '下一期「SOFA Weekly」、「&#64;&#8203;all &#35;&#8203;1」。',
    );
    const none = { newsletters: [] };
    expect(decided(then(question({ context: none }), asked))[1]).toContain('下一期周报。');
  });

  it('says that the linked comment is printed', () => {
    expect(decided(then(question(), comment(11, 'mia', `/newsletter ${to(2)}`)))).toEqual([
      LABEL,
      expect.stringContaining('刊登的答案就是你链接的那条评论。想撤回'),
    ]);
  });

  it('says that a link leads to no comment here', () => {
    expect(decided(then(question(), comment(11, 'mia', `/newsletter ${to(77)}`)))).toEqual([
      LABEL,
      expect.stringContaining('你给的链接不是这个 issue 里的评论。'),
    ]);
  });

  it('says that the words under it are printed', () => {
    expect(decided(then(question(), comment(11, 'mia', '/newsletter\n打开开关')))).toEqual([
      LABEL,
      expect.stringContaining('刊登的答案就是你写在命令下面的话'),
    ]);
  });

  it('of a task says that it is printed first, and its plan remembers the command', () => {
    const world = then(task(), comment(11, 'mia', '/newsletter'));
    expect(decided(world)).toEqual([
      LABEL,
      'answer: @mia 已提名到下一期「SOFA Weekly」。只要它待认领，就排在同难度任务的最前面。想撤回，去掉 `newsletter` 标签就好。',
      'plan 1: 新手任务 · Easy · 🟢 待认领',
    ]);
    expect(answeredIn(applied(world))).toEqual(['/newsletter']);
  });

  it('with /easy makes a task of it and nominates it', () => {
    expect(decided(then(question(), comment(11, 'mia', '/newsletter\n/easy')))).toEqual([
      LABEL,
      expect.stringContaining('排在同难度任务的最前面'),
      'label good first issue,easy',
      expect.stringMatching(/^plan: /),
    ]);
  });

  it('nominates a closed task with its answer, for it is no task any more', () => {
    const closed = question({ issue: { state: 'closed' } });
    expect(decided(then(closed, comment(11, 'mia', '/newsletter')))).toEqual([
      LABEL,
      expect.stringContaining('刊登哪个答案由维护者或编辑来选'),
    ]);
  });

  it('brings no plan to an old task that has none', () => {
    const old = { createdAt: '2020-01-01T00:00:00Z' };
    const world = then(question({ issue: old }), comment(11, 'mia', '/newsletter'));
    expect(decided(world)).toEqual([LABEL, expect.stringContaining('最前面')]);
    expect(decided(applied(world))).toEqual([]);
  });

  it('on a tracking issue nominates nothing: a list is printed anyway', () => {
    const list = question({ context: { isTracking: () => true } });
    expect(decided(then(list, comment(11, 'mia', '/newsletter')))).toEqual([
      expect.stringContaining('这里是任务列表，本身不用提名'),
    ]);
  });
});

describe('who nominates', () => {
  const answerTo = (login: string, given: Situation = {}) =>
    decided(then(question(given), comment(11, login, '/newsletter')))[0];

  it('is a maintainer, or an editor of a newsletter that prints the repository', () => {
    expect(answerTo('mia')).toBe(LABEL);
    expect(answerTo('edi')).toBe(LABEL);
    expect(answerTo('EDI')).toBe(LABEL);
    expect(answerTo('edi', { maintainers: null })).toBe(LABEL);
  });

  it('is nobody else, who is told so', () => {
    expect(answerTo('ann')).toContain('需要仓库的 triage 或更高权限');
    expect(answerTo('edi', { context: { newsletters: [] } })).toContain('triage');
    expect(answerTo('mia', { maintainers: null })).toContain('暂时查不到你在这个仓库的权限');
  });

  it('an editor sets no difficulty', () => {
    const world = then(question(), comment(11, 'edi', '/newsletter\n/easy'));
    expect(decided(world)).toEqual([LABEL, expect.stringContaining('已提名')]);
    const [, body] =
      applied(world)
        .comments?.slice(-2)
        .map((each) => each.body) ?? [];
    expect(body).toContain('需要仓库的 triage 或更高权限');
  });
});

describe('a second look at a nomination', () => {
  const worlds: readonly [string, Situation][] = [
    ['an issue without a plan', then(question(), comment(11, 'mia', '/newsletter'))],
    ['a task', then(task(), comment(11, 'mia', '/newsletter'))],
    ['a refusal', then(question(), comment(11, 'ann', '/newsletter'))],
  ];

  it.each(worlds)('writes nothing: %s', (_, world) => {
    expect(decided(applied(world))).toEqual([]);
  });

  it.each(worlds)('heals one that was cut off, without a doubled comment: %s', (_, world) => {
    for (let count = 0; count <= decided(world).length; count += 1) {
      const healed = applied(applied(world, 200, count), 300);
      expect(decided(healed)).toEqual([]);
      const answers = healed.comments?.filter(({ body }) => body.includes('newbie-tasks:answer'));
      expect(answers).toHaveLength(1);
      expect(healed.issue?.labels).toEqual(applied(world).issue?.labels);
    }
  });

  it.each(worlds)('leaves the label off once somebody removed it: %s', (_, world) => {
    const done = applied(world);
    const labels = done.issue?.labels?.filter((label) => label !== 'newsletter') ?? [];
    expect(decided({ ...done, issue: { ...done.issue, labels } })).toEqual([]);
  });

  it('writes no label twice, whoever nominates again and however it is spelt', () => {
    const nominated = question({ issue: { labels: ['Newsletter'] } });
    expect(decided(then(nominated, comment(11, 'mia', '/newsletter')))).toEqual([
      expect.stringContaining('已提名到下一期'),
    ]);
  });

  it('updates the answer in place where an edit adds the link', () => {
    const [asked, ...rest] =
      applied(then(question(), comment(11, 'mia', '/newsletter'))).comments?.slice(-2) ?? [];
    const edited = comment(11, 'mia', `/newsletter ${to(2)}`, 11, 90);
    expect(asked?.id).toBe(11);
    const labels = ['question', 'newsletter'];
    const world = then(question({ issue: { labels } }), edited, ...rest);
    expect(decided({ ...world, minutes: 100 })).toEqual([
      expect.stringMatching(/^answer 100: @mia .*就是你链接的那条评论/),
    ]);
  });
});

describe('a label that GitHub refuses', () => {
  recordOnly();

  it('is not said to be there', async () => {
    const at = '2026-11-22T12:00:00Z';
    const user = { id: 7, login: 'edi', type: 'User' };
    const shown = { number: 1, title: 'Why?', state: 'open', assignees: [], user, labels: [] };
    const asked = { id: 11, user, body: '/newsletter', created_at: at, updated_at: at };
    nock(API)
      .get(`${REPO}/issues`)
      .query(true)
      .reply(200, [])
      .get(`${REPO}/issues/1/comments`)
      .query(true)
      .reply(200, [asked])
      .get(`${REPO}/issues/1`)
      .reply(200, { ...shown, created_at: at, updated_at: at, url: `${API}${REPO}/issues/1` })
      .post(`${REPO}/issues/1/labels`)
      .reply(403, { message: 'Resource not accessible by integration' });
    const memory = createMemory();
    const now = '2026-11-22T13:00:00Z';
    const context = contextOf({ ...PRINTED, access: await layotto() });
    const reconciled = reconcileIssue(
      { context, number: 1, labelled: [], wantsPulls: false, now },
      {
        neighbours: async () => [],
        people: { others: async () => [], unreadFor: async () => new Map() },
        locks: createPersonLocks(memory),
        clocks: createClockIndex(memory),
        repairs: createRepairLimit(memory),
        onOutcome: () => {},
        isBusy: async () => false,
      },
    );
    // A comment would be a request that is not recorded, and fail in other words.
    await expect(reconciled).rejects.toThrow('refused: edi nominated it for the newsletter');
  });
});
