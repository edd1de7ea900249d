import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import stringWidth from 'string-width';
import { NO_STATE, newClaim, type TaskState } from '../../src/claims/state.js';
import { printState } from '../../src/claims/state-text.js';
import { botEnvironment } from '../../src/demo/bot-process.js';
import { planBlock } from '../../src/domain/marker.js';
import {
  configFolder,
  eventually,
  gitHub,
  LAYOTTO,
  openTask,
  openWorld,
  runTheProgram,
  SOFA_RPC,
  say,
  seen,
  type World,
} from './a-bot.js';

const NEWSLETTER = `
projects:
  - name: 云原生
    repository: mosn/layotto
    tracking: https://github.com/mosn/layotto/issues/108
  - name: SOFARPC
    repository: sofastack/sofa-rpc
`;

const TASK = 'good first issue';
const DAY_MS = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

/** A closed task with the plan that we left on it, or a forgery of one. */
async function seedClosed(
  github: EmbeddedGitHub,
  number: number,
  labels: readonly string[],
  plan: { readonly author: string; readonly state: Partial<TaskState> } | null,
): Promise<void> {
  // So long ago that no sweep looks at it.
  const createdAt = inDays(-30);
  const where = { repository: 'sofastack/sofa-rpc', number, createdAt };
  await github.seedIssue({ ...where, author: 'maintainer', title: 'Old', labels, state: 'closed' });
  if (plan === null) return;
  const body = planBlock('plan', 'closed', printState({ ...NO_STATE, ...plan.state }));
  await github.seedComment({ ...where, author: plan.author, body });
}

async function idOf(github: EmbeddedGitHub, login: string): Promise<number> {
  const { data } = await github.as(login).rest.users.getAuthenticated();
  return data.id;
}

/** Before the bot is there: what the clock and earlier maintainers left. */
async function seed(github: EmbeddedGitHub): Promise<void> {
  await github.seedIssue({
    repository: 'mosn/layotto',
    number: 108,
    author: 'maintainer',
    title: 'Community tasks',
    labels: [TASK],
  });
  const eve = { id: await idOf(github, 'eve'), login: 'eve' };
  const silent = { ...eve, how: 'silent', due: inDays(-20), at: inDays(-13) } as const;
  const claims = [newClaim(eve, inDays(-2), inDays(12))];
  const { botLogin } = github;
  await seedClosed(github, 901, [TASK, 'hard'], {
    author: botLogin,
    state: { past: [silent], claims, ended: { pull: 1 } },
  });
  await seedClosed(github, 902, [TASK, 'hard'], {
    author: 'finn',
    state: { past: [silent, silent], claims, ended: { pull: 1 } },
  });
  await seedClosed(github, 903, [TASK], null);
  await seedClosed(github, 904, ['bug'], { author: botLogin, state: { past: [silent], claims } });
  await openPull(github, 'eve', SOFA_RPC, 'Do it, see #901');
}

async function openPull(
  github: EmbeddedGitHub,
  login: string,
  repository: { owner: string; repo: string },
  title: string,
): Promise<number> {
  const head = `by-${login}`;
  const { git } = github.as('maintainer').rest;
  const { data: main } = await git.getRef({ ...repository, ref: 'heads/main' });
  await git.createRef({ ...repository, ref: `refs/heads/${head}`, sha: main.object.sha });
  const { data } = await github
    .as(login)
    .rest.pulls.create({ ...repository, title, head, base: 'main' });
  return data.number;
}

async function claim(world: World, login: string, title: string, difficulty: string) {
  const number = await openTask(world.github, LAYOTTO, title, [TASK, difficulty]);
  await say(world.github, login, LAYOTTO, number, '/claim');
  await planOf(world, number, '已认领');
  return number;
}

function planOf({ github }: World, number: number, words: string): Promise<void> {
  return eventually(async () => {
    const { plans } = await seen(github, LAYOTTO, number);
    expect(plans).toEqual([expect.stringContaining(words)]);
  });
}

/** Claims, one given back, one finished by a merged pull request, a task closed without one. */
async function play(world: World): Promise<void> {
  const { github } = world;
  const maintainer = github.as('maintainer').rest;
  const close = (number: number) =>
    maintainer.issues.update({ ...LAYOTTO, issue_number: number, state: 'closed' });

  const finished = await claim(world, 'ann', 'Finished', 'easy');
  const pull = await openPull(github, 'ann', LAYOTTO, `Fixes #${finished}`);
  await maintainer.pulls.merge({ ...LAYOTTO, pull_number: pull, merge_method: 'squash' });
  await close(finished);
  await planOf(world, finished, '"pull":');

  const back = await claim(world, 'ben', 'Given back', 'easy');
  await say(github, 'ben', LAYOTTO, back, '/unclaim');
  await planOf(world, back, '待认领');

  await claim(world, 'cai', 'Held', 'medium');
  const dropped = await openTask(github, LAYOTTO, 'Dropped', [TASK, 'medium']);
  await close(dropped);
  await planOf(world, dropped, '"pull":null');
}

let world: World;
beforeAll(async () => {
  const github = await gitHub();
  await seed(github);
  world = await openWorld(github, NEWSLETTER);
  await play(world);
  await github.quiet();
});
afterAll(() => world.end());

const run = async (
  args: readonly string[],
  { newsletter = NEWSLETTER, ...environment }: Record<string, string> = {},
) => {
  const folder = configFolder(newsletter);
  const own = botEnvironment(world.github, folder);
  const done = await runTheProgram(['stats', ...args], { ...own, ...environment });
  rmSync(folder, { recursive: true });
  return done;
};

const ZERO = {
  tasks: 0,
  open: 0,
  free: 0,
  held: 0,
  done: 0,
  closed: 0,
  claims: 0,
  givenBack: 0,
  released: 0,
  medianDaysToPull: null,
};
const SOON = expect.closeTo(0, 2);

const LAYOTTO_FIGURES = {
  easy: {
    ...ZERO,
    tasks: 2,
    open: 1,
    free: 1,
    done: 1,
    claims: 2,
    givenBack: 1,
    medianDaysToPull: SOON,
  },
  medium: { ...ZERO, tasks: 2, open: 1, held: 1, closed: 1, claims: 1 },
  hard: ZERO,
  none: ZERO,
  total: {
    ...{ tasks: 4, open: 2, free: 1, held: 1, done: 1, closed: 1 },
    ...{ claims: 3, givenBack: 1, released: 0, medianDaysToPull: SOON },
  },
};
const HARD = { ...ZERO, tasks: 2, done: 1, closed: 1, claims: 2, released: 1 };
const SOFA_RPC_FIGURES = {
  easy: ZERO,
  medium: ZERO,
  hard: { ...HARD, medianDaysToPull: expect.closeTo(2, 2) },
  none: { ...ZERO, tasks: 1, closed: 1 },
  total: { ...HARD, tasks: 3, closed: 2, medianDaysToPull: expect.closeTo(2, 2) },
};
const FIGURES = {
  newsletter: 'SOFA Weekly',
  projects: [
    { name: '云原生', repository: 'mosn/layotto', figures: LAYOTTO_FIGURES },
    { name: 'SOFARPC', repository: 'sofastack/sofa-rpc', figures: SOFA_RPC_FIGURES },
  ],
  total: expect.objectContaining({
    total: {
      ...{ tasks: 7, open: 2, free: 1, held: 1, done: 2, closed: 3 },
      ...{ claims: 5, givenBack: 1, released: 1, medianDaysToPull: expect.closeTo(1, 2) },
    },
  }),
  missing: [],
};

describe('the figures of a newsletter', () => {
  it('are those of the plans on its projects’ tasks, of ours alone', async () => {
    const { code, stdout, stderr } = await run(['--format', 'json']);
    expect(JSON.parse(stdout)).toEqual(FIGURES);
    expect(stderr).toBe(
      'stats: SOFARPC: 2 of 3 tasks without a plan: their claims and endings are not known\n',
    );
    expect(code).toBe(0);
  });

  it('take one request each for tasks, comments and pull requests', async () => {
    const mark = world.github.requests.mark();
    await run([]);
    const requests = world.github.requests
      .ofTheBot(mark)
      .map(({ method, path }) => `${method} ${path.split('?')[0]}`);
    expect(requests.sort()).toEqual([
      'GET /repos/mosn/layotto/issues',
      'GET /repos/mosn/layotto/issues/comments',
      'GET /repos/mosn/layotto/pulls',
      'GET /repos/sofastack/sofa-rpc/issues',
      'GET /repos/sofastack/sofa-rpc/issues/comments',
      'GET /repos/sofastack/sofa-rpc/pulls',
    ]);
  });

  it('are read with a person’s token in place of the App, then of any App’s plans', async () => {
    const auth = await world.github.as('maintainer').auth();
    const { token } = auth as { readonly token: string };
    const mark = world.github.requests.mark();
    const { stdout } = await run(['--format', 'json'], { APP_ID: '', GITHUB_TOKEN: token });
    expect(JSON.parse(stdout)).toEqual(FIGURES);
    expect(world.github.requests.ofTheBot(mark)).toEqual([]);
  });

  it('are a table by default, in 80 columns, with aligned names', async () => {
    const { code, stdout } = await run([]);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(15);
    expect(lines.slice(0, 8).map((line) => line.replace(/ +/g, ' '))).toEqual([
      'project tasks open free held done closed claims back released to PR',
      '云原生 4 2 1 1 1 1 3 1 0 0.0',
      ' Easy 2 1 1 0 1 0 2 1 0 0.0',
      ' Medium 2 1 0 1 0 1 1 0 0 –',
      'SOFARPC 3 0 0 0 1 2 2 0 1 2.0',
      ' Hard 2 0 0 0 1 1 2 0 1 2.0',
      ' none 1 0 0 0 0 1 0 0 0 –',
      'Total 7 2 1 1 2 3 5 1 1 1.0',
    ]);
    expect(new Set(lines.slice(0, 12).map((line) => stringWidth(line)))).toEqual(new Set([78]));
    expect(lines.map((line) => stringWidth(line)).filter((width) => width > 80)).toEqual([]);
    expect(code).toBe(0);
  });
});

describe('a project that cannot be read', () => {
  it('is named, the rest is printed, and the command fails', async () => {
    const newsletter = `${NEWSLETTER}  - { name: Gone, repository: nobody/nothing }\n`;
    const { code, stdout, stderr } = await run(['--format', 'json'], { newsletter });
    expect(stderr).toContain(
      'stats: Gone (nobody/nothing) is not counted: the App is not installed there',
    );
    const why = 'the App is not installed there';
    const missing = [{ name: 'Gone', repository: 'nobody/nothing', why }];
    expect(JSON.parse(stdout)).toEqual({ ...FIGURES, missing });
    expect(code).toBe(1);
  });

  it('is no table of zeros where it is the only one', async () => {
    const newsletter = 'projects: [{ name: Gone, repository: nobody/nothing }]';
    const { code, stdout, stderr } = await run([], { newsletter });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('stats: there is no project to count');
  });
});

describe('wrong usage', () => {
  it('is a format that there is not', async () => {
    const { code, stdout, stderr } = await run(['--format', 'csv']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe('stats: --format: there is no "csv"; there are: table, json\n');
  });
});
