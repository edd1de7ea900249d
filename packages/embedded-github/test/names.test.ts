import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import { startGitHub } from './a-github.js';

const LAYOTTO = { owner: 'mosn', repo: 'layotto' };
const layotto = 'mosn/layotto';
const OLD = '2021-07-01T00:00:00Z';

let github: EmbeddedGitHub;
let before = 0;

const asBot = (organisation?: string) =>
  new Octokit({
    baseUrl: `${github.url}/api/v3`,
    authStrategy: createAppAuth,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    auth: {
      appId: 1,
      privateKey: github.privateKey,
      ...(organisation ? { installationId: github.installationOf(organisation) } : {}),
    },
  });
/** Status and message of a refusal. */
const refusal = (work: Promise<unknown>): Promise<[number, string]> =>
  work.then(
    () => [200, ''],
    (error) => [error.status, error.response.data.message],
  );
const raw = (path: string, method = 'GET') =>
  fetch(github.url + path, { method, redirect: 'manual' });
/** What the bot was told since the test began. */
const told = async () => {
  await github.quiet(50);
  return github.deliveries
    .slice(before)
    .map(({ event, body }) => ({ event, ...JSON.parse(body) }) as Record<string, unknown>);
};

beforeEach(async () => {
  github = await startGitHub({
    organisations: [
      { login: 'sofastack', repositories: ['sofa-rpc'], members: ['maintainer'] },
      { login: 'mosn', repositories: ['layotto', 'mosn'], members: ['keeper'] },
    ],
    people: ['ann', 'bob'],
    public: false,
  });
  await github.seedIssue({
    ...{ repository: layotto, number: 108, author: 'ann', title: 'Task', labels: ['easy'] },
    createdAt: OLD,
  });
  await github.seedComment({
    repository: layotto,
    number: 108,
    author: github.botLogin,
    body: 'a',
  });
  await github.quiet(20);
  before = github.deliveries.length;
});

afterEach(() => github.close());

describe('a repository with another name', () => {
  it('answers under its new name, redirects from the old one by its id', async () => {
    const { data } = await github.as('ann').repos.get(LAYOTTO);
    await github.renameRepository(layotto, 'layotto2');
    const get = await raw('/repos/mosn/layotto/issues/108?x=1');
    const place = `${github.url}/repositories/${data.id}/issues/108?x=1`;
    expect([get.status, get.headers.get('location')]).toEqual([301, place]);
    expect(await get.json()).toMatchObject({ message: 'Moved Permanently', url: place });
    expect((await raw('/repos/mosn/layotto/issues/108/comments', 'POST')).status).toBe(307);
    expect((await raw('/repos/mosn/layotto/installation')).status).toBe(301);
    const below = await raw('/api/v3/repos/mosn/layotto');
    const prefixed = `${github.url}/api/v3/repositories/${data.id}`;
    expect(below.headers.get('location')).toBe(prefixed);
    expect(await below.json()).toMatchObject({ url: prefixed });
    const renamed = { owner: 'mosn', repo: 'layotto2' };
    const html_url = `${github.url}/mosn/layotto2/issues/108`;
    const issue = await asBot('mosn').issues.get({ ...renamed, issue_number: 108 });
    expect(issue.data).toMatchObject({
      html_url,
      created_at: OLD,
      repository_url: `${github.url}/repos/mosn/layotto2`,
    });
    const followed = await asBot('mosn').issues.createComment({
      ...LAYOTTO,
      ...{ issue_number: 108, body: 'by the old name' },
    });
    expect(followed.data.html_url).toContain(html_url);
    const { data: comments } = await asBot('mosn').issues.listCommentsForRepo(renamed);
    expect(comments.map((one) => one.issue_url)).toEqual([
      `${github.url}/repos/mosn/layotto2/issues/108`,
      `${github.url}/repos/mosn/layotto2/issues/108`,
    ]);
    const byId = await asBot('mosn').request(`GET /repositories/${data.id}`);
    expect(byId.data).toMatchObject({ full_name: 'mosn/layotto2', id: data.id });
    expect((await told())[0]).toMatchObject({
      event: 'repository',
      action: 'renamed',
      changes: { repository: { name: { from: 'layotto' } } },
      repository: { full_name: 'mosn/layotto2', name: 'layotto2' },
      organization: { login: 'mosn' },
      installation: { id: github.installationOf('mosn') },
      sender: { login: 'keeper', type: 'User' },
    });
  });

  it('is renamed by its owners too, twice, and back', async () => {
    const { repos } = github.as('keeper');
    await repos.update({ ...LAYOTTO, name: 'one' });
    await repos.update({ owner: 'mosn', repo: 'one', name: 'two' });
    expect((await raw('/repos/mosn/layotto')).status).toBe(301);
    expect((await raw('/repos/mosn/one')).status).toBe(301);
    await github.renameRepository('mosn/two', 'layotto');
    expect((await raw('/repos/mosn/layotto')).status).toBe(200);
    const acts = (await told()).map(({ event, action }) => `${event}.${action}`);
    expect(acts).toEqual(Array(3).fill('repository.renamed'));
  });

  it('redirects no longer when a new one takes the name', async () => {
    await github.renameRepository(layotto, 'layotto2');
    await github.createRepository('mosn', 'layotto');
    const { data } = await github.as('ann').repos.get(LAYOTTO);
    expect(data.full_name).toBe(layotto);
    expect((await asBot('mosn').issues.listForRepo(LAYOTTO)).data).toEqual([]);
    const there = { owner: 'mosn', repo: 'layotto2', issue_number: 108 };
    expect((await github.as('ann').issues.get(there)).data.number).toBe(108);
  });

  it('belongs to another organisation, whose installation may write there now', async () => {
    await github.transferRepository(layotto, 'sofastack');
    const there = { owner: 'sofastack', repo: 'layotto', issue_number: 108 };
    expect((await raw('/repos/mosn/layotto')).status).toBe(301);
    await asBot('sofastack').issues.createComment({ ...there, body: 'ours now' });
    const refused = asBot('mosn').issues.createComment({ ...there, body: 'not ours any more' });
    expect((await refusal(refused))[0]).toBe(403);
    const { data } = await asBot('sofastack').apps.listReposAccessibleToInstallation();
    expect(data.repositories.map(({ full_name }) => full_name)).toContain('sofastack/layotto');
    expect((await told())[0]).toMatchObject({
      action: 'transferred',
      changes: { owner: { from: { organization: { login: 'mosn' } } } },
      repository: { full_name: 'sofastack/layotto' },
      installation: { id: github.installationOf('sofastack') },
    });
  });

  it('belongs to an organisation with another name', async () => {
    await github.renameOwner('mosn', 'mosn2');
    const { data } = await github.as('ann').repos.get({ owner: 'mosn2', repo: 'layotto' });
    expect(data).toMatchObject({
      full_name: 'mosn2/layotto',
      owner: { login: 'mosn2', html_url: `${github.url}/mosn2` },
      issues_url: `${github.url}/repos/mosn2/layotto/issues{/number}`,
    });
    expect((await raw('/repos/mosn/layotto/issues')).status).toBe(301);
    expect((await raw('/orgs/mosn')).status).toBe(404);
    expect((await raw('/orgs/mosn2')).status).toBe(200);
    const account = await asBot().apps.getOrgInstallation({ org: 'mosn2' });
    expect(account.data.account).toMatchObject({ login: 'mosn2' });
    const own = { owner: 'mosn2', repo: 'mosn' };
    const { data: same } = await asBot('mosn2').issues.create({ ...own, title: 'Same' });
    expect(same.html_url).toBe(`${github.url}/mosn2/mosn/issues/1`);
    const [renamed, opened] = await told();
    expect(renamed).toMatchObject({
      ...{ event: 'installation_target', action: 'renamed', target_type: 'Organization' },
      changes: { login: { from: 'mosn' } },
      account: { login: 'mosn2' },
      installation: { id: github.installationOf('mosn2') },
    });
    expect(opened).toMatchObject({ repository: { full_name: 'mosn2/mosn' } });
  });
});

describe('a repository that is', () => {
  it('archived: read only, until it is taken out again', async () => {
    await github.archive(layotto);
    const issue = { ...LAYOTTO, issue_number: 108 };
    const { data } = await asBot('mosn').repos.get(LAYOTTO);
    expect(data.archived).toBe(true);
    for (const write of [
      asBot('mosn').issues.createComment({ ...issue, body: 'late' }),
      github.as('keeper').issues.update({ ...issue, title: 'New' }),
    ]) {
      expect(await refusal(write)).toEqual([403, 'Repository was archived so is read-only.']);
    }
    expect((await asBot('mosn').issues.get(issue)).status).toBe(200);
    await github.unarchive(layotto);
    expect((await asBot('mosn').issues.createComment({ ...issue, body: 'on' })).status).toBe(201);
    const acts = (await told()).slice(0, 2).map(({ action }) => action);
    expect(acts).toEqual(['archived', 'unarchived']);
  });

  it('private: for members and installations alone', async () => {
    await github.setPrivate(layotto, true);
    expect((await refusal(github.as('ann').repos.get(LAYOTTO)))[0]).toBe(404);
    expect((await raw('/repos/mosn/layotto')).status).toBe(404);
    expect((await asBot('mosn').repos.get(LAYOTTO)).data.private).toBe(true);
    await github.renameRepository(layotto, 'layotto2');
    expect((await raw('/repos/mosn/layotto')).status).toBe(404);
    expect((await asBot('mosn').repos.get(LAYOTTO)).data.full_name).toBe('mosn/layotto2');
    await github.setPrivate('mosn/layotto2', false);
    expect((await raw('/repos/mosn/layotto')).status).toBe(301);
    const acts = (await told()).map(({ action }) => action);
    expect(acts).toEqual(['privatized', 'renamed', 'publicized']);
  });

  it('deleted', async () => {
    await github.deleteRepository(layotto);
    expect((await refusal(asBot('mosn').repos.get(LAYOTTO)))[0]).toBe(404);
    const { data } = await asBot('mosn').apps.listReposAccessibleToInstallation();
    expect(data.repositories.map(({ full_name }) => full_name)).toEqual(['mosn/mosn']);
    expect(await told()).toMatchObject([
      { event: 'repository', action: 'deleted', repository: { full_name: layotto } },
    ]);
  });
});

describe('an issue that is', () => {
  const issue = { ...LAYOTTO, issue_number: 108 };

  it('locked: only members may speak', async () => {
    await github.lockIssue(layotto, 108);
    const locked = [403, 'Unable to create comment because issue is locked.'];
    const say = (who: Octokit) => refusal(who.issues.createComment({ ...issue, body: 'hm' }));
    expect(await say(github.as('bob'))).toEqual(locked);
    expect(await say(asBot('mosn'))).toEqual(locked);
    expect(await say(github.as('keeper'))).toEqual([200, '']);
    expect((await github.as('bob').issues.get(issue)).data.locked).toBe(true);
    await github.unlockIssue(layotto, 108);
    expect(await say(github.as('bob'))).toEqual([200, '']);
    await github.as('keeper').issues.lock(issue);
    expect(await say(github.as('bob'))).toEqual(locked);
    const acts = (await told()).filter(({ event }) => event === 'issues');
    expect(acts.map(({ action }) => action)).toEqual(['locked', 'unlocked', 'locked']);
  });

  it('deleted: gone for good, with its comments', async () => {
    await github.deleteIssue(layotto, 108);
    expect(await refusal(asBot('mosn').issues.get(issue))).toEqual([410, 'This issue was deleted']);
    const late = asBot('mosn').issues.createComment({ ...issue, body: 'late' });
    expect((await refusal(late))[0]).toBe(410);
    const { issues } = github.as('ann');
    expect((await issues.listForRepo({ ...LAYOTTO, state: 'all' })).data).toEqual([]);
    expect((await issues.listCommentsForRepo(LAYOTTO)).data).toEqual([]);
    expect(await told()).toMatchObject([
      { event: 'issues', action: 'deleted', issue: { number: 108 } },
    ]);
  });

  it('in another repository: with its comments, under another number', async () => {
    await github.seedIssue({ repository: 'mosn/mosn', number: 7, author: 'ann', title: 'Other' });
    const { data: other } = await github.as('ann').repos.get({ owner: 'mosn', repo: 'mosn' });
    expect(await github.transferIssue(layotto, 108, 'mosn/mosn')).toBe(8);
    const moved = await raw('/repos/mosn/layotto/issues/108');
    const place = `${github.url}/repositories/${other.id}/issues/8`;
    expect([moved.status, moved.headers.get('location')]).toEqual([301, place]);
    const { data } = await asBot('mosn').issues.get(issue);
    expect(data).toMatchObject({
      ...{ number: 8, title: 'Task', created_at: OLD, user: { login: 'ann' } },
      repository_url: `${github.url}/repos/mosn/mosn`,
    });
    const { data: comments } = await asBot('mosn').issues.listComments(issue);
    expect(comments).toMatchObject([{ body: 'a', user: { login: github.botLogin } }]);
    const { data: left } = await asBot('mosn').issues.listCommentsForRepo(LAYOTTO);
    expect(left).toEqual([]);
    const [transferred, opened, ...more] = await told();
    expect(transferred).toMatchObject({
      ...{ action: 'transferred', issue: { number: 108 }, repository: { full_name: layotto } },
      changes: { new_issue: { number: 8 }, new_repository: { full_name: 'mosn/mosn' } },
    });
    expect(opened).toMatchObject({
      ...{ action: 'opened', issue: { number: 8 }, repository: { full_name: 'mosn/mosn' } },
      changes: { old_issue: { number: 108 }, old_repository: { full_name: layotto } },
    });
    expect(more).toEqual([]);
  });
});

describe('the App', () => {
  it('has another name: its old comments too, and GET /app a little later', async () => {
    github.renameApp('helper', { appSaysFrom: 1 });
    expect(github.botLogin).toBe('helper[bot]');
    const issue = { ...LAYOTTO, issue_number: 108 };
    const { data: comment } = await asBot('mosn').issues.createComment({ ...issue, body: 'b' });
    expect(comment.user).toMatchObject({ login: 'helper[bot]', type: 'Bot' });
    const slug = async () => (await asBot().apps.getAuthenticated()).data?.slug;
    expect([await slug(), await slug()]).toEqual(['my-app', 'helper']);
    const { data: comments } = await github.as('ann').issues.listComments(issue);
    expect(comments.map(({ user }) => user?.login)).toEqual(['helper[bot]', 'helper[bot]']);
    const creator = { ...LAYOTTO, creator: 'helper[bot]' };
    await asBot('mosn').issues.create({ ...LAYOTTO, title: 'By the bot' });
    const { data: created } = await github.as('ann').issues.listForRepo(creator);
    expect(created.map(({ title }) => title)).toEqual(['By the bot']);
    const former = { ...LAYOTTO, creator: 'my-app[bot]' };
    expect((await github.as('ann').issues.listForRepo(former)).data).toEqual([]);
    expect((await fetch(String(comment.user?.avatar_url))).status).toBe(200);
    expect((await raw('/users/my-app%5Bbot%5D')).status).toBe(404);
    expect((await raw('/users/helper%5Bbot%5D')).status).toBe(200);
    await github.seedComment({
      repository: layotto,
      number: 108,
      author: 'helper[bot]',
      body: 'c',
    });
    const installation = await asBot().apps.getRepoInstallation(LAYOTTO);
    expect(installation.data.app_slug).toBe('helper');
  });

  it('is suspended in an organisation, and heard of no more', async () => {
    const issue = { ...LAYOTTO, issue_number: 108 };
    const bot = asBot('mosn');
    await bot.issues.get(issue);
    await github.suspend('mosn');
    const suspended = [403, 'This installation has been suspended'];
    expect(await refusal(asBot('mosn').issues.get(issue))).toEqual(suspended);
    expect(await refusal(bot.issues.get(issue))).toEqual(suspended);
    const { data } = await asBot().apps.getRepoInstallation(LAYOTTO);
    expect(data.suspended_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    await github.as('ann').issues.createComment({ ...issue, body: 'anybody?' });
    await github.unsuspend('mosn');
    expect((await asBot('mosn').issues.get(issue)).status).toBe(200);
    expect(await told()).toMatchObject([
      { event: 'installation', action: 'suspend', installation: { account: { login: 'mosn' } } },
      { event: 'installation', action: 'unsuspend', installation: { suspended_at: null } },
    ]);
  });

  it('is seen by strangers only if it is public', async () => {
    expect((await raw('/apps/my-app')).status).toBe(404);
    const open = await startGitHub({
      organisations: [{ login: 'o', repositories: ['r'] }],
      people: [],
    });
    const answer = await fetch(`${open.url}/apps/my-app`);
    expect(await answer.json()).toMatchObject({ id: 1, slug: 'my-app' });
    expect((await fetch(`${open.url}/apps/other`)).status).toBe(404);
    await open.close();
  });
});
