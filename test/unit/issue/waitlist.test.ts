import { describe, expect, it } from '@jest/globals';
import { parseState } from '../../../src/claims/state-text.js';
import { parseRepositoryConfig } from '../../../src/config/load.js';
import { markedComments, readState } from '../../../src/domain/marker.js';
import { at, BOT, comment, issue } from '../a-thread.js';
import { applied, contextOf, decided, type Situation } from './a-decision.js';

const DAY = 24 * 60;

const WAITLIST: Situation = (() => {
  const text = 'claims: { waitlist: true, offer-hours: 48 }';
  const parsed = parseRepositoryConfig({ text, file: 'newbie-tasks.yml' });
  if (!parsed.ok) throw new Error('the configuration is wrong');
  return { context: contextOf({ config: parsed.config }), otherTasks: [issue(8)] };
})();

let ids = 1000;
const later = (world: Situation, minutes: number, who: string, words: string): Situation => {
  ids += 1;
  return {
    ...world,
    minutes,
    comments: [...(world.comments ?? []), comment(ids, who, words, minutes - 1)],
  };
};
const done = (world: Situation) => {
  ids += 10;
  return applied(world, ids);
};

function lineOf(world: Situation) {
  const [plan] = markedComments(world.comments ?? [], BOT, { kind: 'plan', key: '' });
  return parseState(readState(plan?.body ?? '', 'plan'))?.waitlist;
}

const FREE = applied({ ...WAITLIST, minutes: 0 }, 1);
const HELD = done(later(FREE, 10, 'ann', '/claim'));
const BEN_WAITS = done(later(HELD, 20, 'ben', '/claim'));
const BOTH_WAIT = done(later(BEN_WAITS, 30, 'cai', '/claim'));
const OFFERED = done(later(BOTH_WAIT, 40, 'ann', '/unclaim'));

describe('a claim on a held task', () => {
  it('joins the line: the answer says the place, how to leave, and a free task', () => {
    expect(decided(later(HELD, 20, 'ben', '/claim'))).toEqual([
      expect.stringMatching(
        /@ben ann 正在做，保留到 12 月 6 日（北京时间）。你排在第 1 位.*`\/unclaim`.*#8/,
      ),
      'plan 1: 新手任务 · Easy · 🔵 已认领',
    ]);
    expect(lineOf(BOTH_WAIT)?.waiters.map(({ login }) => login)).toEqual(['ben', 'cai']);
  });

  it('cut off between the answer and the plan keeps the place that was told', () => {
    const world = later(HELD, 20, 'ben', '/claim');
    ids += 10;
    const healed = done(applied(world, ids, 1));
    expect(lineOf(healed)?.waiters.map(({ login }) => login)).toEqual(['ben']);
    expect(decided(healed)).toEqual([]);
  });

  it('by somebody who waits already says their place', () => {
    expect(decided(later(BOTH_WAIT, 50, 'cai', '/claim'))).toEqual([
      expect.stringContaining('你已经在排队，现在是第 2 位'),
    ]);
  });

  it('by somebody at their limit joins too: waiting holds nothing', () => {
    const world = later({ ...HELD, held: ['#5', '#6'] }, 20, 'ben', '/claim');
    expect(decided(world)[0]).toContain('你排在第 1 位');
  });

  it('is refused as ever where the line is off', () => {
    const world = later({ ...HELD, context: contextOf({}) }, 20, 'ben', '/claim');
    expect(decided(world)).toEqual([expect.stringContaining('@ben ann 已先认领')]);
  });
});

describe('leaving the line', () => {
  it('is a reaction and the plan', () => {
    const world = later(BOTH_WAIT, 50, 'ben', '/unclaim');
    expect(decided(world)[0]).toMatch(/^👍/);
    expect(lineOf(done(world))?.waiters.map(({ login }) => login)).toEqual(['cai']);
  });
});

describe('a task that frees', () => {
  it('is offered to the next with one ping, in place of the reaction', () => {
    expect(decided(later(BOTH_WAIT, 40, 'ann', '/unclaim'))).toEqual([
      'unassign ann',
      expect.stringMatching(
        /^answer: @ben 轮到你了！11 月 24 日（北京时间）之前评论一行 `\/claim`/,
      ),
      'plan 1: 新手任务 · Easy · 🟣 等待确认',
    ]);
    expect(decided({ ...OFFERED, minutes: 60 })).toEqual([]);
  });

  it('is theirs with /claim', () => {
    const world = later(OFFERED, 60, 'ben', '/claim');
    expect(decided(world)[0]).toBe('assign ben');
    expect(lineOf(done(world))).toMatchObject({ waiters: [{ login: 'cai' }], offer: null });
  });

  it('is kept for them: another claim waits', () => {
    expect(decided(later(OFFERED, 60, 'dan', '/claim'))[0]).toMatch(
      /任务正留给排在前面的人。你排在第 3 位/,
    );
  });

  it('whose offer is missed goes to the next; who missed it moves back, not out', () => {
    const missed = { ...OFFERED, minutes: 3 * DAY };
    expect(decided(missed)[0]).toMatch(/^answer: @cai 轮到你了！/);
    const line = lineOf(done(missed));
    expect(line?.waiters.map(({ login }) => login)).toEqual(['cai', 'ben']);
    expect(line?.offer?.login).toBe('cai');
  });

  it('that everybody let pass is free for all, and nobody is pinged again', () => {
    const second = done({ ...OFFERED, minutes: 3 * DAY });
    const third = { ...second, minutes: 6 * DAY };
    expect(decided(third)).toEqual(['plan 1: 新手任务 · Easy · 🟢 待认领']);
    const free = done(third);
    expect(decided({ ...free, minutes: 9 * DAY })).toEqual([]);
    expect(decided(later(free, 9 * DAY, 'dan', '/claim'))[0]).toBe('assign dan');
  });

  it('and is declined goes on to the next', () => {
    const world = later(OFFERED, 60, 'ben', '/unclaim');
    expect(decided(world).slice(-2)).toEqual([
      expect.stringMatching(/^answer: @cai 轮到你了！/),
      expect.stringContaining('🟣'),
    ]);
  });

  it('in the same look in which somebody new claims it goes to who waits', () => {
    const world = later(later(BOTH_WAIT, 40, 'ann', '/unclaim'), 41, 'dan', '/claim');
    const effects = decided(world);
    expect(effects.filter((effect) => effect.startsWith('assign'))).toEqual([]);
    expect(effects).toContainEqual(expect.stringMatching(/@ben 轮到你了/));
    expect(lineOf(done(world))?.waiters.map(({ login }) => login)).toEqual(['ben', 'cai', 'dan']);
  });

  it('is offered anew after the plan was lost, with a time that is still to come', () => {
    const comments = (OFFERED.comments ?? []).filter(({ id }) => id !== 1);
    const line = lineOf(done({ ...OFFERED, minutes: DAY, comments }));
    expect(line?.waiters.map(({ login }) => login)).toEqual(['ben', 'cai']);
    expect(line?.offer).toMatchObject({ login: 'ben', n: 2, until: at(3 * DAY) });
  });

  it('by hand is not fought over: a maintainer may assign anybody', () => {
    const byHand = {
      ...OFFERED,
      minutes: 60,
      issue: { assignees: [comment(1, 'eve', '').author ?? { id: 0, login: '' }] },
    };
    const world = done(byHand);
    expect(lineOf(world)?.offer).toBeNull();
    expect(lineOf(world)?.waiters).toHaveLength(2);
  });

  it('cut off between any two writes of the offer offers once', () => {
    const world = later(BOTH_WAIT, 40, 'ann', '/unclaim');
    const whole = done(world);
    for (let count = 1; count < decided(world).length; count += 1) {
      ids += 10;
      const healed = done(applied(world, ids, count));
      expect(healed.comments?.length).toBe(whole.comments?.length);
      expect(lineOf(healed)?.offer).toMatchObject({ login: 'ben', n: 1 });
      expect(decided(healed)).toEqual([]);
    }
  });
});

describe('a release by the clock', () => {
  it('and the offer that follows are one comment', () => {
    const quiet = { ...BEN_WAITS, openPulls: [] };
    const reminded = done({ ...quiet, minutes: 11.5 * DAY });
    const effects = decided({ ...reminded, minutes: 21.5 * DAY });
    expect(effects).toEqual([
      expect.stringContaining('@ann 到期没有进展'),
      'release ann',
      expect.stringContaining('🟣'),
    ]);
    const released = done({ ...reminded, minutes: 21.5 * DAY });
    expect(released.comments?.at(-1)?.body).toMatch(
      /@ann.*@ben 轮到你了.*newbie-tasks:offer ben 1/s,
    );
    expect(decided({ ...released, minutes: 21.6 * DAY })).toEqual([]);
  });
});

describe('the plan', () => {
  it('names who waits, without a ping', () => {
    const plan = BOTH_WAIT.comments?.find(({ id }) => id === 1)?.body ?? '';
    expect(plan).toContain('排队：ben、cai');
    expect(plan.replace(/<!--.*-->/g, '')).not.toContain('@');
  });
});
