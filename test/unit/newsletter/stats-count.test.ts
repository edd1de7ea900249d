import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { NO_STATE, newClaim, type PastClaim } from '../../../src/claims/state.js';
import { type CountedTask, countStats, isHeld } from '../../../src/newsletter/stats/count.js';

const ANN = { id: 1, login: 'ann' };
const BEN = { id: 2, login: 'ben' };

const onDay = (day: number) => new Date(Date.UTC(2026, 0, day)).toISOString();
const claim = (person = ANN, day = 1) => newClaim(person, onDay(day), onDay(day + 14));
const pull = (author: typeof ANN, day: number) => ({ author, createdAt: onDay(day) });
const ended = (how: PastClaim['how'], person = ANN): PastClaim => ({
  ...person,
  how,
  due: onDay(15),
  at: onDay(10),
});

const task = (given: Partial<CountedTask> = {}): CountedTask => ({
  difficulty: 'easy',
  state: 'open',
  isHeld: false,
  plan: null,
  pulls: [],
  ...given,
});

const plan = (given: Partial<NonNullable<CountedTask['plan']>> = {}) => ({
  claims: [],
  past: [],
  ended: null,
  ...given,
});

const medianOf = (...tasks: readonly CountedTask[]) => countStats(tasks).total.medianDaysToPull;

describe('the tasks', () => {
  it('are free or held while they are open', () => {
    const { total } = countStats([task(), task(), task({ isHeld: true })]);
    expect(total).toMatchObject({ tasks: 3, open: 3, free: 2, held: 1, done: 0, closed: 0 });
  });

  it.each([
    ['by a merged pull request is done', plan({ ended: { pull: 7 } }), { done: 1, closed: 0 }],
    ['without one is not', plan({ ended: { pull: null } }), { done: 0, closed: 1 }],
    ['before its plan knows how is not', plan(), { done: 0, closed: 1 }],
    ['without a plan is not', null, { done: 0, closed: 1 }],
  ])('what was closed %s', (_, remembered, expected) => {
    const closed = task({ state: 'closed', plan: remembered, isHeld: true });
    expect(countStats([closed]).total).toMatchObject({ tasks: 1, open: 0, held: 0, ...expected });
  });

  it('that were opened again are open, whatever their plan still says', () => {
    const again = task({ plan: plan({ ended: { pull: 7 } }) });
    expect(countStats([again]).total).toMatchObject({ open: 1, done: 0 });
  });

  it('stand under their difficulty, or under none', () => {
    const { easy, medium, hard, none, total } = countStats([
      task(),
      task({ difficulty: 'hard' }),
      task({ difficulty: null }),
      task({ difficulty: null }),
    ]);
    expect([easy, medium, hard, none, total].map(({ tasks }) => tasks)).toEqual([1, 0, 1, 2, 4]);
  });

  it('that do not exist make no figure but zero, and no median', () => {
    expect(countStats([]).total).toEqual({
      tasks: 0,
      open: 0,
      free: 0,
      held: 0,
      done: 0,
      closed: 0,
      claims: 0,
      givenBack: 0,
      released: 0,
      medianDaysToPull: null,
    });
  });
});

describe('a task is held', () => {
  const offer = { ...BEN, n: 1, until: onDay(5) };
  const unassigned = { ...claim(), assigned: false };

  it.each([
    ['by its assignee, whatever the plan says', [ANN], NO_STATE, true],
    ['by its assignee without any plan', [ANN], null, true],
    ['by nobody', [], null, false],
    ['not by a claim whose assignee is gone', [], { ...NO_STATE, claims: [claim()] }, false],
    ['for whom GitHub would not assign', [], { ...NO_STATE, claims: [unassigned] }, true],
    ['by an open offer', [], { ...NO_STATE, waitlist: { ...NO_STATE.waitlist, offer } }, true],
  ])('%s', (_, assignees, remembered, expected) => {
    expect(isHeld(assignees, remembered, onDay(4))).toBe(expected);
  });

  it('no longer by an offer whose time is over', () => {
    expect(isHeld([], { ...NO_STATE, waitlist: { ...NO_STATE.waitlist, offer } }, onDay(6))).toBe(
      false,
    );
  });
});

describe('the claims', () => {
  it('are those that stand, on closed tasks too, and those that ended', () => {
    const { total } = countStats([
      task({ isHeld: true, plan: plan({ claims: [claim()], past: [ended('silent', BEN)] }) }),
      task({ plan: plan({ past: [ended('given-back'), ended('given-back')] }) }),
      task({ state: 'closed', plan: plan({ claims: [claim(BEN)], ended: { pull: 7 } }) }),
    ]);
    expect(total).toMatchObject({ claims: 5, givenBack: 2, released: 1 });
  });
});

describe('the days to a pull request', () => {
  const held = (claims: readonly ReturnType<typeof claim>[], pulls: CountedTask['pulls']) =>
    task({ plan: plan({ claims }), pulls });

  it('end with the claimant’s first', () => {
    expect(medianOf(held([claim()], [pull(ANN, 9), pull(ANN, 4), pull(BEN, 2)]))).toBe(3);
  });

  it.each([
    ['nobody opened one', held([claim()], [])],
    ['only others did', held([claim()], [pull(BEN, 4)])],
    ['it is older than the claim', held([claim(ANN, 5)], [pull(ANN, 4)])],
    ['the claim ended, so that its beginning is forgotten', task({ pulls: [pull(ANN, 4)] })],
  ])('are unknown where %s', (_, one) => {
    expect(medianOf(one)).toBeNull();
  });

  it('follow a person whose login changed', () => {
    const renamed = { ...ANN, login: 'anna' };
    expect(medianOf(held([claim()], [pull(renamed, 2)]))).toBe(1);
  });

  it.each([
    [[5], 5],
    [[1, 9], 5],
    [[9, 1, 2], 2],
    [[4, 1, 100, 2], 3],
  ])('of %j have the median %d', (days, median) => {
    const tasks = days.map((day) => held([claim()], [pull(ANN, 1 + day)]));
    expect(medianOf(...tasks)).toBe(median);
  });

  it('of the total are counted from all claims, not from the medians', () => {
    const led = (difficulty: CountedTask['difficulty'], days: number) => ({
      ...held([claim()], [pull(ANN, 1 + days)]),
      difficulty,
    });
    const stats = countStats([led('easy', 1), led('easy', 1), led('hard', 9)]);
    expect(stats.total.medianDaysToPull).toBe(1);
    expect(stats.hard.medianDaysToPull).toBe(9);
  });
});

describe('the figures', () => {
  const anyTask = fc.record<CountedTask>({
    difficulty: fc.constantFrom('easy', 'medium', 'hard', null),
    state: fc.constantFrom('open', 'closed'),
    isHeld: fc.boolean(),
    plan: fc.constantFrom(null, plan({ claims: [claim()] }), plan({ ended: { pull: 1 } })),
    pulls: fc.constantFrom([], [pull(ANN, 3)]),
  });

  it('add up, and the difficulties to the total', () => {
    fc.assert(
      fc.property(fc.array(anyTask), (tasks) => {
        const { total, ...parts } = countStats(tasks);
        for (const key of ['tasks', 'open', 'free', 'held', 'done', 'closed', 'claims'] as const) {
          const sum = Object.values(parts).reduce((all, figures) => all + figures[key], 0);
          expect(sum).toBe(total[key]);
        }
        expect(total.free + total.held).toBe(total.open);
        expect(total.open + total.done + total.closed).toBe(total.tasks);
      }),
    );
  });
});

describe('a text in the terminal', () => {
  it.each([
    ['Layotto', 7],
    ['新手任务', 8],
    ['SOFA：新', 8],
    ['', 0],
  ])('%s takes %d columns', (text, columns) => {
    expect(stringWidth(text)).toBe(columns);
  });
});
