/** The App is renamed while it runs: at the first comment that is shown as another's, it stops. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually, gitHub, openTask, openWorld, say, seen, type World } from './a-bot.js';

let world: World;
afterEach(() => world.end());

const WHERE = { owner: 'mosn', repo: 'layotto' };

async function ready(): Promise<string> {
  const answer = await fetch(`${new URL(world.bot.webhookUrl).origin}/readyz`);
  return `${answer.status} ${(await answer.text()).trim()}`;
}

describe('an App that was renamed', () => {
  it('writes one comment, says why it stops, and goes on by itself once GitHub agrees', async () => {
    const github = await gitHub();
    world = await openWorld(github);
    const task = await openTask(github, WHERE, 'Add a demo');
    await eventually(async () => expect((await seen(github, WHERE, task)).plans).toHaveLength(1));
    // GitHub shows the new account before it says so of the App.
    github.renameApp('tasks-of-mosn', { appSaysFrom: Number.POSITIVE_INFINITY });
    const mark = github.requests.mark();
    await say(github, 'ann', WHERE, task, '/claim');
    await eventually(async () => {
      expect(await ready()).toMatch(/^503 .*tasks-of-mosn\[bot\].*newbie-tasks\[bot\]/);
    });
    for (const milliseconds of [1_000, 2_000]) {
      world.bot.advance(milliseconds);
      await github.quiet();
    }
    const comments = github.requests.since(mark).filter(({ actor, method, path }) => {
      return actor === 'installation' && method === 'POST' && path.endsWith('/comments');
    });
    expect(comments).toHaveLength(1);
    expect(world.bot.log()).toMatch(/"level":50,.*nothing is written until GET \/app agrees/);

    github.renameApp('tasks-of-mosn');
    await eventually(async () => expect(await ready()).toBe('200 ready'), 30);
    await eventually(async () => {
      const { assignees, answers, plans, comments } = await seen(github, WHERE, task);
      expect([assignees, answers.length, plans.length]).toEqual([['ann'], 1, 1]);
      expect(comments).toHaveLength(2);
    }, 30);
  }, 90_000);
});

describe('an issue on which much is asked', () => {
  it('gets ten comments in a minute, and what is beyond waits: nobody is assigned untold', async () => {
    const github = await gitHub();
    world = await openWorld(github);
    const task = await openTask(github, WHERE, 'Add a demo');
    for (let n = 0; n < 12; n += 1) await say(github, 'ben', WHERE, task, n ? '/extend' : '/claim');
    await github.quiet();
    await say(github, 'ben', WHERE, task, '/unclaim');
    await say(github, 'ann', WHERE, task, '/claim');
    await github.quiet();
    const { comments, assignees, plans } = await seen(github, WHERE, task);
    expect(comments).toHaveLength(10);
    // What the plan says is what GitHub shows.
    expect([assignees, plans.length]).toEqual([['ben'], 1]);
    expect(plans[0]).toContain('"ben"');
    const metrics = await fetch(`${world.bot.url}/metrics`);
    expect(await metrics.text()).toMatch(/newbie_tasks_comments_withheld_total [1-9]/);
  });
});
