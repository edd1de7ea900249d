import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  eventually,
  gitHub,
  LAYOTTO,
  openTask,
  openWorld,
  requestsFor,
  seen,
  type World,
} from './a-bot.js';

let world: World;
beforeAll(async () => {
  world = await openWorld(await gitHub());
});
afterAll(() => world.end());

const label = (number: number, ...labels: string[]) =>
  world.github.as('maintainer').rest.issues.addLabels({ ...LAYOTTO, issue_number: number, labels });

describe('a task that a person relabels', () => {
  it('has the difficulty that they set last, and only that', async () => {
    const task = await openTask(world.github, LAYOTTO, 'Relabelled');
    await label(task, 'hard');
    await eventually(async () => {
      const { labels, plans } = await seen(world.github, LAYOTTO, task);
      expect(labels).toEqual(['good first issue', 'hard']);
      expect(plans[0]).toContain('· Hard ·');
    });
  });

  it('with an alias gets the canonical label, and keeps the alias', async () => {
    const task = await openTask(world.github, LAYOTTO, 'Alias', ['good first issue', 'kind/easy']);
    await eventually(async () => {
      const { labels } = await seen(world.github, LAYOTTO, task);
      expect(labels).toEqual(['good first issue', 'kind/easy', 'easy']);
    });
  });

  it('against its alias is settled once: the next look asks for no events', async () => {
    const task = await openTask(world.github, LAYOTTO, 'Settled', [
      'good first issue',
      'kind/easy',
    ]);
    await label(task, 'medium');
    await eventually(async () => {
      const { labels } = await seen(world.github, LAYOTTO, task);
      expect([...labels].sort()).toEqual(['good first issue', 'kind/easy', 'medium']);
    });
    const again = await requestsFor(world.github, () => label(task, 'bug'));
    expect(again.filter((request) => request.endsWith('/events'))).toEqual([]);
  });

  it('and whose label is taken away says so in its plan, and keeps its people', async () => {
    const task = await openTask(world.github, LAYOTTO, 'Withdrawn');
    await world.github.as('maintainer').rest.issues.removeLabel({
      ...LAYOTTO,
      issue_number: task,
      name: 'good first issue',
    });
    await eventually(async () => {
      expect((await seen(world.github, LAYOTTO, task)).plans[0]).toContain('不再是新手任务');
    });
  });
});

describe('a draft', () => {
  it('is told what is missing, and is a task once it is filled in', async () => {
    const { github } = world;
    const task = await openTask(github, LAYOTTO, '[FEATURE] XXX');
    expect((await seen(github, LAYOTTO, task)).plans[0]).toMatch(/🟡 待补充.*标题里还有模板文字/s);
    await github
      .as('maintainer')
      .rest.issues.update({ ...LAYOTTO, issue_number: task, title: 'A real title' });
    await eventually(async () => {
      expect((await seen(github, LAYOTTO, task)).plans[0]).toContain('🟢 待认领');
    });
  });
});
