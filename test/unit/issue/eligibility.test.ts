import { describe, expect, it } from '@jest/globals';
import { parseState } from '../../../src/claims/state-text.js';
import { parseRepositoryConfig } from '../../../src/config/load.js';
import { markedComments, readState } from '../../../src/domain/marker.js';
import { at, BOT, comment, issue, person } from '../a-thread.js';
import { applied, contextOf, decided, type Situation } from './a-decision.js';

function configured(text: string): Situation {
  const parsed = parseRepositoryConfig({ text, file: 'newbie-tasks.yml' });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return { context: contextOf({ config: parsed.config }) };
}

/** A free task with its plan. */
function withPlan(given: Situation = {}): Situation {
  return applied({ minutes: 0, ...given }, 1);
}

function then(world: Situation, ...comments: ReturnType<typeof comment>[]): Situation {
  return { ...world, minutes: 60, comments: [...(world.comments ?? []), ...comments] };
}

function claimsOf(world: Situation) {
  const [plan] = markedComments(world.comments ?? [], BOT, { kind: 'plan', key: '' });
  return parseState(readState(plan?.body ?? '', 'plan'))?.claims ?? [];
}

const HARD = { labels: ['good first issue', 'hard'] };

describe('who may claim', () => {
  const answerTo = (situation: Situation, body = '/claim') =>
    decided(then(withPlan(situation), comment(11, 'ann', body)));

  it('not whom the maintainers asked to wait, until the day is over', () => {
    const until = (day: string) =>
      configured(`claims: { blocked: [{ login: Ann, until: ${day} }] }`);
    expect(answerTo(until('2026-11-22'))).toEqual([
      'answer: @ann 维护者请你在 2026-11-22 之后再认领新任务。有疑问请直接联系维护者。',
    ]);
    expect(answerTo(until('2026-11-21'))[0]).toBe('assign ann');
  });

  it('a hard task only after the finished tasks that it needs', () => {
    const rules = configured('claims: { prerequisites: { hard: { easy: 2, medium: 1 } } }');
    expect(answerTo({ ...rules, issue: HARD, finished: { easy: 1, medium: 1 } })).toEqual([
      expect.stringContaining('请先完成：2 个 Easy（你已完成 1 个）。'),
    ]);
    expect(answerTo({ ...rules, issue: HARD, finished: { easy: 2, medium: 1 } })[0]).toBe(
      'assign ann',
    );
    expect(answerTo(rules)[0]).toBe('assign ann');
  });

  it('with a plan in a sentence where one is asked for', () => {
    const rules = { ...configured('claims: { ask-plan: [hard] }'), issue: HARD };
    expect(answerTo(rules)).toEqual([expect.stringContaining('在 `/claim` 后面用一两句话说说')]);
    expect(answerTo(rules, '/claim 我准备先复现，再修改解析部分')[0]).toBe('assign ann');
    expect(answerTo({ ...rules, issue: {} })[0]).toBe('assign ann');
    // Somebody else's sentence is no plan, nor is a program.
    const quoted = '> 我准备先复现，再修改解析部分\n\n/claim\n\n```\nlet me = (do) => it;\n```';
    expect(answerTo(rules, quoted)).toEqual([expect.stringContaining('用一两句话说说')]);
  });

  it('not more than per-person, wherever the tasks are', () => {
    const rules = configured('claims: { per-person: 1, scope: owner }');
    expect(answerTo({ ...rules, held: ['mosn/mosn#4'] })).toEqual([
      expect.stringMatching(/最多认领 1 个任务，你手上已有 1 个：`mosn\/mosn#4`/),
    ]);
  });

  it('is told the rule that cannot be changed first', () => {
    const text =
      'claims: { blocked: [{ login: ann, until: 2027-01-01 }], ask-plan: [hard], per-person: 1 }';
    const world = { ...configured(text), issue: HARD, held: ['#5'] };
    expect(answerTo(world)[0]).toContain('2027-01-01');
  });

  it('reads the policy in the plan', () => {
    const [plan] =
      withPlan(configured('claims: { policy: "AI is fine, @all <b>" }')).comments ?? [];
    expect(plan?.body).toContain('规则：AI is fine, &#64;&#8203;all &lt;b&gt;');
  });
});

describe('/extend', () => {
  const held = applied(then(withPlan(), comment(11, 'ann', '/claim')));

  it('moves the deadline once by the same span, and says the new date', () => {
    expect(decided(then(held, comment(13, 'ann', '/extend')))).toEqual([
      'answer: @ann 好的，延到 **12 月 20 日（北京时间）**。',
      'plan 1: 新手任务 · Easy · 🔵 已认领',
    ]);
    const extended = applied(then(held, comment(13, 'ann', '/extend')), 200);
    expect(claimsOf(extended)).toEqual([
      expect.objectContaining({ due: at(60 + 28 * 24 * 60), extensions: 1 }),
    ]);
    expect(decided(then(extended, comment(15, 'ann', '/extend')))).toEqual([
      expect.stringMatching(/已经延过 1 次了，现在保留到 \*\*12 月 20 日/),
    ]);
  });

  it('is offered in the plan only while it can be used', () => {
    const extended = applied(then(held, comment(13, 'ann', '/extend')), 200);
    const planOf = (world: Situation) => world.comments?.find(({ id }) => id === 1)?.body;
    expect(planOf(held)).toContain('来不及：`/extend`；不做了：`/unclaim`');
    expect(planOf(extended)).not.toContain('/extend`');
    expect(planOf(extended)).toContain('不做了：`/unclaim`');
  });

  it('by somebody else, or of what has no deadline, is answered', () => {
    expect(decided(then(held, comment(13, 'ben', '/extend')))).toEqual([
      expect.stringContaining('不在你名下'),
    ]);
    const byHand = applied({ ...withPlan(), issue: { assignees: [person('ann')] } }, 200);
    expect(decided(then(byHand, comment(13, 'ann', '/extend')))).toEqual([
      expect.stringContaining('没有设期限'),
    ]);
  });

  it('that was answered before the plan could be written is not lost, nor given twice', () => {
    const world = then(held, comment(13, 'ann', '/extend'));
    const cut = applied(world, 200, 1);
    const healed = applied(cut, 300);
    expect(claimsOf(healed)).toEqual([
      expect.objectContaining({ due: at(60 + 28 * 24 * 60), extensions: 1 }),
    ]);
    expect(decided(healed)).toEqual([]);
  });
});

describe('a maintainer', () => {
  const triage = { maintainers: ['mia'] };

  it('hands a task to somebody, who is told until when', () => {
    expect(decided(then(withPlan(triage), comment(11, 'mia', '/claim @ben')))).toEqual([
      'assign ben',
      expect.stringMatching(/^answer: @ben 任务归你了，保留到 \*\*12 月 6 日/),
      'plan 1: 新手任务 · Easy · 🔵 已认领',
    ]);
  });

  it('whose look was cut off before the plan promised a date that stays', () => {
    const world = then(withPlan(triage), comment(11, 'mia', '/claim @ben'));
    const cut = applied(world, 200, 2);
    expect(claimsOf(applied(cut, 300))).toEqual([
      expect.objectContaining({ login: 'ben', due: at(60 + 14 * 24 * 60) }),
    ]);
  });

  it('gives a deadline to whom they assigned by hand', () => {
    const byHand = applied({ ...withPlan(triage), issue: { assignees: [person('ben')] } }, 200);
    const world = applied(then(byHand, comment(13, 'mia', '/claim @ben')), 300);
    expect(claimsOf(world)).toEqual([
      expect.objectContaining({ login: 'ben', due: at(60 + 14 * 24 * 60) }),
    ]);
  });

  it('takes a task back, with a reaction and no comment', () => {
    const held = applied(then(withPlan(triage), comment(11, 'ann', '/claim')));
    expect(decided(then(held, comment(13, 'mia', '/unclaim @Ann')))).toEqual([
      'unassign ann',
      '👍 13',
      'plan 1: 新手任务 · Easy · 🟢 待认领',
    ]);
  });

  it('hears of every command of one comment', () => {
    const world = then(withPlan(triage), comment(11, 'mia', '/claim @ben\n/hard'));
    expect(decided(world)[1]).toMatch(/^answer: @ben 任务归你了/);
    const held = applied(then(withPlan(triage), comment(11, 'ann', '/claim')));
    const both = then(held, comment(13, 'mia', '/claim @ben\n/unclaim @ann'));
    expect(decided(both)).toContainEqual(expect.stringContaining('ann 正在做这个任务'));
  });

  it('is told that somebody holds it, or that there is nothing to take back', () => {
    const held = applied(then(withPlan(triage), comment(11, 'ann', '/claim')));
    expect(decided(then(held, comment(13, 'mia', '/claim @ben')))).toEqual([
      expect.stringMatching(/@mia ann 正在做这个任务。先用 `\/unclaim @ann` 取回/),
    ]);
    expect(decided(then(held, comment(13, 'mia', '/unclaim @ben')))).toEqual([
      expect.stringContaining('不在 ben 名下'),
    ]);
  });

  it('makes an issue a task of a difficulty', () => {
    const plain = { ...triage, issue: { labels: ['bug'] }, consent: false };
    expect(decided({ ...plain, comments: [comment(11, 'mia', '/medium')] })).toEqual([
      '👍 11',
      'label good first issue,medium',
      'plan: 新手任务 · Medium · 🟢 待认领',
    ]);
  });

  it('changes the difficulty of a task', () => {
    expect(decided(then(withPlan(triage), comment(11, 'mia', '/hard')))).toEqual([
      '👍 11',
      'label hard',
      'unlabel easy',
      'plan 1: 新手任务 · Hard · 🟢 待认领',
    ]);
  });

  it('is nobody without the role, who is told what they can do', () => {
    for (const body of ['/claim @ben', '/unclaim @ben', '/easy']) {
      expect(decided(then(withPlan(), comment(11, 'ann', body)))).toEqual([
        expect.stringContaining('需要仓库的 triage 或更高权限'),
      ]);
    }
  });

  it('is nobody while GitHub does not say who is', () => {
    const world = then(withPlan({ maintainers: null }), comment(11, 'mia', '/hard'));
    expect(decided(world)).toEqual([expect.stringContaining('暂时查不到你在这个仓库的权限')]);
  });
});

describe('a person whom GitHub would not assign', () => {
  const world = then(withPlan({ notAssignable: ['ann'] }), comment(11, 'ann', '/claim'));
  const held = { ...applied(world), notAssignable: [] };

  it('holds the task in the plan: another claim is refused', () => {
    expect(decided(then(held, comment(13, 'ben', '/claim')))[0]).toMatch(/@ben ann 已先认领/);
  });

  it('is assigned by a maintainer later, and keeps the deadline', () => {
    const assigned = applied({ ...held, issue: { assignees: [person('ann')] } }, 300);
    expect(claimsOf(assigned)).toEqual([
      expect.objectContaining({ login: 'ann', assigned: true, due: at(60 + 14 * 24 * 60) }),
    ]);
  });

  it('was told so, and keeps it though the look was cut off before the plan', () => {
    const cut = { ...applied(world, 200, 1), notAssignable: [] };
    const healed = applied(cut, 300);
    expect(claimsOf(healed)).toEqual([expect.objectContaining({ login: 'ann', assigned: false })]);
    expect(decided(then(healed, comment(13, 'ben', '/claim')))[0]).toMatch(/@ben ann 已先认领/);
  });

  it('is named when a maintainer handed the task over', () => {
    const triage = { maintainers: ['mia'], notAssignable: ['ben'] };
    const handed = then(withPlan(triage), comment(11, 'mia', '/claim @ben'));
    expect(decided(handed)[0]).toMatch(/^answer: @ben 任务给你留着/);
    expect(claimsOf(applied(handed))).toEqual([expect.objectContaining({ login: 'ben' })]);
  });

  it('can give it back', () => {
    expect(decided(then(held, comment(13, 'ann', '/unclaim')))).toEqual([
      '👍 13',
      'plan 1: 新手任务 · Easy · 🟢 待认领',
    ]);
  });
});

describe('a wish in plain words', () => {
  it('gets one hint, and never an act', () => {
    const world = then(withPlan(), comment(11, 'ann', '我想试试'));
    expect(decided(world)).toEqual(['answer: @ann 想做这个任务？单独评论一行 `/claim` 就可以了。']);
    const hinted = applied(world);
    expect(decided(hinted)).toEqual([]);
    expect(decided(then(hinted, comment(13, 'ann', '这个我来处理')))).toEqual([]);
    expect(decided(then(hinted, comment(13, 'ben', '/认领')))[0]).toContain('@ben 想做这个任务');
  });

  it.each([
    ['on a held task', { issue: { assignees: [person('ben')] } }],
    ['on a closed task', { issue: { state: 'closed' as const } }],
    ['on a draft', { issue: { title: 'XXX' } }],
    ['on an issue that is no task', { issue: { labels: [] } }],
  ])('gets none %s', (_, given) => {
    const world = { ...given, consent: false, comments: [comment(11, 'ann', '我想试试')] };
    expect(decided(applied(world)).concat(decided(world))).not.toContainEqual(
      expect.stringContaining('想做这个任务'),
    );
  });

  it('gets none from somebody who was answered here, or from a bot', () => {
    const held = applied(then(withPlan(), comment(11, 'ann', '/claim')));
    const back = applied(then(held, comment(13, 'ann', '/unclaim')), 200);
    expect(decided(then(back, comment(15, 'ann', '我想试试')))).toEqual([]);
    expect(decided(then(withPlan(), comment(15, 'helper[bot]', '我想试试')))).toEqual([]);
  });

  it('gets none on an old task that nobody allowed us to act on', () => {
    const old = { createdAt: '2020-01-01T00:00:00Z' };
    const world = { issue: old, consent: false, comments: [comment(11, 'ann', '我想试试')] };
    expect(decided(world)).toEqual([]);
  });

  it('and a command at once: the command counts', () => {
    const others = [issue(8)];
    const world = then(withPlan({ otherTasks: others }), comment(11, 'ann', '我想试试\n/claim'));
    expect(decided(world)[0]).toBe('assign ann');
  });
});
