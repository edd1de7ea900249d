import { describe, expect, it } from '@jest/globals';
import { movedPlan, takeOver, withPrevious } from '../../../src/claims/previous-account.js';
import { NO_STATE, newClaim, type TaskState } from '../../../src/claims/state.js';
import { parseState, printState } from '../../../src/claims/state-text.js';
import { planBlock, readState } from '../../../src/domain/marker.js';
import type { Comment } from '../../../src/domain/task.js';
import type { Effect } from '../../../src/issue/effect.js';
import type { IssueFacts } from '../../../src/issue/facts.js';
import { byOurHand } from '../../../src/issue/rules/previous-account.js';

const FORMER = 'github-actions[bot]';
const US = 'newbie-tasks[bot]';
const AT = '2026-11-01T00:00:00Z';

const comment = (id: number, login: string, body: string): Comment => ({
  id,
  author: { id: 1, login, isBot: login.endsWith('[bot]') },
  body,
  createdAt: AT,
  updatedAt: AT,
});
const claimed = (login: string): TaskState => ({
  ...NO_STATE,
  claims: [newClaim({ id: 7, login }, AT, '2026-11-15T00:00:00Z')],
});
const planOf = (login: string, state: TaskState, id = 5) =>
  comment(id, login, planBlock('plan', 'held', printState(state)));
const moved = (state: TaskState, moves: number): TaskState => ({
  ...state,
  previous: { login: 'other[bot]', upTo: 1, moves },
});

describe('a plan that is taken over', () => {
  it('gives its claims, and names the account with its newest comment', () => {
    const reminder = comment(8, FORMER, 'soon\n<!-- newbie-tasks:remind ann 2026 -->');
    const thread = [planOf(FORMER, claimed('ann')), reminder, comment(9, FORMER, 'a report')];
    expect(takeOver(thread, FORMER, null).state).toEqual({
      ...claimed('ann'),
      previous: { login: FORMER, upTo: 8, moves: 1 },
    });
  });

  it.each([
    ['neither moved yet', 0, 0, 'ann', 1],
    ['it moved here before', 0, 1, 'ben', 1],
    ['it comes back', 1, 0, 'ann', 2],
    ['it comes back a second time', 3, 2, 'ann', 4],
    ['it went on from us and came back already', 1, 2, 'ben', 2],
  ])('is the newer one: %s', (_, theirs, ours, holder, moves) => {
    const of = (state: TaskState, count: number) => (count === 0 ? state : moved(state, count));
    const thread = [planOf(FORMER, of(claimed('ann'), theirs))];
    const { state } = takeOver(thread, FORMER, of(claimed('ben'), ours));
    expect([state?.claims[0]?.login, state?.previous?.moves]).toEqual([holder, moves]);
  });

  it('keeps whom we told that they hold it, where we had come first', () => {
    const hold = {
      ...claimed('zed'),
      claims: [{ ...claimed('zed').claims[0], id: 9 }],
    } as TaskState;
    const thread = [planOf(FORMER, claimed('ann'))];
    const logins = (own: TaskState) =>
      takeOver(thread, FORMER, own).state?.claims.map(({ login }) => login);
    expect(logins(hold)).toEqual(['ann', 'zed']);
    const since = [planOf(FORMER, moved(claimed('ann'), 1))];
    expect(takeOver(since, FORMER, hold).state?.claims.map(({ login }) => login)).toEqual(['ann']);
  });

  it.each([
    ['a stranger’s', comment(5, 'eve', planOf(FORMER, claimed('eve')).body)],
    ['another bot’s', comment(5, 'evil[bot]', planOf(FORMER, claimed('eve')).body)],
    ['quoted', comment(5, FORMER, `> ${planOf(FORMER, claimed('eve')).body}`)],
    [
      'damaged',
      comment(5, FORMER, '<!-- newbie-tasks:plan -->\n<!-- newbie-tasks:state {"v":1 -->'),
    ],
  ])('is never %s', (_, plan) => {
    expect(takeOver([plan], FORMER, null)).toEqual({ state: null, plan: null });
  });

  it('keeps what we answered ourselves in the meantime', () => {
    const answered = [{ commentId: 3, command: '/unclaim', countsFrom: AT }];
    const { state } = takeOver([planOf(FORMER, NO_STATE)], FORMER, { ...NO_STATE, answered });
    expect(state?.answered).toEqual(answered);
  });

  it('is left saying that it moved, with its state, which that account does not act on', () => {
    const plan = planOf(FORMER, claimed('ann'));
    const body = movedPlan(plan, 'plan', 'moved');
    expect(body).toContain('moved');
    expect(body).not.toContain('held');
    expect(parseState(readState(body, 'plan'))).toBeNull();
    expect(movedPlan({ ...plan, body }, 'plan', 'moved')).toBe(body);
    expect(takeOver([{ ...plan, body }], FORMER, null).state?.claims).toEqual(
      claimed('ann').claims,
    );
  });
});

describe('the former account’s comments', () => {
  const former = { login: FORMER, upTo: 8, moves: 1 };
  const mark = '<!-- newbie-tasks:answer 3 -->';

  it.each([
    ['its marked ones are ours', 8, FORMER, mark, US],
    ['not what it wrote afterwards', 9, FORMER, mark, FORMER],
    ['not what carries no marker', 7, FORMER, 'a report', FORMER],
    ['nobody else’s', 7, 'eve', mark, 'eve'],
  ])('count as ours: %s', (_, id, login, body, author) => {
    expect(withPrevious([comment(id, login, body)], US, former)[0]?.author?.login).toBe(author);
  });

  it('are neither edited nor deleted: what would be edited is written anew', () => {
    const facts = { snapshot: { previousComments: new Set([7]) } } as unknown as IssueFacts;
    const update = { kind: 'update-comment', priority: 'answer', body: 'x', why: 'w' } as const;
    const effects: Effect[] = [
      { ...update, commentId: 7, answers: 3 },
      { ...update, commentId: 8 },
      { kind: 'delete-comment', commentId: 7, why: 'w' },
      { kind: 'delete-comment', commentId: 8, why: 'w' },
      { kind: 'react', commentId: 7, why: 'w' },
    ];
    expect(byOurHand(facts, effects)).toEqual([
      { kind: 'create-comment', priority: 'answer', body: 'x', answers: 3, why: 'w' },
      { ...update, commentId: 8 },
      { kind: 'delete-comment', commentId: 8, why: 'w' },
      { kind: 'react', commentId: 7, why: 'w' },
    ]);
  });
});
