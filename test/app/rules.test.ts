import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  eventually,
  gitHub,
  LAYOTTO,
  openTask,
  openWorld,
  requestsFor,
  say,
  seen,
  type World,
} from './a-bot.js';

const MOSN = { owner: 'mosn', repo: 'mosn' } as const;
const ISSUES = '/repos/mosn/layotto/issues';

let world: World;
beforeEach(async () => {
  const github = await gitHub();
  await github.as('maintainer').rest.repos.createOrUpdateFileContents({
    ...LAYOTTO,
    path: '.github/newbie-tasks.yml',
    message: 'configure',
    content: Buffer.from('claims: { waitlist: true, per-person: 1, scope: owner }').toString(
      'base64',
    ),
  });
  world = await openWorld(github);
});
afterEach(() => world.end());

/** A pull request with real commits, by somebody who may push. */
async function openPull(login: string, body: string): Promise<number> {
  const { rest } = world.github.as(login);
  const branch = `branch-${Date.now()}`;
  const { data: ref } = await rest.git.getRef({ ...LAYOTTO, ref: 'heads/main' });
  await rest.git.createRef({ ...LAYOTTO, ref: `refs/heads/${branch}`, sha: ref.object.sha });
  await rest.repos.createOrUpdateFileContents({
    ...LAYOTTO,
    path: `${branch}.md`,
    message: 'work',
    content: Buffer.from(branch).toString('base64'),
    branch,
  });
  const { data } = await rest.pulls.create({
    ...LAYOTTO,
    head: branch,
    base: 'main',
    title: 'Work',
    body,
  });
  return data.number;
}

describe('the cost of a story', () => {
  it('is four requests to join the line, five to give back with an offer to the next', async () => {
    const { github } = world;
    const task = await openTask(github, LAYOTTO, 'With a line', ['good first issue', 'easy']);
    await say(github, 'ann', LAYOTTO, task, '/claim');
    await github.quiet(400);
    const joining = await requestsFor(github, () => say(github, 'ben', LAYOTTO, task, '/claim'));
    // One more than the table: `scope: owner` looks beyond the repository.
    expect(joining.filter((request) => !request.includes('/search/'))).toHaveLength(4);
    const back = await requestsFor(github, () => say(github, 'ann', LAYOTTO, task, '/unclaim'));
    expect(back).toHaveLength(5);
    expect(back.slice(2)).toEqual([
      `DELETE ${ISSUES}/${task}/assignees`,
      `POST ${ISSUES}/${task}/comments`,
      expect.stringMatching(/^PATCH /),
    ]);
    await say(github, 'ben', LAYOTTO, task, '/claim');
    await eventually(async () => {
      expect((await seen(github, LAYOTTO, task)).assignees).toEqual(['ben']);
    });
  });

  it('is six for a maintainer who hands a task over', async () => {
    const { github } = world;
    const task = await openTask(github, LAYOTTO, 'Handed over');
    await say(github, 'cai', LAYOTTO, task, '这是什么任务？');
    const handing = await requestsFor(github, () =>
      say(github, 'maintainer', LAYOTTO, task, '/claim @cai'),
    );
    expect(handing).toHaveLength(6);
    const { assignees, answers } = await seen(github, LAYOTTO, task);
    expect(assignees).toEqual(['cai']);
    expect(answers).toEqual([expect.stringMatching(/^@cai 任务归你了/)]);
  });
});

describe('a limit over the whole owner', () => {
  it('counts what is held in another repository', async () => {
    const { github } = world;
    const elsewhere = await openTask(github, MOSN, 'Elsewhere');
    await say(github, 'dora', MOSN, elsewhere, '/claim');
    await github.quiet(400);
    const here = await openTask(github, LAYOTTO, 'Here');
    await say(github, 'dora', LAYOTTO, here, '/claim');
    await eventually(async () => {
      const { assignees, answers } = await seen(github, LAYOTTO, here);
      expect(assignees).toEqual([]);
      expect(answers).toEqual([expect.stringContaining(`mosn/mosn#${elsewhere}`)]);
    });
  });
});

describe('a stranger', () => {
  it('cannot set a difficulty, and is told who can', async () => {
    const { github } = world;
    const task = await openTask(github, LAYOTTO, 'Role');
    await say(github, 'eve', LAYOTTO, task, '/hard');
    await eventually(async () => {
      const { labels, answers } = await seen(github, LAYOTTO, task);
      expect(labels).toEqual(['good first issue', 'easy']);
      expect(answers).toEqual([expect.stringContaining('triage')]);
    });
  });
});

describe('a pull request', () => {
  it('stops the clock, and ends the task with thanks once it is merged and closed', async () => {
    const { github } = world;
    const task = await openTask(github, LAYOTTO, 'Until merged');
    await github.as('maintainer').rest.issues.addAssignees({
      ...LAYOTTO,
      issue_number: task,
      assignees: ['maintainer'],
    });
    await github.quiet();
    const pull = await openPull('maintainer', `Fixes #${task}`);
    await github.quiet(400);
    const { rest } = github.as('maintainer');
    await rest.pulls.merge({ ...LAYOTTO, pull_number: pull, merge_method: 'merge' });
    await rest.issues.update({ ...LAYOTTO, issue_number: task, state: 'closed' });
    await eventually(async () => {
      const { comments, plans } = await seen(github, LAYOTTO, task);
      const thanks = comments.filter(({ body }) => body?.includes('newbie-tasks:done'));
      expect(thanks).toHaveLength(1);
      expect(thanks[0]?.body).toMatch(new RegExp(`@maintainer #${pull} 已合并，谢谢`));
      expect(plans[0]).toContain(`#${pull} 完成了这个任务`);
    });
  });

  it('of somebody else on a claimed task tells both, and closes nothing', async () => {
    const { github } = world;
    const task = await openTask(github, LAYOTTO, 'Two at work');
    await say(github, 'finn', LAYOTTO, task, '/claim');
    await github.quiet(400);
    const pull = await openPull('maintainer', `Fixes #${task}`);
    await eventually(async () => {
      const { comments, assignees } = await seen(github, LAYOTTO, task);
      expect(assignees).toEqual(['finn']);
      expect(comments.map(({ body }) => body)).toContainEqual(
        expect.stringMatching(
          new RegExp(`^@maintainer 谢谢你的 #${pull}！这个任务正由 @finn 认领`),
        ),
      );
    });
  });
});
