import { describe, expect, it } from '@jest/globals';
import { parseState } from '../../../src/claims/state-text.js';
import { markedComments, readState } from '../../../src/domain/marker.js';
import { at, BOT, comment, issue, person } from '../a-thread.js';
import { applied, decided, type Situation } from './a-decision.js';

const ANN = person('ann');
const BEN = person('ben');

/** A task with its plan, free, as the bot left it. */
function withPlan(given: Situation = {}): Situation {
  return applied({ minutes: 0, ...given }, 1);
}

function then(world: Situation, ...comments: ReturnType<typeof comment>[]): Situation {
  return { ...world, minutes: 60, comments: [...(world.comments ?? []), ...comments] };
}

function stateOf(world: Situation) {
  const [plan] = markedComments(world.comments ?? [], BOT, { kind: 'plan', key: '' });
  return parseState(readState(plan?.body ?? '', 'plan'));
}

describe('a claim', () => {
  it('assigns, answers with the date, updates the plan, in this order', () => {
    expect(decided(then(withPlan(), comment(11, 'ann', '/claim 我想试试')))).toEqual([
      'assign ann',
      expect.stringMatching(/^answer: @ann 任务归你了，保留到 \*\*12 月 6 日（北京时间）\*\*。/),
      'plan 1: 新手任务 · Easy · 🔵 已认领',
    ]);
  });

  it('is answered in the language of its comment', () => {
    const [, answer] = decided(then(withPlan(), comment(11, 'ann', '/claim I would like to try')));
    expect(answer).toMatch(/^answer: @ann it is yours, kept until \*\*December 6 \(UTC\)\*\*/);
  });

  it.each([
    ['easy', '12 月 6 日'],
    ['medium', '12 月 13 日'],
    ['hard', '12 月 22 日'],
  ])('of a task that is %s is kept until %s', (label, date) => {
    const world = withPlan({ issue: { labels: ['good first issue', label] } });
    expect(decided(then(world, comment(11, 'ann', '/claim')))[1]).toContain(date);
  });

  it('by two in one instant: the earlier wins, the other is told by whom and until when', () => {
    const world = then(
      withPlan(),
      comment(12, 'ben', '/claim', 30),
      comment(11, 'ann', '/claim', 30),
    );
    expect(decided(world)).toEqual([
      'assign ann',
      expect.stringContaining('@ann 任务归你了'),
      expect.stringMatching(/@ben ann 已先认领，保留到 12 月 6 日（北京时间）。/),
      expect.stringContaining('🔵 已认领'),
    ]);
  });

  it('that was refused is recorded by its answer alone: the plan is not written', () => {
    const held = applied(then(withPlan(), comment(11, 'ann', '/claim')));
    expect(decided(then(held, comment(13, 'ben', '/claim')))).toEqual([
      expect.stringContaining('@ben ann 已先认领'),
    ]);
  });

  it('names a free task of the same difficulty first', () => {
    const others = [
      issue(7, { labels: ['good first issue', 'hard'] }),
      issue(8),
      issue(9, { assignees: [BEN] }),
      issue(10, { title: 'XXX' }),
    ];
    const held = applied(then(withPlan({ otherTasks: others }), comment(11, 'ann', '/claim')));
    expect(decided(then(held, comment(13, 'ben', '/claim')))[0]).toMatch(/同样难度还空着：#8。$/);
  });

  it('names no task as free that is kept for somebody', () => {
    const otherTasks = [issue(7), issue(8)];
    const held = applied(then(withPlan({ otherTasks }), comment(11, 'ann', '/claim')));
    const asked = then({ ...held, reserved: [7] }, comment(13, 'ben', '/claim'));
    expect(decided(asked)[0]).toMatch(/同样难度还空着：#8。$/);
  });

  it('by the holder again says until when', () => {
    const held = applied(then(withPlan(), comment(11, 'ann', '/claim')));
    expect(decided(then(held, comment(13, 'ann', '/claim')))).toEqual([
      expect.stringContaining('已经是你的了，保留到 **12 月 6 日'),
    ]);
  });

  it('over the limit names the rule and the tasks that the person holds', () => {
    expect(decided(then(withPlan({ held: ['#5', '#6'] }), comment(11, 'ann', '/claim')))).toEqual([
      expect.stringMatching(/最多认领 2 个任务，你手上已有 2 个：#5、#6/),
    ]);
  });

  it.each([
    ['a closed task', { state: 'closed' as const }, /已经关闭/],
    ['a draft', { title: '[FEATURE] XXX' }, /描述还没写完/],
    ['an issue that is no task', { labels: ['easy'] }, /不是新手任务.*good first issue/],
  ])('on %s is answered clearly and assigns nobody', (_, shown, answer) => {
    const effects = decided({
      issue: shown,
      comments: [comment(11, 'ann', '/claim')],
      consent: false,
    });
    expect(effects.filter((effect) => effect.startsWith('assign'))).toEqual([]);
    expect(effects).toContainEqual(expect.stringMatching(answer));
  });

  it('on a tracking issue lists up to five free tasks, easiest first', () => {
    const others = [3, 4, 5, 6, 7, 8].map((number) =>
      issue(number, { labels: ['good first issue', number === 8 ? 'easy' : 'hard'] }),
    );
    const effects = decided({
      context: { isTracking: () => true },
      comments: [comment(11, 'ann', '/claim')],
      otherTasks: others,
    });
    expect(effects).toEqual([expect.stringContaining('请到具体任务里认领')]);
  });

  it('whose assignee GitHub dropped says so and what to do, and holds it meanwhile', () => {
    const world = then(withPlan({ notAssignable: ['ann'] }), comment(11, 'ann', '/claim'));
    expect(decided(world)).toEqual([
      expect.stringContaining('GitHub 没有接受这次指派'),
      'plan 1: 新手任务 · Easy · 🔵 已认领',
    ]);
    expect(stateOf(applied(world))?.claims).toEqual([
      expect.objectContaining({ login: 'ann', assigned: false }),
    ]);
  });

  it('written before the installation is never run', () => {
    expect(decided({ comments: [comment(11, 'ann', '/claim', -25 * 60)], consent: false })).toEqual(
      [expect.stringContaining('plan: 新手任务 · Easy · 🟢 待认领')],
    );
  });

  it('older than three days is left to people', () => {
    const world = { ...then(withPlan(), comment(11, 'ann', '/claim', 1)), minutes: 4 * 24 * 60 };
    expect(decided(world)).toEqual([]);
  });

  it('of a comment by a bot, or in our own words, is none', () => {
    const world = then(withPlan(), comment(11, 'dependabot[bot]', '/claim'));
    expect(decided(world)).toEqual([]);
  });

  it('added to an old comment by an edit counts from the edit', () => {
    const world = then(
      withPlan(),
      comment(11, 'ann', '好的\n/claim', -30 * 24 * 60, 50),
      comment(12, 'ben', '/claim', 40),
    );
    expect(decided(world)[0]).toBe('assign ben');
  });

  it('that a translator rewrote counts from its creation', () => {
    const divider = '<!--This is a translation content dividing line, x-->';
    const body = `I want to try\n<details><summary>Original</summary>${divider}/claim 我想试试</details>`;
    const world = then(
      withPlan(),
      comment(11, 'ann', body, 30, 59),
      comment(12, 'ben', '/claim', 40),
    );
    expect(decided(world)[0]).toBe('assign ann');
  });
});

describe('giving back', () => {
  it('unassigns, reacts and updates the plan', () => {
    const held = applied(then(withPlan(), comment(11, 'ann', '/claim')));
    expect(decided(then(held, comment(13, 'ann', '/unclaim')))).toEqual([
      'unassign ann',
      '👍 13',
      'plan 1: 新手任务 · Easy · 🟢 待认领',
    ]);
  });

  it('what one does not hold is answered', () => {
    expect(decided(then(withPlan(), comment(11, 'ben', '/unclaim')))).toEqual([
      expect.stringContaining('不在你名下'),
    ]);
  });

  it('lets the next one have it in the same look', () => {
    const held = applied(then(withPlan(), comment(11, 'ann', '/claim')));
    const world = then(held, comment(13, 'ann', '/unclaim'), comment(14, 'ben', '/claim'));
    expect(decided(world).slice(0, 2)).toEqual(['unassign ann', 'assign ben']);
  });
});

describe('a second look writes nothing', () => {
  const stories: [string, Situation][] = [
    ['after the plan', withPlan()],
    ['after a claim', then(withPlan(), comment(11, 'ann', '/claim'))],
    [
      'after two claims',
      then(withPlan(), comment(11, 'ann', '/claim'), comment(12, 'ben', '/claim')),
    ],
    [
      'after claim and unclaim',
      then(withPlan(), comment(11, 'ann', '/claim'), comment(12, 'ann', '/unclaim')),
    ],
    [
      'after a refusal on a closed task',
      { issue: { state: 'closed' }, comments: [comment(11, 'ann', '/claim')] },
    ],
  ];
  it.each(stories)('%s', (_, world) => {
    expect(decided(applied(world))).toEqual([]);
  });

  it.each(stories)(
    '%s, killed between any two writes, heals without a doubled comment',
    (_, world) => {
      const whole = applied(world);
      for (let count = 0; count < decided(world).length; count += 1) {
        const healed = applied(applied(world, 100, count), 200);
        expect(healed.issue?.assignees).toEqual(whole.issue?.assignees);
        const bodies = (one: Situation) =>
          (one.comments ?? []).map(({ body }) => body.split('\n')[0]);
        expect(bodies(healed).sort()).toEqual(bodies(whole).sort());
        expect(stateOf(healed)?.claims.map(({ login, due }) => [login, due])).toEqual(
          stateOf(whole)?.claims.map(({ login, due }) => [login, due]),
        );
        expect(decided(healed)).toEqual([]);
      }
    },
  );
});

describe('what people do by hand is a fact', () => {
  it('somebody assigned by hand holds the task, without a deadline', () => {
    const world = { ...withPlan(), issue: { assignees: [BEN] } };
    expect(decided(world)).toEqual(['plan 1: 新手任务 · Easy · 🔵 已认领']);
    expect(stateOf(applied(world))?.claims).toEqual([
      expect.objectContaining({ login: 'ben', due: null }),
    ]);
  });

  it('a claim against an assignment by hand is answered against it', () => {
    const world = then(
      { ...withPlan(), issue: { assignees: [BEN] } },
      comment(11, 'ann', '/claim'),
    );
    expect(decided(world)[0]).toMatch(/@ann ben 已经在做了/);
  });

  it('somebody removed by hand is not assigned again', () => {
    const held = applied(then(withPlan(), comment(11, 'ann', '/claim')));
    const world = { ...held, issue: { ...held.issue, assignees: [] }, minutes: 90 };
    expect(decided(world)).toEqual(['plan 1: 新手任务 · Easy · 🟢 待认领']);
  });

  it('somebody assigned by hand beside a claimant leaves the claimant their date', () => {
    const held = applied(then(withPlan(), comment(11, 'ann', '/claim')));
    const world = applied({ ...held, issue: { ...held.issue, assignees: [ANN, BEN] } });
    const plan = world.comments?.find(({ id }) => id === 1)?.body;
    expect(plan).toContain('**ann 正在做，保留到 12 月 6 日');
    expect(plan).toContain('**ben 正在做。** 任务由维护者指派，不设期限。');
  });

  it('several assignees are all facts', () => {
    const world = applied({ ...withPlan(), issue: { assignees: [ANN, BEN] } });
    expect(stateOf(world)?.claims.map(({ login }) => login)).toEqual(['ann', 'ben']);
  });
});

describe('a plan that was deleted', () => {
  const withoutPlan = (world: Situation) => ({
    ...world,
    comments: (world.comments ?? []).filter(({ id }) => id !== 1),
  });

  it('after the claim was given back: nobody is assigned by the old command', () => {
    const held = applied(then(withPlan(), comment(11, 'ann', '/claim')));
    const back = applied(then(held, comment(13, 'ann', '/unclaim')), 300);
    expect(decided(withoutPlan(back))).toEqual(['👍 13', 'plan: 新手任务 · Easy · 🟢 待认领']);
  });

  it('after a maintainer took the assignee away: nobody is assigned either', () => {
    const held = applied(then(withPlan(), comment(11, 'ann', '/claim')));
    const world = withoutPlan({ ...held, issue: { ...held.issue, assignees: [] } });
    expect(decided(world)).toEqual(['plan: 新手任务 · Easy · 🟢 待认领']);
  });

  it('while somebody holds the task: they keep it, and the clock restarts in their favour', () => {
    const held = applied(then(withPlan(), comment(11, 'ann', '/claim')));
    const world = applied({ ...withoutPlan(held), minutes: 24 * 60 }, 300);
    expect(stateOf(world)?.claims).toEqual([
      expect.objectContaining({ login: 'ann', due: at(15 * 24 * 60) }),
    ]);
  });

  it('or whose state is damaged is written anew without releasing anybody', () => {
    const held = applied(then(withPlan(), comment(11, 'ann', '/claim')));
    const comments = (held.comments ?? []).map((each) =>
      each.id === 1 ? { ...each, body: each.body.replace(/state \{.*\}/, 'state {oops') } : each,
    );
    const world = applied({ ...held, comments });
    expect(world.issue?.assignees).toEqual([ANN]);
    expect(stateOf(world)?.claims).toHaveLength(1);
  });
});

describe('a claim given back and taken again', () => {
  const held = applied(then(withPlan(), comment(11, 'ann', '/claim')));

  it('in one look keeps its deadline: it is no free extension', () => {
    const world = { ...then(held, comment(13, 'ann', '/unclaim\n/claim', 3000)), minutes: 3001 };
    expect(stateOf(applied(world, 300))?.claims[0]?.due).toBe(at(60 + 14 * 24 * 60));
  });

  it('and cut off after the answer still holds: the answer counts in its place', () => {
    const world = then(held, comment(13, 'ann', '/unclaim'), comment(15, 'ann', '/claim'));
    for (let count = 0; count <= decided(world).length; count += 1) {
      const healed = applied(applied(world, 300, count), 400);
      expect(healed.issue?.assignees).toEqual([ANN]);
      expect(stateOf(healed)?.claims).toHaveLength(1);
    }
  });

  it('in a look that is cut off before the plan is remembered, as is its deadline', () => {
    const world = then(withPlan(), comment(11, 'ann', '/claim'), comment(13, 'ann', '/unclaim'));
    // The answer to the claim alone was written.
    const cut = applied(world, 300, 1);
    expect(stateOf(applied(cut, 400))?.past).toEqual([
      expect.objectContaining({ login: 'ann', how: 'given-back', due: at(60 + 14 * 24 * 60) }),
    ]);
  });

  it('whose plan is deleted stays with whoever was told so last', () => {
    const world = applied(
      then(held, comment(13, 'ann', '/unclaim'), comment(15, 'ann', '/claim')),
      300,
    );
    const comments = (world.comments ?? []).filter(({ id }) => id !== 1);
    expect(applied({ ...world, comments }, 500).issue?.assignees).toEqual([ANN]);
  });

  it('and taken by another, cut off in between, tells nobody a falsehood', () => {
    const world = then(held, comment(13, 'ann', '/unclaim'), comment(14, 'ben', '/claim'));
    for (let count = 0; count <= decided(world).length; count += 1) {
      const healed = applied(applied(world, 300, count), 400);
      expect(healed.issue?.assignees).toEqual([BEN]);
      const words = (healed.comments ?? []).map(({ body }) => body).join();
      expect(words).not.toContain('不在你名下');
    }
  });
});

describe('/unclaim on an issue that never was a task', () => {
  it('touches nobody', () => {
    const world = { issue: { labels: ['bug'], assignees: [ANN] }, consent: false };
    expect(decided({ ...world, comments: [comment(11, 'ann', '/unclaim')] })).toEqual([
      expect.stringContaining('不在你名下'),
    ]);
  });
});

describe('a comment of somebody else', () => {
  it('that carries our marker is not ours', () => {
    const forged = comment(
      5,
      'mallory',
      '<!-- newbie-tasks:plan -->\n\nhi\n\n<!-- newbie-tasks:end -->',
    );
    expect(decided({ comments: [forged] })).toEqual(['plan: 新手任务 · Easy · 🟢 待认领']);
  });

  it('that carries the marker of an answer does not silence a command', () => {
    const forged = comment(12, 'mallory', '<!-- newbie-tasks:answer 11 -->', 55);
    expect(decided(then(withPlan(), comment(11, 'ann', '/claim'), forged))[0]).toBe('assign ann');
  });
});

describe('our doubled comments', () => {
  it('are deleted but for the lowest id', () => {
    const world = withPlan();
    const [plan] = world.comments ?? [];
    const doubled = {
      ...world,
      comments: [...(world.comments ?? []), { ...plan, id: 77 } as typeof plan & object],
    };
    expect(decided(doubled)).toEqual(['delete 77']);
  });
});
