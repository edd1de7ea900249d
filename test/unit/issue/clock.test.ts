import { describe, expect, it } from '@jest/globals';
import { parseState } from '../../../src/claims/state-text.js';
import { markedComments, readState } from '../../../src/domain/marker.js';
import type { Pull } from '../../../src/domain/pull-request.js';
import { decideIssue } from '../../../src/issue/decide.js';
import { at, BOT, comment, person } from '../a-thread.js';
import { applied, contextOf, decided, factsOf, type Situation } from './a-decision.js';

const DAY = 24 * 60;

/** Installed a year before, so that the first days are over. */
const SETTLED = {
  context: contextOf({
    access: {
      ...contextOf({}).access,
      installedAt: at(-365 * DAY),
    },
  }),
};

/** ann claimed at noon of day 0; the task is easy, so it is due on day 14. */
const HELD = (() => {
  const free = applied({ ...SETTLED, minutes: -60 }, 1);
  const claimed = {
    ...free,
    minutes: 0,
    comments: [...(free.comments ?? []), comment(11, 'ann', '/claim', 0)],
  };
  return applied(claimed);
})();

/** The look of a day, with the open pull requests, after these comments. */
function onDay(day: number, given: Situation = {}, world: Situation = HELD): Situation {
  return {
    ...world,
    openPulls: [],
    closedPulls: [],
    ...given,
    minutes: day * DAY,
    comments: [...(world.comments ?? []), ...(given.comments ?? [])],
  };
}

function pull(number: number, login: string, given: Partial<Pull> = {}): Pull {
  return {
    number,
    title: 'Add it',
    body: 'Fixes #1',
    author: { ...person(login), isBot: false },
    state: 'open',
    isMerged: false,
    createdAt: at(DAY),
    updatedAt: at(DAY),
    ...given,
  };
}

function stateOf(world: Situation) {
  const [plan] = markedComments(world.comments ?? [], BOT, { kind: 'plan', key: '' });
  return parseState(readState(plan?.body ?? '', 'plan'));
}

const REMINDED = applied(onDay(11), 300);
const words = (world: Situation) => decided(world).filter((effect) => !effect.startsWith('plan'));

describe('the clock of a claim', () => {
  it('says nothing before the reminder is due, and knows when that is', () => {
    expect(decided(onDay(10.9))).toEqual([]);
    expect(decideIssue(factsOf(onDay(10))).nextAt).toBe(Date.parse(at(11 * DAY)));
  });

  it('reminds once, three days before, with both dates', () => {
    expect(words(onDay(11))).toEqual([
      expect.stringMatching(
        /^background: @ann 提醒一下：这个任务保留到 \*\*12 月 6 日（北京时间）\*\*，12 月 13 日（北京时间）之前没有进展会放回列表/,
      ),
    ]);
    expect(decided(onDay(12, {}, REMINDED))).toEqual([]);
  });

  it('leaves the task through the grace, and shows the real date', () => {
    expect(decided(onDay(15, {}, REMINDED))).toEqual(['plan 1: 新手任务 · Easy · 🔵 已认领']);
    expect(decided(applied(onDay(15, {}, REMINDED), 400))).toEqual([]);
  });

  it('releases after the grace: says so, unassigns, frees the plan', () => {
    expect(decided(onDay(21, {}, REMINDED))).toEqual([
      expect.stringMatching(/^background: @ann 到期没有进展，任务先放回列表。/),
      'release ann',
      'plan 1: 新手任务 · Easy · 🟢 待认领',
    ]);
    const released = applied(onDay(21, {}, REMINDED), 400);
    expect(released.issue?.assignees).toEqual([]);
    expect(stateOf(released)?.past).toEqual([
      expect.objectContaining({ login: 'ann', how: 'silent' }),
    ]);
    expect(decided({ ...released, minutes: 22 * DAY })).toEqual([]);
  });

  it('cut off between any two writes of a release ends it without saying it twice', () => {
    const world = onDay(21, {}, REMINDED);
    const whole = applied(world, 400);
    for (let count = 1; count < decided(world).length; count += 1) {
      const healed = applied(applied(world, 400, count), 500);
      expect(healed.issue?.assignees).toEqual([]);
      expect(healed.comments?.length).toBe(whole.comments?.length);
      expect(stateOf(healed)?.past).toEqual(stateOf(whole)?.past);
      expect(decided(healed)).toEqual([]);
    }
  });

  it('waits a whole grace after a reminder that came late', () => {
    const late = applied(onDay(40), 300);
    expect(words(onDay(40))).toEqual([expect.stringMatching(/这个任务已经到期/)]);
    expect(words(onDay(46.9, {}, late))).toEqual([]);
    expect(words(onDay(47, {}, late))[1]).toBe('release ann');
  });

  it('is postponed by a word of the claimant', () => {
    const inGrace = onDay(21, { comments: [comment(310, 'ann', '还在做', 18 * DAY)] }, REMINDED);
    expect(words(inGrace)).toEqual([]);
    expect(words({ ...inGrace, minutes: 25 * DAY })[1]).toBe('release ann');
    const before = onDay(21, { comments: [comment(310, 'ann', '快好了', 12 * DAY)] }, REMINDED);
    expect(words(before)).toEqual([]);
    expect(words({ ...before, minutes: 28 * DAY })[1]).toBe('release ann');
  });

  it('is not postponed by a word of somebody else', () => {
    const world = onDay(21, { comments: [comment(310, 'ben', '还在做吗？', 18 * DAY)] }, REMINDED);
    expect(words(world)[1]).toBe('release ann');
  });

  it('does not run in the first days after the installation', () => {
    const access = { ...contextOf({}).access, installedAt: at(20 * DAY) };
    const world = onDay(21, { context: contextOf({ access }) }, REMINDED);
    expect(words(world)).toEqual([]);
  });

  it('does not run for an assignment by hand, nor without a plan', () => {
    const byHand = applied({ ...SETTLED, issue: { assignees: [person('ann')] } }, 1);
    expect(words(onDay(100, {}, byHand))).toEqual([]);
    const comments = (HELD.comments ?? []).filter(({ id }) => id !== 1);
    expect(words(onDay(100, {}, { ...HELD, comments }))).toEqual([]);
  });

  it('starts anew where the plan was deleted, for whoever was told that the task is theirs', () => {
    const comments = (HELD.comments ?? []).filter(({ id }) => id !== 1);
    const again = applied({ ...onDay(100, {}, { ...HELD, comments }) }, 700);
    expect(stateOf(again)?.claims).toEqual([
      expect.objectContaining({ login: 'ann', due: at(114 * DAY) }),
    ]);
    const byHand = { ...HELD, issue: { assignees: [person('ben')] }, comments };
    const others = applied(onDay(100, {}, byHand), 700);
    expect(stateOf(others)?.claims).toEqual([expect.objectContaining({ login: 'ben', due: null })]);
  });

  it('says nothing while the pull requests were not read', () => {
    const { openPulls: _, ...unread } = onDay(30, {}, REMINDED);
    expect(words(unread)).toEqual([]);
  });
});

describe('a release that was cut off behind its words', () => {
  const said = applied(onDay(21, {}, REMINDED), 400, 1);

  it('is over: a claim written since meets a free task, and holds', () => {
    const world = onDay(21.1, { comments: [comment(500, 'ann', '/claim', 21.05 * DAY)] }, said);
    const claimed = applied(world, 600);
    expect(claimed.issue?.assignees).toEqual([person('ann')]);
    expect(stateOf(claimed)?.claims).toEqual([
      expect.objectContaining({ login: 'ann', due: at(35.1 * DAY) }),
    ]);
    expect(decided({ ...claimed, minutes: 22 * DAY })).toEqual([]);
  });

  it('is not said again, whatever else is asked', () => {
    const world = onDay(21.1, { comments: [comment(500, 'ann', '/extend', 21.05 * DAY)] }, said);
    expect(words(world)).toEqual([expect.stringContaining('不在你名下'), 'release ann']);
  });
});

describe('a release that nobody looked at in time', () => {
  it('reminds once more, with dates that are still to come', () => {
    expect(words(onDay(40, {}, REMINDED))).toEqual([
      expect.stringMatching(/这个任务已经到期|保留到/),
    ]);
    const again = applied(onDay(40, {}, REMINDED), 400);
    expect(words(onDay(46, {}, again))).toEqual([]);
    expect(words(onDay(47.1, {}, again))[1]).toBe('release ann');
  });
});

describe('/extend after the date', () => {
  it('never names a day that is past', () => {
    const world = onDay(20, { comments: [comment(500, 'ann', '/extend', 20 * DAY - 1)] }, REMINDED);
    expect(words(world)[0]).toContain('延到 **12 月 26 日');
  });
});

describe('a task that was withdrawn', () => {
  it('keeps its people, and its clock stands still', () => {
    const world = onDay(30, { issue: { ...HELD.issue, labels: ['easy'] } }, REMINDED);
    expect(words(world)).toEqual([]);
  });
});

describe('an open pull request of the claimant', () => {
  it('stops the clock, a draft too, and gives the time back when it is closed', () => {
    const paused = applied(onDay(4, { openPulls: [pull(45, 'ann')] }), 300);
    expect(stateOf(paused)?.claims[0]?.pausedSince).toBe(at(DAY));
    expect(words(onDay(40, { openPulls: [pull(45, 'ann')] }, paused))).toEqual([]);
    const resumed = applied(onDay(34, {}, paused), 400);
    expect(stateOf(resumed)?.claims[0]).toMatchObject({ due: at(47 * DAY), pausedSince: null });
  });

  it('counts only if it is theirs and names the task', () => {
    for (const other of [pull(45, 'ben'), pull(45, 'ann', { body: 'Fixes #12', title: 'x' })]) {
      expect(words(onDay(21, { openPulls: [other] }, REMINDED))).toContainEqual('release ann');
    }
  });

  it('without its author for 30 days is shown to the maintainers, and nothing is released', () => {
    const openPulls = [pull(45, 'ann')];
    const world = applied(onDay(40, { openPulls }, HELD), 300);
    expect(world.comments?.find(({ id }) => id === 1)?.body).toContain(
      'ann 的 PR 已有 30 天没有作者的动静',
    );
    expect(world.issue?.assignees).toEqual([person('ann')]);
  });
});

describe('claiming again', () => {
  it('after giving it back does not start a new clock', () => {
    const back = applied(onDay(5, { comments: [comment(20, 'ann', '/unclaim', 5 * DAY)] }), 300);
    const again = applied(
      onDay(6, { comments: [comment(21, 'ann', '/claim', 6 * DAY)] }, back),
      400,
    );
    expect(stateOf(again)?.claims[0]?.due).toBe(at(14 * DAY));
  });

  it('after one silent release is fine, after a second waits for the cooldown', () => {
    const silent = (at1: number) => ({
      id: person('ann').id,
      login: 'ann',
      how: 'silent',
      due: at(at1),
      at: at(at1),
    });
    const free = applied({ ...SETTLED, minutes: -60 }, 1);
    const withPast = (...past: object[]): Situation => ({
      ...free,
      comments: (free.comments ?? []).map((each) => ({
        ...each,
        body: each.body.replace('"answered":[]', `"answered":[],"past":${JSON.stringify(past)}`),
      })),
    });
    const claim = { comments: [comment(11, 'ann', '/claim', 30 * DAY)] };
    expect(words(onDay(30, claim, withPast(silent(29 * DAY))))[0]).toBe('assign ann');
    expect(words(onDay(30, claim, withPast(silent(1), silent(29 * DAY))))).toEqual([
      expect.stringMatching(/2 次到期没有进展。.*1 月 4 日（北京时间）之后你可以再认领/),
    ]);
    expect(words(onDay(30, claim, withPast(silent(1), silent(10 * DAY))))[0]).toBe('assign ann');
  });
});

describe('a task that ends', () => {
  const merged = pull(45, 'ann', { state: 'closed', isMerged: true });

  it('by a merged pull request is thanked for once, with the ladder and the next tasks', () => {
    const nextTasks = [
      { owner: 'mosn', repo: 'layotto', number: 7, title: 'a', difficulty: 'easy' as const },
      { owner: 'sofastack', repo: 'sofa-rpc', number: 9, title: 'b', difficulty: 'easy' as const },
    ];
    const world = onDay(5, {
      issue: { ...HELD.issue, state: 'closed' },
      closedPulls: [merged],
      nextTasks,
    });
    expect(decided(world)).toEqual([
      'answer: @ann #45 已合并，谢谢！你完成了 Layotto 的一个 Easy 任务（晋升积分 +1）。下一个可以试试：#7、`sofastack/sofa-rpc#9`。',
      'plan 1: 新手任务 · Easy · ⚪ 已关闭',
    ]);
    expect(decided(applied(world, 300))).toEqual([]);
  });

  it('is not thanked for again, nor for what only named it', () => {
    const named = pull(80, 'mai', {
      body: 'Refactor what #1 added',
      state: 'closed',
      isMerged: true,
    });
    const closed = { issue: { ...HELD.issue, state: 'closed' as const } };
    const world = onDay(5, { ...closed, closedPulls: [named] });
    expect(decided(world)).toEqual(['plan 1: 新手任务 · Easy · ⚪ 已关闭']);
    const done = applied(onDay(5, { ...closed, closedPulls: [merged] }), 300);
    const late = pull(81, 'mai', { state: 'closed', isMerged: true });
    expect(decided(onDay(9, { ...closed, closedPulls: [late, merged] }, done))).toEqual([]);
  });

  it('closed by a bot or without a merge is neither done nor thanked for', () => {
    const closedPulls = [pull(45, 'ann', { state: 'closed' })];
    const world = onDay(5, { issue: { ...HELD.issue, state: 'closed' }, closedPulls });
    expect(decided(world)).toEqual(['plan 1: 新手任务 · Easy · ⚪ 已关闭']);
    expect(stateOf(applied(world, 300))?.ended).toEqual({ pull: null });
  });

  it('and is reopened starts its clock anew', () => {
    const closed = applied(
      onDay(5, { issue: { ...HELD.issue, state: 'closed' }, closedPulls: [] }),
      300,
    );
    const open = applied(onDay(60, { issue: { ...HELD.issue, state: 'open' } }, closed), 400);
    expect(stateOf(open)?.claims[0]?.due).toBe(at(74 * DAY));
    expect(words(onDay(61, {}, open))).toEqual([]);
  });
});

describe("somebody else's pull request on a claimed task", () => {
  it('that only mentions it tells nobody', () => {
    const openPulls = [pull(46, 'ben', { body: 'Release 1.2, not yet: #1' })];
    expect(words(onDay(5, { openPulls }))).toEqual([]);
  });

  it('tells both, once, and closes nothing', () => {
    const openPulls = [pull(46, 'ben')];
    expect(words(onDay(5, { openPulls }))).toEqual([
      expect.stringMatching(
        /^answer: @ben 谢谢你的 #46！这个任务正由 @ann 认领，保留到 12 月 6 日/,
      ),
    ]);
    expect(decided(onDay(6, { openPulls }, applied(onDay(5, { openPulls }), 300)))).toEqual([]);
  });
});
