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

/** Ann edits a newsletter that prints Layotto; SOFARPC is in none. */
const NEWSLETTER = `
title: SOFA Weekly
editors: [Ann]
projects:
  - { name: Layotto, repository: MOSN/layotto }
`;

let world: World;
beforeAll(async () => {
  world = await openWorld(await gitHub(), NEWSLETTER);
});
afterAll(() => world.end());

const readsOf = (repository: { owner: string; repo: string }, number: number) => {
  const issues = `/repos/${repository.owner}/${repository.repo}/issues`;
  return { issues, list: `GET ${issues}`, thread: `GET ${issues}/${number}/comments` };
};

const openQuestion = (repository: { owner: string; repo: string }, title: string) =>
  openTask(world.github, repository, title, ['question']);

describe('the cost of a nomination', () => {
  // First, before the plan on the tracking issue follows the new task.
  it('by an editor is five requests: no role is asked for', async () => {
    const { github } = world;
    const task = await openTask(github, LAYOTTO, 'To be printed first');
    const { issues, list, thread } = readsOf(LAYOTTO, task);
    const nominating = await requestsFor(github, () =>
      say(github, 'ann', LAYOTTO, task, '/newsletter'),
    );
    expect(nominating.slice(0, 2).sort()).toEqual([list, thread]);
    expect(nominating.slice(2)).toEqual([
      `POST ${issues}/${task}/labels`,
      `POST ${issues}/${task}/comments`,
      expect.stringMatching(/^PATCH .*\/issues\/comments\/\d+$/),
    ]);
    const { labels, answers, plans } = await seen(github, LAYOTTO, task);
    expect(labels).toEqual(['good first issue', 'easy', 'newsletter']);
    expect(answers).toEqual([
      expect.stringMatching(/^@ann 已提名到下一期「SOFA Weekly」。只要它待认领，/),
    ]);
    expect(plans).toEqual([expect.stringContaining('/newsletter')]);
  });

  it('by a maintainer is one more for the role; of no task, the issue instead of the plan', async () => {
    const { github } = world;
    const number = await openQuestion(SOFA_RPC, 'Why does it hang?');
    const { issues, list, thread } = readsOf(SOFA_RPC, number);
    const nominating = await requestsFor(github, () =>
      say(github, 'maintainer', SOFA_RPC, number, '/newsletter'),
    );
    expect(nominating.slice(0, 2).sort()).toEqual([list, thread]);
    expect(nominating.slice(2)).toEqual([
      `GET ${issues}/${number}`,
      expect.stringMatching(/^GET .*\/collaborators\/maintainer\/permission$/),
      `POST ${issues}/${number}/labels`,
      `POST ${issues}/${number}/comments`,
    ]);
    const { labels, answers, plans } = await seen(github, SOFA_RPC, number);
    expect([labels, plans]).toEqual([['question', 'newsletter'], []]);
    expect(answers).toEqual([expect.stringContaining('已提名到下一期周报。')]);

    const last = github.deliveries.findLast(
      ({ event, body }) =>
        event === 'issue_comment' && JSON.parse(body).comment.user.login === 'maintainer',
    );
    const doubled = await requestsFor(github, async () => last && github.redeliver(last));
    expect(doubled.filter((request) => !request.startsWith('GET'))).toEqual([]);
    expect(doubled).toHaveLength(3);
  });

  it('by anybody else writes the refusal alone', async () => {
    const { github } = world;
    const number = await openQuestion(SOFA_RPC, 'Mine is important');
    // An editor of a newsletter that does not print this repository.
    const refused = await requestsFor(github, () =>
      say(github, 'ann', SOFA_RPC, number, '/newsletter'),
    );
    expect(refused.filter((request) => !request.startsWith('GET'))).toHaveLength(1);
    const { labels, answers } = await seen(github, SOFA_RPC, number);
    expect([labels, answers]).toEqual([['question'], [expect.stringContaining('triage')]]);
  });
});

describe('a nomination', () => {
  it('is refused while GitHub does not say which role the person has', async () => {
    const { github } = world;
    const number = await openQuestion(SOFA_RPC, 'Unknown role');
    github.faults.push({
      kind: 'before',
      method: 'GET',
      path: /\/permission$/,
      times: 1,
      status: 403,
    });
    await say(github, 'maintainer', SOFA_RPC, number, '/newsletter');
    await eventually(async () => {
      const { labels, answers } = await seen(github, SOFA_RPC, number);
      expect([labels, answers]).toEqual([['question'], [expect.stringContaining('暂时查不到')]]);
    });
  });

  it('with the link of a comment says that it is printed', async () => {
    const { github } = world;
    const number = await openQuestion(SOFA_RPC, 'How to configure it?');
    const { data: answer } = await github.as('ben').rest.issues.createComment({
      ...SOFA_RPC,
      issue_number: number,
      body: 'Set the flag.',
    });
    const link = `https://github.com/sofastack/sofa-rpc/issues/${number}#issuecomment-${answer.id}`;
    await say(github, 'maintainer', SOFA_RPC, number, `/newsletter well answered: ${link}`);
    await eventually(async () => {
      const { answers } = await seen(github, SOFA_RPC, number);
      expect(answers).toEqual([
        expect.stringContaining('is printed is the comment that you linked.'),
      ]);
    });
  });

  it.each([
    ['before the answer', { kind: 'before', method: 'POST', path: /\/comments$/ }],
    ['behind the answer', { kind: 'after', method: 'POST', path: /\/comments$/ }],
    ['behind the label', { kind: 'after', method: 'POST', path: /\/labels$/ }],
  ] as const)('that was cut off %s is healed, and answered once', async (where, fault) => {
    const { github } = world;
    const number = await openQuestion(SOFA_RPC, `Cut off ${where}`);
    github.faults.push({ ...fault, times: 1 });
    github.onDelivery = () => 'twice';
    await say(github, 'maintainer', SOFA_RPC, number, '/newsletter');
    await eventually(async () => {
      const { labels, answers } = await seen(github, SOFA_RPC, number);
      expect([labels, answers.length]).toEqual([['question', 'newsletter'], 1]);
    });
    github.onDelivery = () => 'once';
    await github.quiet(400);
    expect((await seen(github, SOFA_RPC, number)).answers).toHaveLength(1);
  });

  it('is taken back by removing the label, also on a closed issue', async () => {
    const { github } = world;
    const number = await openQuestion(SOFA_RPC, 'Closed, then nominated');
    const { issues } = github.as('maintainer').rest;
    const where = { ...SOFA_RPC, issue_number: number };
    await issues.update({ ...where, state: 'closed' });
    await say(github, 'maintainer', SOFA_RPC, number, '/newsletter');
    await eventually(async () => {
      expect((await seen(github, SOFA_RPC, number)).labels).toContain('newsletter');
    });
    await github.quiet(400);
    await issues.removeLabel({ ...where, name: 'newsletter' });
    await say(github, 'ben', SOFA_RPC, number, 'So it goes.');
    await github.quiet(400);
    const { labels, answers } = await seen(github, SOFA_RPC, number);
    expect([labels, answers.length]).toEqual([['question'], 1]);
  });

  it('of a pull request is none', async () => {
    const { github } = world;
    const { rest } = github.as('maintainer');
    const { data: ref } = await rest.git.getRef({ ...SOFA_RPC, ref: 'heads/main' });
    await rest.git.createRef({ ...SOFA_RPC, ref: 'refs/heads/work', sha: ref.object.sha });
    await rest.repos.createOrUpdateFileContents({
      ...SOFA_RPC,
      path: 'work.md',
      message: 'work',
      content: Buffer.from('work').toString('base64'),
      branch: 'work',
    });
    const { data: pull } = await rest.pulls.create({
      ...SOFA_RPC,
      head: 'work',
      base: 'main',
      title: 'Work',
    });
    const requests = await requestsFor(github, () =>
      say(github, 'maintainer', SOFA_RPC, pull.number, '/newsletter'),
    );
    expect(requests).toEqual([]);
    const { labels, comments } = await seen(github, SOFA_RPC, pull.number);
    expect([labels, comments]).toEqual([[], []]);
  });
});
