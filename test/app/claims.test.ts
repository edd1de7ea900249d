import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  eventually,
  gitHub,
  LAYOTTO,
  openTask,
  openWorld,
  requestsFor,
  SOFA_RPC,
  say,
  seen,
  type World,
} from './a-bot.js';

let world: World;
beforeAll(async () => {
  world = await openWorld(await gitHub());
});
afterAll(() => world.end());

const ISSUES = '/repos/mosn/layotto/issues';

describe('a claim on a repository without any configuration', () => {
  it('costs five requests, a refusal three, giving back five, a doubled delivery two', async () => {
    const { github } = world;
    const task = await openTask(github, LAYOTTO, 'Cost of a claim');

    const claim = await requestsFor(github, () => say(github, 'ann', LAYOTTO, task, '/claim'));
    expect(claim.slice(0, 2).sort()).toEqual([`GET ${ISSUES}`, `GET ${ISSUES}/${task}/comments`]);
    expect(claim.slice(2)).toEqual([
      `POST ${ISSUES}/${task}/assignees`,
      `POST ${ISSUES}/${task}/comments`,
      expect.stringMatching(/^PATCH .*\/issues\/comments\/\d+$/),
    ]);

    const refusal = await requestsFor(github, () => say(github, 'ben', LAYOTTO, task, '/claim'));
    expect(refusal.slice(2)).toEqual([`POST ${ISSUES}/${task}/comments`]);
    expect(refusal).toHaveLength(3);

    const last = github.deliveries.findLast(
      ({ event, body }) =>
        event === 'issue_comment' && JSON.parse(body).comment.user.login === 'ben',
    );
    const doubled = await requestsFor(github, async () => last && github.redeliver(last));
    expect(doubled).toHaveLength(2);

    const back = await requestsFor(github, () => say(github, 'ann', LAYOTTO, task, '/unclaim'));
    expect(back).toHaveLength(5);
    expect(back.slice(2)).toEqual([
      `DELETE ${ISSUES}/${task}/assignees`,
      expect.stringMatching(/^POST .*\/reactions$/),
      expect.stringMatching(/^PATCH .*\/issues\/comments\/\d+$/),
    ]);
    const { plans, answers } = await seen(github, LAYOTTO, task);
    expect([plans.length, answers.length]).toEqual([1, 2]);
  });

  it('by two in one instant ends with one assignee, and both are told', async () => {
    const { github } = world;
    const task = await openTask(github, LAYOTTO, 'Two at once');
    await Promise.all([
      say(github, 'dora', LAYOTTO, task, '/claim'),
      say(github, 'eve', LAYOTTO, task, '/claim'),
    ]);
    await eventually(async () => {
      const { assignees, answers } = await seen(github, LAYOTTO, task);
      expect(assignees).toHaveLength(1);
      expect(answers.filter((answer) => answer.includes('任务归你了'))).toHaveLength(1);
      expect(answers.filter((answer) => answer.includes('已先认领'))).toHaveLength(1);
    });
  });

  it('by one person on five tasks at once stops at two', async () => {
    const { github } = world;
    const tasks: number[] = [];
    for (const n of [1, 2, 3, 4, 5])
      tasks.push(await openTask(github, LAYOTTO, `One of five, ${n}`));
    await Promise.all(tasks.map((task) => say(github, 'cai', LAYOTTO, task, '/claim')));
    await eventually(async () => {
      const all = await Promise.all(tasks.map((task) => seen(github, LAYOTTO, task)));
      expect(all.flatMap(({ answers }) => answers)).toHaveLength(5);
      expect(all.flatMap(({ assignees }) => assignees)).toEqual(['cai', 'cai']);
    });
  });

  it('counts what is held for somebody whom GitHub does not assign, and calls it free to nobody', async () => {
    const { github } = world;
    const tasks: number[] = [];
    for (const n of [1, 2, 3]) {
      tasks.push(await openTask(github, SOFA_RPC, `Held ${n}`, ['good first issue', 'hard']));
    }
    const [first = 0, second = 0, third = 0] = tasks;
    const dropped = { status: 201, body: { assignees: [] } };
    github.faults.push({
      ...{ kind: 'before', method: 'POST', path: /\/assignees$/, times: 2 },
      ...dropped,
    });
    for (const task of tasks) {
      await say(github, 'hana', SOFA_RPC, task, '/claim');
      await eventually(async () => {
        expect((await seen(github, SOFA_RPC, task)).answers).toHaveLength(1);
      });
    }
    const [refusal] = (await seen(github, SOFA_RPC, third)).answers;
    expect(refusal).toContain(`#${first}`);
    expect(refusal).toContain(`#${second}`);
    await say(github, 'ivan', SOFA_RPC, first, '/claim');
    await eventually(async () => {
      const { answers } = await seen(github, SOFA_RPC, first);
      expect(answers[1]).toContain(`#${third}`);
      expect(answers[1]).not.toContain(`#${second}`);
    });
  });

  it('delivered twice, late and out of order is answered once', async () => {
    const { github } = world;
    const task = await openTask(github, LAYOTTO, 'Reordered');
    const from = github.deliveries.length;
    github.onDelivery = () => 'lost';
    await say(github, 'finn', LAYOTTO, task, '/claim');
    await say(github, 'finn', LAYOTTO, task, '/unclaim');
    await say(github, 'gus', LAYOTTO, task, '/claim');
    github.onDelivery = () => 'twice';
    const late = github.deliveries.slice(from).reverse();
    for (const delivery of late) await github.redeliver(delivery);
    for (const delivery of late) await github.redeliver(delivery);
    await github.quiet(400);
    github.onDelivery = () => 'once';
    const { assignees, answers, plans } = await seen(github, LAYOTTO, task);
    expect(assignees).toEqual(['gus']);
    expect(answers).toHaveLength(2);
    expect(plans).toHaveLength(1);
  });

  it('whose answer was stored before a 502 is not answered twice', async () => {
    const { github } = world;
    const task = await openTask(github, LAYOTTO, 'Stored, then 502');
    github.faults.push({ kind: 'after', method: 'POST', path: /\/comments$/, times: 1 });
    await say(github, 'hana', LAYOTTO, task, '/claim');
    await eventually(async () => {
      const { assignees, answers, plans } = await seen(github, LAYOTTO, task);
      expect([assignees, answers.length]).toEqual([['hana'], 1]);
      expect(plans[0]).toContain('🔵 已认领');
    });
  });

  it('whose assignee GitHub dropped silently is told so', async () => {
    const { github } = world;
    const task = await openTask(github, LAYOTTO, 'Dropped');
    const { data: unchanged } = await github
      .as('maintainer')
      .rest.issues.get({ ...LAYOTTO, issue_number: task });
    github.faults.push({
      kind: 'before',
      method: 'POST',
      path: /\/assignees$/,
      times: 1,
      status: 201,
      body: unchanged,
    });
    await say(github, 'ivan', LAYOTTO, task, '/claim');
    await eventually(async () => {
      const { assignees, answers } = await seen(github, LAYOTTO, task);
      expect(assignees).toEqual([]);
      expect(answers).toEqual([expect.stringContaining('GitHub 没有接受这次指派')]);
    });
  });

  it('on an issue that is no task is answered without a plan', async () => {
    const { github } = world;
    const number = await openTask(github, LAYOTTO, 'No task', ['bug']);
    await say(github, 'ann', LAYOTTO, number, '/claim');
    await eventually(async () => {
      const { answers, plans } = await seen(github, LAYOTTO, number);
      expect(answers).toEqual([expect.stringContaining('不是新手任务')]);
      expect(plans).toEqual([]);
    });
  });
});

describe('a bot that rewrites our plan after every edit', () => {
  it('is mended, but not fought over', async () => {
    const { github } = world;
    const task = await openTask(github, LAYOTTO, 'Fought over');
    const [plan] = (await seen(github, LAYOTTO, task)).comments;
    const rewrite = async () => {
      const { data } = await github
        .as('maintainer')
        .rest.issues.getComment({ ...LAYOTTO, comment_id: plan?.id ?? 0 });
      const body = (data.body ?? '').replace('### 新手任务', '# 新手任务');
      await github
        .as('maintainer')
        .rest.issues.updateComment({ ...LAYOTTO, comment_id: plan?.id ?? 0, body });
      await github.quiet(300);
    };
    const writes = await requestsFor(github, async () => {
      for (let times = 0; times < 4; times += 1) await rewrite();
    });
    expect(writes.filter((request) => request.startsWith('PATCH'))).toHaveLength(2);
  });
});

describe('before the installation', () => {
  it('written commands are never run, and old tasks get no plan unasked', async () => {
    const { github } = world;
    const repository = 'mosn/layotto';
    const old = {
      repository,
      number: 500,
      author: 'maintainer',
      createdAt: '2021-06-01T00:00:00Z',
    };
    await github.seedIssue({ ...old, title: 'Old task', labels: ['good first issue', 'easy'] });
    await github.seedComment({
      repository,
      number: 500,
      author: 'ben',
      body: '/claim',
      createdAt: '2021-06-02T00:00:00Z',
    });
    await say(github, 'ann', LAYOTTO, 500, 'is this still open?');
    await github.quiet(400);
    const { assignees, comments } = await seen(github, LAYOTTO, 500);
    expect([assignees, comments]).toEqual([[], []]);
  });
});

describe('a GitHub without reactions', () => {
  it('does not stop anybody from giving a task back', async () => {
    const { github } = world;
    const task = await openTask(github, LAYOTTO, 'No reactions');
    await say(github, 'june', LAYOTTO, task, '/claim');
    await github.quiet(400);
    github.faults.push({
      kind: 'before',
      method: 'POST',
      path: /reactions$/,
      times: 1,
      status: 404,
    });
    await say(github, 'june', LAYOTTO, task, '/unclaim');
    await eventually(async () => {
      const { assignees, plans } = await seen(github, LAYOTTO, task);
      expect(assignees).toEqual([]);
      expect(plans[0]).toContain('🟢 待认领');
    });
  });
});
