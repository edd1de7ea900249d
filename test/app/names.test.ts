/** Names change under a running process: the newest is the key, and nothing comes twice. */
import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { boardOf, configFolder, eventually, gitHub, runTheProgram } from './a-bot.js';
import { type Bot, startServer } from './a-server.js';
import { ACTS, beginStory, ENDING, endingOf, type Story, settled, tell } from './a-story.js';

const OWNERS = [
  'renamed',
  'deaf',
  'moving',
  'receiving',
  'account',
  'shut',
  'hidden',
  'gone',
  'old',
  'silent',
  'shown',
  'late',
];

let github: EmbeddedGitHub;
let bot: Bot;
let folder: string;

const newsletter = `
projects:
  - { name: Renamed, repository: renamed/tasks }
  - { name: Deaf, repository: deaf/tasks }
  - { name: Old, repository: old/tasks }
  - { name: Shown, repository: shown/tasks }
  - { name: Late, repository: late/tasks }
`;

beforeAll(async () => {
  folder = configFolder(newsletter);
  github = await gitHub({
    organisations: OWNERS.map((login) => ({
      login,
      repositories: login === 'receiving' ? ['other'] : ['tasks'],
      members: ['maintainer'],
    })),
  });
  await github.renameRepository('old/tasks', 'tasks-of-today');
  // A repository that no newsletter prints would be invited because of it.
  for (const repository of ['renamed/tasks', 'deaf/tasks']) {
    const labels = ['good first issue', 'hard'];
    const createdAt = '2021-11-12T00:00:00Z';
    await github.seedIssue({ repository, author: 'maintainer', title: 'Old', labels, createdAt });
  }
  bot = await startServer({ github, configFolder: folder });
  await github.quiet();
}, 60_000);
afterEach(() => {
  github.onDelivery = () => 'once';
});
afterAll(async () => {
  await bot.stop();
  await github.close();
  rmSync(folder, { recursive: true });
});

async function act(story: Story, at: number): Promise<void> {
  const { who, says } = ACTS[at] ?? { who: '', says: '' };
  story.said.push(await tell(story, who, says));
  await settled(github, story.where.owner);
}

/** The rest of the story, under the repository's new name. */
async function goesOn(story: Story, where: Story['where'], from: number): Promise<void> {
  const there = { ...story, where };
  for (let at = from; at < ACTS.length; at += 1) await act(there, at);
  await eventually(async () => expect(await endingOf(there)).toEqual(ENDING), 20);
  expect(await invitations(where)).toEqual([]);
}

/** Issues of ours: only a repository that is no project gets one. */
async function invitations(where: Story['where']): Promise<readonly string[]> {
  const { issues } = github.as('maintainer').rest;
  const { data } = await issues.listForRepo({ ...where, creator: github.botLogin, state: 'all' });
  return data.map(({ title }) => title);
}

async function projects(): Promise<readonly string[]> {
  const board = await boardOf<{ projects: { repository: string }[] }>(bot);
  return board.projects.map(({ repository }) => repository);
}

describe('a repository that is renamed in the middle of a story', () => {
  it('is answered once to each, under its new name', async () => {
    const story = await beginStory(github, 'renamed');
    await settled(github, 'renamed');
    await act(story, 0);
    await github.renameRepository('renamed/tasks', 'newest');
    await settled(github, 'renamed');
    await goesOn(story, { owner: 'renamed', repo: 'newest' }, 1);
  });

  it('also where nobody told it, and a newsletter has the old name', async () => {
    const story = await beginStory(github, 'deaf');
    await settled(github, 'deaf');
    await act(story, 0);
    github.onDelivery = ({ event }) => (event === 'repository' ? 'lost' : 'once');
    await github.renameRepository('deaf/tasks', 'newest');
    await goesOn(story, { owner: 'deaf', repo: 'newest' }, 1);
  });

  it('is found by the name that a newsletter still has, and the doctor says so', async () => {
    const story = await beginStory(github, 'old', 'Add a demo');
    const where = { owner: 'old', repo: 'tasks-of-today' };
    expect(story.where.repo).toBe('tasks');
    const { stdout } = await runTheProgram(['doctor', 'old/tasks'], {
      ...{ APP_ID: String(github.appId), PRIVATE_KEY: github.privateKey },
      ...{ GITHUB_API_URL: github.url, WEBHOOK_SECRET: github.webhookSecret },
      NEWBIE_TASKS_CONFIG: folder,
    });
    expect(stdout).toContain('renamed to old/tasks-of-today');
    // Active by the newsletter: its labels are defined.
    const { data } = await github.as('maintainer').rest.issues.listLabelsForRepo(where);
    expect(data.map(({ name }) => name)).toContain('hard');
  });
});

describe('a repository that is transferred', () => {
  it('takes its claims along', async () => {
    const story = await beginStory(github, 'moving');
    await settled(github, 'moving');
    await act(story, 0);
    await github.transferRepository('moving/tasks', 'receiving');
    await settled(github, 'receiving');
    await goesOn(story, { owner: 'receiving', repo: 'tasks' }, 1);
  });
});

describe('an account that is renamed', () => {
  it('keeps its claims', async () => {
    const story = await beginStory(github, 'account');
    await settled(github, 'account');
    await act(story, 0);
    await github.renameOwner('account', 'account2');
    await settled(github, 'account2');
    await goesOn(story, { owner: 'account2', repo: 'tasks' }, 1);
  });
});

describe('the board', () => {
  it.each([
    ['archived', 'shut', () => github.archive('shut/tasks')],
    ['private', 'hidden', () => github.setPrivate('hidden/tasks', true)],
    ['deleted', 'gone', () => github.deleteRepository('gone/tasks')],
  ])('shows at once nothing of a repository that is %s', async (_, owner, change) => {
    await beginStory(github, owner);
    await eventually(async () => expect(await projects()).toContain(`${owner}/tasks`));
    await change();
    await eventually(async () => expect(await projects()).not.toContain(`${owner}/tasks`));
  });

  it('shows a renamed one by its new name alone', async () => {
    await beginStory(github, 'shown');
    await eventually(async () => expect(await projects()).toContain('shown/tasks'));
    await github.renameRepository('shown/tasks', 'newest');
    await eventually(async () => {
      const shown = await projects();
      expect(shown).toContain('shown/newest');
      expect(shown).not.toContain('shown/tasks');
    }, 20);
  });
});

describe('an installation that is suspended and resumed', () => {
  it('is looked through at once, also where GitHub does not list it at the first try', async () => {
    const story = await beginStory(github, 'silent');
    await settled(github, 'silent');
    await github.suspend('silent');
    await settled(github, 'silent');
    await act(story, 0);
    const path = /^\/app\/installations\?/;
    github.faults.push({ kind: 'before', method: 'GET', path, times: 1, status: 502 });
    await github.unsuspend('silent');
    await eventually(async () => expect((await endingOf(story)).assignees).toEqual(['ann']), 20);
  });
});

describe('a delivery', () => {
  it('about a new name that comes late is a hint, and GitHub decides', async () => {
    await github.renameRepository('late/tasks', 'newest');
    await settled(github, 'late');
    const told = github.deliveries.find(
      ({ event, body }) => event === 'repository' && body.includes('"late/newest"'),
    );
    if (told === undefined) throw new Error('not told');
    await github.createRepository('late', 'tasks');
    const story = await beginStory(github, 'late');
    await eventually(async () => expect(await projects()).toContain('late/tasks'));
    await github.redeliver(told);
    await settled(github, 'late');
    expect(await projects()).toContain('late/tasks');
    await goesOn(story, story.where, 0);
  });

  it.each([
    ['issues', { action: 'opened', repository: { full_name: 42 }, issue: { number: 'x' } }],
    ['push', { ref: 'refs/heads/main', repository: { full_name: 'a/b' }, commits: [null] }],
    ['installation', { action: 'created', repositories: 'abc', installation: null }],
    ['repository', { action: 'renamed', repository: { full_name: 'a/b' }, changes: 7 }],
    ['pull_request', { repository: { full_name: 'a/b' }, pull_request: null }],
  ])('of %s whose fields are not as expected is acknowledged', async (event, payload) => {
    expect((await github.deliver(event, payload)).status).toBe(202);
  });
});
