import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { pino } from 'pino';
import { readOperatorConfig } from '../../src/cli/operator-folder.js';
import { createInProcessEngine } from '../../src/engine/in-process/engine.js';
import { connectApp } from '../../src/github/app.js';
import { createEditions, type Editions } from '../../src/newsletter/editions.js';
import { createRepositoryContexts } from '../../src/repository/context.js';
import { configFolder, eventually, openWorld, type World } from './a-bot.js';
import { startGitHub } from './a-github.js';

const SITE = { owner: 'sofastack', repo: 'sofastack.tech' };
const PERMISSIONS = {
  ...{ issues: 'write', pull_requests: 'write', contents: 'write', metadata: 'read' },
} as const;

const newsletter = (publish: string) => `
projects:
  - { name: Layotto, repository: mosn/layotto }
publish: ${publish}
`;
const BY_PULL =
  '{ mode: pull-request, repository: sofastack/sofastack.tech, path: "blog/{yyyyMMdd}/index.md" }';

/** In Shanghai, in the week that ends on Friday, 2030-01-11. */
const at = (day: string, time: string) => Date.parse(`2030-01-${day}T${time}:00+08:00`);

let github: EmbeddedGitHub;
let folder: string;
beforeEach(async () => {
  github = await startGitHub({
    organisations: [
      { login: 'sofastack', repositories: ['sofastack.tech'], members: ['maintainer'] },
      { login: 'mosn', repositories: ['layotto'], members: ['maintainer'] },
    ],
    people: ['ann', 'ben'],
    permissions: PERMISSIONS,
  });
  for (const number of [1, 2]) {
    await github.seedIssue({
      ...{ repository: 'mosn/layotto', number, author: 'maintainer', title: `任务 ${number}` },
      ...{ labels: ['good first issue', 'easy'], createdAt: '2021-11-01T00:00:00Z' },
    });
  }
});
afterEach(async () => {
  await github.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The editions of a server, on a clock of the test's. */
async function running(publish: string, token: string | null = null): Promise<Editions> {
  folder = configFolder(newsletter(publish));
  const operator = await readOperatorConfig(folder);
  if (!operator.ok) throw new Error(JSON.stringify(operator.problems));
  const { appId, privateKey, url } = github;
  const engine = createInProcessEngine();
  const app = connectApp({ appId: String(appId), privateKey }, url, engine);
  const contexts = createRepositoryContexts(app, operator.config, engine.memory);
  const { newsletters } = operator.config;
  const log = pino({ level: 'silent' });
  const { memory } = engine;
  return createEditions({
    ...{ newsletters, github: app, contexts, memory, publishToken: token, apiUrl: url, log },
  });
}

const pulls = async () =>
  (await github.as('maintainer').rest.pulls.list({ ...SITE, state: 'all' })).data;

async function writesOf(act: () => Promise<unknown>): Promise<number> {
  const mark = github.requests.mark();
  await act();
  return github.requests
    .ofTheBot(mark)
    .filter(({ method, path }) => method !== 'GET' && !path.includes('access_tokens')).length;
}

describe('the rhythm of a newsletter', () => {
  it('opens the draft on Thursday, refreshes it until Friday noon, then only tells', async () => {
    const { round } = await running(BY_PULL);
    expect(await writesOf(() => round(at('10', '14:59')))).toBe(0);
    expect(await pulls()).toEqual([]);
    await round(at('10', '15:00'));
    expect((await pulls()).map(({ head }) => head.ref)).toEqual(['newbie-tasks/blog-20300111']);
    expect(await writesOf(() => round(at('10', '15:01')))).toBe(0);
    expect(await writesOf(() => round(at('10', '16:00')))).toBe(0);

    const { issues } = github.as('maintainer').rest;
    await issues.addAssignees({
      owner: 'mosn',
      repo: 'layotto',
      issue_number: 1,
      assignees: ['maintainer'],
    });
    await round(at('10', '17:00'));
    const post = async () => {
      const { data } = await github.as('maintainer').rest.repos.getContent({
        ...{ ...SITE, path: 'blog/20300111/index.md', ref: 'newbie-tasks/blog-20300111' },
        mediaType: { format: 'raw' },
      });
      return String(data);
    };
    expect(await post()).not.toContain('任务 1');
    expect(await post()).toContain('任务 2');

    await issues.addAssignees({
      owner: 'mosn',
      repo: 'layotto',
      issue_number: 2,
      assignees: ['maintainer'],
    });
    const before = await post();
    await round(at('11', '12:00'));
    expect(await post()).toBe(before);
    expect((await pulls())[0]?.body).toContain('应撤下：任务 2');
  }, 60_000);

  it('catches up on a missed hour, even after the week', async () => {
    const { round } = await running(BY_PULL);
    await round(at('11', '15:30'));
    expect((await pulls()).map(({ head }) => head.ref)).toEqual(['newbie-tasks/blog-20300111']);
  }, 60_000);

  it('lets a merged edition be', async () => {
    const { round } = await running(BY_PULL);
    await round(at('10', '15:00'));
    const [pull] = await pulls();
    await github.as('maintainer').rest.pulls.merge({ ...SITE, pull_number: pull?.number ?? 0 });
    expect(await writesOf(() => round(at('10', '16:00')))).toBe(0);
    await round(at('17', '15:00'));
    expect((await pulls()).map(({ head }) => head.ref).sort()).toEqual([
      'newbie-tasks/blog-20300111',
      'newbie-tasks/blog-20300118',
    ]);
  }, 60_000);

  it('says where the editors look that it cannot be published, once', async () => {
    const { round } = await running(BY_PULL);
    const refused = { kind: 'before', method: 'POST', path: /git\/trees$/, status: 403 } as const;
    github.faults.push({ ...refused, times: 100 });
    for (const minute of ['00', '10', '20', '30']) await round(at('10', `15:${minute}`));
    const { data } = await github.as('maintainer').rest.issues.listForRepo(SITE);
    expect(data.map(({ title }) => title)).toEqual(['SOFA Weekly 2030-01-11：这一期没有准备好']);
    github.faults.length = 0;
    await round(at('10', '16:00'));
    expect(await pulls()).toHaveLength(1);
  }, 60_000);

  it('tells it in the first project where the site cannot be written at all', async () => {
    const { round } = await running(BY_PULL.replace('sofastack.tech', 'nothing-there'));
    for (const minute of ['00', '10', '20']) await round(at('10', `15:${minute}`));
    const { data } = await github
      .as('maintainer')
      .rest.issues.listForRepo({ owner: 'mosn', repo: 'layotto' });
    expect(data.map(({ title }) => title)).toContain('SOFA Weekly 2030-01-11：这一期没有准备好');
  }, 60_000);
});

describe('the preview of a running server', () => {
  let world: World;
  afterEach(async () => {
    await world.bot.stop();
    rmSync(world.folder, { recursive: true });
  });

  it('shows the edition to come, and asks GitHub nothing', async () => {
    world = await openWorld(github, newsletter('{ mode: file }'));
    folder = join(world.folder, 'none');
    const get = async (path: string) => {
      const response = await fetch(new URL(path, world.bot.url));
      return [
        response.status,
        response.headers.get('content-type'),
        await response.text(),
      ] as const;
    };
    // It is made once the start is over.
    await eventually(async () => expect((await get('/newsletter'))[2]).toContain('任务 1'));
    await github.quiet();
    const mark = github.requests.mark();
    const [status, type, page] = await get('/newsletter');
    expect([status, type]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page).toContain('任务 1');
    const [, , markdown] = await get('/newsletter.md');
    expect(markdown).toContain('**Layotto**\n\n- Easy\n\n任务 1\n\n任务 2');
    expect((await get('/newsletter.html'))[2]).not.toContain('<style');
    expect((await get('/newsletter.pdf'))[0]).toBe(404);
    expect(github.requests.ofTheBot(mark)).toEqual([]);
  }, 60_000);
});
