/**
 * What GitHub did not say is unknown: each read of a whole story (labels, list, claims, roles, the
 * clock, the sweep) is broken once before each act, in each way an answer can be broken, and the
 * story has to end as if nothing had been.
 */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Breakage, EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { type BotProcess, startBot } from '../../src/demo/bot-process.js';
import { configFolder, eventually, gitHub, MAIN, runProcess, seen } from '../app/a-bot.js';
import { preloaded, settled, tell } from '../app/a-story.js';

const WAYS = [
  ...['empty', 'cut', 'cut-chunked', 'stalled', 'html', 'wrong-type', 'null', 'string', 'message'],
  ...['elsewhere', 'foreign-host'],
] as const satisfies readonly Breakage[];

/** Every read of the story, and the token that each of them needs. */
const READS = [
  ...['/installation$', '/contents/', '/issues\\?', '/issues/\\d+$', '/issues/\\d+/comments\\?'],
  ...['/issues/\\d+/events', '/collaborators/', '/pulls\\?', '/labels\\?', '/sub_issues'],
  ...['/issues/comments\\?', '/issues/comments/\\d+$', '/issues/events\\?'],
];

/** Those of the App itself, at its start. */
const AT_THE_START = ['^/app$', '^/app/installations\\?', '^/installation/repositories'];

/** A process whose clock runs thirty times as fast; an answer that stalls counts as lost after a second. */
const IMPATIENT = preloaded(`
  const real = globalThis.setTimeout;
  globalThis.setTimeout = (work, ms, ...rest) => real(work, ms / 30, ...rest);
  const Real = Date;
  const start = Real.now();
  const now = () => start + 30 * (Real.now() - start);
  globalThis.Date = class Date extends Real {
    constructor(...all) { super(...(all.length === 0 ? [now()] : all)); }
    static now() { return now(); }
  };
  const monotonic = performance.now.bind(performance);
  performance.now = () => 30 * monotonic();
  const timeout = AbortSignal.timeout;
  AbortSignal.timeout = () => timeout.call(AbortSignal, 1000);`);

const LIST = '## Easy\n\n- [ ] Add a demo #2\n\n## Hard\n\n- [ ] Write a driver #3\n';

/** Who says what on which issue; the maintainer's need a role. */
const ACTS = [
  ['ann', 2, '/claim'],
  ['ben', 2, '/claim'],
  ['maintainer', 3, '/medium'],
  ['ann', 2, '/unclaim'],
  ['maintainer', 2, '/claim @ben'],
  ['ben', 2, '/extend'],
] as const;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

let undisturbed: Promise<unknown> | null = null;

/** How the story ends where nothing goes wrong. */
function right(): Promise<unknown> {
  undisturbed ??= storyOf(null);
  return undisturbed;
}

const OWNER = 'mosn';

/** The whole story on a GitHub of its own, answered by a process of its own. */
async function storyOf(broken: Breakage | null): Promise<unknown> {
  const owner = OWNER;
  const github = await gitHub({
    organisations: [owner, 'secret'].map((login) => ({
      ...{ login, repositories: ['tasks'], members: ['maintainer'] },
    })),
  });
  const where = { owner, repo: 'tasks' };
  const { issues } = github.as('maintainer').rest;
  const opened = [
    ['Tasks', LIST],
    ['Add a demo', ''],
    ['Write a driver', ''],
  ];
  for (const [title = '', body = ''] of opened) await issues.create({ ...where, title, body });
  await github.seedFile({
    repository: `${owner}/tasks`,
    path: '.github/newbie-tasks.yml',
    text: `tracking: ${github.url}/${owner}/tasks/issues/1\nclaims: { waitlist: true }\n`,
  });
  const breakAll = (paths: readonly string[], method = 'GET') => {
    if (broken === null) return;
    for (const path of paths) {
      const fault = { kind: 'after', broken, method, to: 'secret/tasks', times: 1 } as const;
      github.faults.push({ ...fault, path: new RegExp(path) });
    }
  };
  const ofOwner = READS.map((path) => `^/repos/${owner}/tasks.*${path}`);
  breakAll(AT_THE_START);
  breakAll(['/access_tokens$'], 'POST');
  const folder = configFolder();
  folders.push(folder);
  const environment = IMPATIENT;
  const bot = await startBot({ github, configFolder: folder, main: MAIN, environment });
  const calm = async () => {
    await settled(github, owner, 600);
    await eventually(async () => expect(await waitingIn(bot)).toBe(0), 40);
  };
  try {
    // Both are tasks before anybody speaks.
    await eventually(async () => {
      const all = await Promise.all([2, 3].map((number) => seen(github, where, number)));
      expect(all.map(({ plans }) => plans.length)).toEqual([1, 1]);
    }, 60);
    await calm();
    for (const [who, number, says] of ACTS) {
      breakAll(ofOwner);
      await tell({ github, where, task: number, said: [] }, who, says);
      await calm();
    }
    const struck = github.faults.filter(({ times }) => times === 0);
    if (broken !== null) expect(struck.length).toBeGreaterThan(20);
    return await seenIn(github, owner);
  } finally {
    await bot.stop();
    await github.close();
  }
}

async function waitingIn(bot: BotProcess): Promise<number> {
  const answer = await fetch(`${new URL(bot.webhookUrl).origin}/metrics`);
  const text = await answer.text();
  const of = (name: string) => Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]);
  return of('newbie_tasks_queue_waiting') + of('newbie_tasks_queue_running');
}

/** All that GitHub shows, without what differs between two runs: ids, dates, the owner's name. */
async function seenIn(github: EmbeddedGitHub, owner: string): Promise<unknown> {
  const where = { owner, repo: 'tasks' };
  const { issues } = github.as('maintainer').rest;
  const alike = (text: string | null | undefined) =>
    (text ?? '')
      .replaceAll(new RegExp(`\\b${owner}/`, 'g'), 'owner/')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'instant')
      .replaceAll(/\d+/g, 'N');
  const { data: labels } = await issues.listLabelsForRepo({ ...where, per_page: 100 });
  const { data: all } = await issues.listForRepo({ ...where, state: 'all', direction: 'asc' });
  const threads = await Promise.all(
    all.map(async ({ number, title, state, body, labels, assignees }) => {
      const { data: comments } = await issues.listComments({ ...where, issue_number: number });
      return {
        ...{ number, title, state, body: alike(body) },
        labels: labels.map((each) => (typeof each === 'string' ? each : each.name)).sort(),
        assignees: assignees?.map(({ login }) => login),
        comments: comments.map((each) => `${each.user?.login}: ${alike(each.body)}`),
      };
    }),
  );
  return { labels: labels.map(({ name }) => name).sort(), threads };
}

describe('a story of which each read is once', () => {
  it.concurrent.each(WAYS)(
    '%s ends as if nothing had been',
    async (way) => {
      expect(await storyOf(way)).toEqual(await right());
    },
    180_000,
  );
});

describe('a private repository', () => {
  const SECRET = 'Our unannounced product';
  let github: EmbeddedGitHub;
  let folder: string;

  beforeAll(async () => {
    github = await gitHub({
      organisations: ['secret', 'other'].map((login) => ({
        ...{ login, repositories: ['tasks'], members: ['maintainer'] },
      })),
    });
    folder = configFolder('projects: [{ name: Secret, repository: secret/tasks }]\n');
    folders.push(folder);
    const labels = ['good first issue', 'easy'];
    const where = { owner: 'secret', repo: 'tasks' };
    await github.as('maintainer').rest.issues.create({ ...where, title: SECRET, labels });
    await github.setPrivate('secret/tasks', true);
  });
  afterAll(() => github.close());

  it.each(WAYS)('is in no edition where the answer that says so is %s', async (broken) => {
    github.faults.push({
      ...{ kind: 'after', broken, to: 'other/tasks', method: 'GET', times: 9 },
      path: /^\/repos\/secret\/tasks$/,
    });
    const { stdout, stderr } = await runProcess(['digest', '--section', 'tasks'], {
      ...{ APP_ID: String(github.appId), PRIVATE_KEY: github.privateKey },
      ...{ GITHUB_API_URL: github.url, NEWBIE_TASKS_CONFIG: folder, ...IMPATIENT },
    });
    github.faults.length = 0;
    expect(stdout).not.toContain(SECRET);
    expect(stderr).toContain('Secret (secret/tasks) is not in this edition');
  });
});
