import { inflateSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub, EmbeddedGitHubOptions } from '@newbie-tasks/embedded-github';
import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import { startGitHub } from './a-github.js';

const RPC = { owner: 'sofastack', repo: 'sofa-rpc' };
const rpc = 'sofastack/sofa-rpc';
const SITE = { owner: 'sofastack', repo: 'site' };
const site = 'sofastack/site';
const SECRET = { owner: 'sofastack', repo: 'secret' };
const at = (day: string) => `2021-11-${day}T08:00:00Z`;

const options: EmbeddedGitHubOptions = {
  organisations: [
    {
      login: 'sofastack',
      repositories: ['sofa-rpc', 'site', 'secret'],
      private: ['secret'],
      members: ['maintainer'],
    },
    { login: 'mosn', repositories: ['layotto'], members: ['keeper'] },
  ],
  people: ['ann', 'bob'],
  bots: ['dependabot[bot]'],
};
const permissions = {
  issues: 'write',
  pull_requests: 'write',
  contents: 'write',
  metadata: 'read',
};

let github: EmbeddedGitHub;
let reader: EmbeddedGitHub;
let bot: Octokit;

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const asBot = (world: EmbeddedGitHub, organisation: string) =>
  new Octokit({
    baseUrl: `${world.url}/api/v3`,
    authStrategy: createAppAuth,
    log: quiet,
    auth: {
      appId: 1,
      privateKey: world.privateKey,
      installationId: world.installationOf(organisation),
    },
  });
/** Status and message of a refusal. */
const refusal = (work: Promise<unknown>): Promise<[number, string]> =>
  work.then(
    () => [200, ''],
    (error) => [error.status, error.response.data.message],
  );
const status = async (work: Promise<unknown>) => (await refusal(work))[0];
const base64 = (text: string) => Buffer.from(text).toString('base64');
const tip = async (branch: string) =>
  (await bot.git.getRef({ ...SITE, ref: `heads/${branch}` })).data.object.sha;

beforeAll(async () => {
  [github, reader] = await Promise.all([
    startGitHub({ ...options, permissions }),
    startGitHub(options),
  ]);
  bot = asBot(github, 'sofastack');
});

afterEach(() => github.quiet(50));

afterAll(() => Promise.all([github.close(), reader.close()]));

describe('what happened in a week', () => {
  it('lists merged pull requests by their last change, as lists show them', async () => {
    const pull = { repository: rpc, author: 'ann', title: 'Add a filter' };
    await github.seedPull({ ...pull, number: 1100, createdAt: at('01'), mergedAt: at('09') });
    await github.seedPull({ ...pull, number: 1101, createdAt: at('02'), closedAt: at('10') });
    await github.seedPull({
      ...pull,
      number: 1102,
      author: 'dependabot[bot]',
      title: 'Bump',
      mergedAt: at('08'),
    });
    const open = await github.seedPull({ ...pull, number: 1103, draft: true, createdAt: at('03') });
    expect(open.url).toBe(`${github.url}/${rpc}/pull/1103`);
    const asked = { ...RPC, state: 'closed', sort: 'updated', direction: 'desc' } as const;
    const { data, headers } = await bot.pulls.list({ ...asked, per_page: 2 });
    expect(headers.link).toContain('page=2');
    expect(data).toMatchObject([
      { number: 1101, merged_at: null, closed_at: at('10'), updated_at: at('10') },
      {
        number: 1100,
        title: 'Add a filter',
        merged_at: at('09'),
        created_at: at('01'),
        updated_at: at('09'),
        draft: false,
        user: { login: 'ann', type: 'User', id: expect.any(Number) },
        base: { ref: 'main', repo: { private: false, full_name: rpc } },
      },
    ]);
    expect(data[0]).not.toHaveProperty('merged');
    const next = await bot.pulls.list({ ...asked, per_page: 2, page: 2 });
    expect(next.data).toMatchObject([{ number: 1102, user: { type: 'Bot' } }]);
    const alone = await bot.pulls.get({ ...RPC, pull_number: 1100 });
    expect(alone.data).toMatchObject({ merged: true, merged_by: { login: 'ann' } });
    expect((await bot.pulls.list(RPC)).data).toMatchObject([{ number: 1103, draft: true }]);
    expect((await bot.repos.listCommits(RPC)).data).toHaveLength(1);
  });

  it("finds a person's first finished work among issues and pull requests alike", async () => {
    const issue = { repository: rpc, author: 'ann', labels: ['easy'] };
    const done = { ...issue, title: 'Done', number: 1110 };
    await github.seedIssue({ ...done, createdAt: at('04'), closedAt: at('11') });
    await github.seedIssue({ ...issue, title: 'Not planned', stateReason: 'not_planned' });
    await github.seedIssue({ ...issue, title: 'Open', createdAt: at('05') });
    const asked = { ...RPC, state: 'closed', sort: 'created', direction: 'asc' } as const;
    const { data } = await bot.issues.listForRepo({ ...asked, creator: 'Ann' });
    expect(data).toMatchObject([
      {
        number: 1100,
        pull_request: { merged_at: at('09'), html_url: `${github.url}/${rpc}/pull/1100` },
      },
      { number: 1101, pull_request: { merged_at: null }, closed_at: at('10') },
      { number: 1110, closed_at: at('11'), updated_at: at('11'), state_reason: 'completed' },
      { title: 'Not planned', state_reason: 'not_planned' },
    ]);
    expect(data[2]).not.toHaveProperty('pull_request');
    const bots = await bot.issues.listForRepo({ ...asked, creator: 'dependabot[bot]' });
    expect(bots.data.map(({ number }) => number)).toEqual([1102]);
    const easy = await bot.issues.listForRepo({ ...asked, labels: 'Easy', since: at('11') });
    expect(easy.data.map(({ title }) => title)).toEqual(['Done', 'Not planned']);
    await github.as('ann').issues.update({ ...RPC, issue_number: 1110, state: 'open' });
    const again = await bot.issues.get({ ...RPC, issue_number: 1110 });
    expect(again.data).toMatchObject({ state: 'open', closed_at: null });
  });

  it('lists releases, and drafts only to those who may push', async () => {
    const release = { repository: rpc, body: '## Changes', author: 'maintainer' };
    const named = { ...release, tag: 'v5.8.1', name: 'RPC 5.8.1' };
    await github.seedRelease({ ...named, publishedAt: at('09') });
    await github.seedRelease({ ...release, tag: 'v5.8.0', publishedAt: at('02') });
    const rc = { ...release, tag: 'v6-rc1', publishedAt: at('10') };
    await github.seedRelease({ ...rc, prerelease: true });
    await github.seedRelease({ ...release, tag: 'v7', publishedAt: at('11'), draft: true });
    const { data } = await bot.repos.listReleases({ ...RPC, per_page: 3 });
    expect(data).toMatchObject([
      { tag_name: 'v7', draft: true, published_at: null },
      { tag_name: 'v6-rc1', prerelease: true, name: null },
      {
        tag_name: 'v5.8.1',
        name: 'RPC 5.8.1',
        body: '## Changes',
        draft: false,
        prerelease: false,
        published_at: at('09'),
        html_url: `${github.url}/${rpc}/releases/tag/v5.8.1`,
      },
    ]);
    const seen = await github.as('ann').repos.listReleases(RPC);
    expect(seen.data.map((one) => one.tag_name)).toEqual(['v6-rc1', 'v5.8.1', 'v5.8.0']);
    expect((await bot.repos.getLatestRelease(RPC)).data.tag_name).toBe('v5.8.1');
  });

  it('seeds without a word, or tells what was seeded', async () => {
    const before = github.deliveries.length;
    const pull = { repository: rpc, author: 'bob', title: 'Loud', mergedAt: at('12') };
    await github.seedPull({ ...pull, title: 'Silent' });
    await github.seedFile({ repository: site, path: 'a.md', text: 'a', branch: 'silent' });
    const { number } = await github.seedPull({ ...pull, deliver: true });
    await github.quiet();
    expect(github.deliveries.slice(before).map(({ action }) => action)).toEqual([
      'opened',
      'closed',
    ]);
    expect(JSON.parse(github.deliveries.at(-1)?.body ?? '')).toMatchObject({
      pull_request: { number, merged: true, merged_at: at('12'), closed_at: at('12') },
    });
  });
});

describe('publishing into a site', () => {
  const branch = 'newsletter/2021-11-12';
  const folder = 'content/news';
  const path = `${folder}/周报 12.md`;
  const picture = Buffer.from([0x89, 0x50, 0xff, 0x00, 0x0a]);

  /** One commit with a post and a picture on top of a branch. */
  async function publish(as: Octokit, where = SITE) {
    const { data: repository } = await as.repos.get(where);
    const { data: main } = await as.git.getRef({
      ...where,
      ref: `heads/${repository.default_branch}`,
    });
    const parent = main.object.sha;
    const { data: before } = await as.git.getCommit({ ...where, commit_sha: parent });
    const blob = async (content: Buffer) =>
      (
        await as.git.createBlob({
          ...where,
          content: content.toString('base64'),
          encoding: 'base64',
        })
      ).data.sha;
    const file = { mode: '100644', type: 'blob' } as const;
    const { data: tree } = await as.git.createTree({
      ...where,
      base_tree: before.tree.sha,
      tree: [
        { ...file, path, sha: await blob(Buffer.from('# 周报\n')) },
        { ...file, path: 'static/a.png', sha: await blob(picture) },
      ],
    });
    const message = 'Publish the newsletter';
    const commit = { ...where, message, tree: tree.sha, parents: [parent] };
    return (await as.git.createCommit(commit)).data.sha;
  }

  it('commits files onto a branch once, and refuses what does not fit', async () => {
    const old = { repository: site, author: 'maintainer' };
    const post = { ...old, path: `${folder}/11.md`, text: '# 11', committedAt: at('05') };
    await github.seedFile(post);
    await github.seedFile({ ...post, text: '# 11, corrected', committedAt: at('06') });
    await github.seedFile({ ...old, path: 'static/old.png', bytes: picture });
    const sha = await publish(bot);
    const ref = { ...SITE, ref: `refs/heads/${branch}` };
    const silent = await tip('silent');
    await bot.git.createRef({ ...ref, sha: await tip('main') });
    expect(await refusal(bot.git.createRef({ ...ref, sha }))).toEqual([
      422,
      'Reference already exists',
    ]);
    const heads = { ...SITE, ref: `heads/${branch}` };
    await bot.git.updateRef({ ...heads, sha });
    expect(await tip(branch)).toBe(sha);
    expect(await refusal(bot.git.updateRef({ ...heads, sha: silent }))).toEqual([
      422,
      'Update is not a fast forward',
    ]);
    expect(await refusal(bot.git.updateRef({ ...SITE, ref: 'heads/none', sha }))).toEqual([
      422,
      'Reference does not exist',
    ]);
    expect(await status(bot.git.getRef({ ...SITE, ref: 'heads/none' }))).toBe(404);
  });

  it('reads files, folders and trees of a branch', async () => {
    const ref = branch;
    const text = await bot.repos.getContent({ ...SITE, path, ref });
    expect(text.data).toMatchObject({ type: 'file', encoding: 'base64', path });
    expect('content' in text.data && text.data.content).toBe(`${base64('# 周报\n')}\n`);
    const image = await bot.repos.getContent({ ...SITE, path: 'static/a.png', ref });
    const { content = '' } = image.data as { content?: string };
    expect(Buffer.from(content, 'base64')).toEqual(picture);
    const listing = await bot.repos.getContent({ ...SITE, path: folder, ref });
    expect(listing.data).toMatchObject([
      { type: 'file', name: '11.md', path: `${folder}/11.md` },
      { type: 'file', name: '周报 12.md', sha: expect.stringMatching(/^[0-9a-f]{40}$/) },
    ]);
    expect(await status(bot.repos.getContent({ ...SITE, path }))).toBe(404);
    const tree = (tree_sha: string) => bot.git.getTree({ ...SITE, tree_sha });
    const there = await tree(`${branch}:${folder}`);
    expect(there.data.tree).toMatchObject([
      { path: '11.md', type: 'blob', size: 15 },
      { path: '周报 12.md', type: 'blob' },
    ]);
    expect((await tree(there.data.sha)).data.tree).toEqual(there.data.tree);
    expect((await tree('main:content')).data.tree).toMatchObject([{ path: 'news', type: 'tree' }]);
    const root = (await tree(await tip('main'))).data.tree;
    expect(root.map((entry) => entry.path)).toEqual(['README.md', 'content', 'static']);
    expect(await status(tree('main:content/none'))).toBe(404);
    expect(await status(tree('none:content'))).toBe(404);
  });

  it('tells who committed what to a path, and until when', async () => {
    const asked = { ...SITE, sha: 'main', path: folder };
    const { data } = await bot.repos.listCommits({ ...asked, per_page: 1 });
    expect(data).toMatchObject([
      {
        commit: {
          message: `Update ${folder}/11.md`,
          author: { name: 'maintainer', date: at('06') },
        },
        author: { login: 'maintainer' },
      },
    ]);
    const before = await bot.repos.listCommits({ ...asked, until: at('05') });
    expect(before.data.map(({ commit }) => commit.committer?.date)).toEqual([at('05')]);
    expect((await bot.repos.listCommits({ ...asked, path: 'none' })).data).toEqual([]);
  });

  it('opens one pull request for a branch, which follows what people push', async () => {
    const pull = { ...SITE, title: 'Newsletter', body: 'Please read', head: branch, base: 'main' };
    const { data: opened } = await bot.pulls.create(pull);
    expect(opened.user?.login).toBe(github.botLogin);
    await expect(bot.pulls.create(pull)).rejects.toMatchObject({
      status: 422,
      response: {
        data: {
          message: 'Validation Failed',
          errors: [{ message: `A pull request already exists for sofastack:${branch}.` }],
        },
      },
    });
    await expect(bot.pulls.create({ ...pull, head: 'none' })).rejects.toMatchObject({
      status: 422,
      response: { data: { errors: [{ field: 'head', code: 'invalid' }] } },
    });
    const sha = await tip('main');
    await bot.git.createRef({ ...SITE, ref: 'refs/heads/same', sha });
    await expect(bot.pulls.create({ ...pull, head: 'same' })).rejects.toMatchObject({
      response: { data: { errors: [{ message: 'No commits between main and same' }] } },
    });
    const number = { ...SITE, pull_number: opened.number };
    await bot.pulls.update({ ...number, title: 'Newsletter 12', body: 'Read again' });
    const editor = github.as('maintainer');
    const { data: file } = await editor.repos.getContent({ ...SITE, path, ref: branch });
    const edited = await editor.repos.createOrUpdateFileContents({
      ...SITE,
      path,
      branch,
      message: 'Mend a word',
      content: base64('# 周报 12\n'),
      ...('sha' in file ? { sha: file.sha } : {}),
    });
    const { data: commits } = await bot.repos.listCommits({ ...SITE, sha: branch, per_page: 2 });
    expect(commits.map(({ commit, author }) => [commit.message, author?.login])).toEqual([
      ['Mend a word', 'maintainer'],
      ['Publish the newsletter', github.botLogin],
    ]);
    const stale = editor.repos.createOrUpdateFileContents({
      ...SITE,
      path,
      branch,
      message: 'Late',
      content: '',
      ...('sha' in file ? { sha: file.sha } : {}),
    });
    expect(await status(stale)).toBe(409);
    const head = `sofastack:${branch}`;
    const { data: found } = await bot.pulls.list({ ...SITE, head, state: 'all' });
    expect(found).toMatchObject([
      {
        number: opened.number,
        title: 'Newsletter 12',
        body: 'Read again',
        head: { ref: branch, sha: edited.data.commit.sha },
      },
    ]);
    const none = await bot.pulls.list({ ...SITE, head: 'sofastack:none', state: 'all' });
    expect(none.data).toEqual([]);
    const issue = { ...SITE, issue_number: opened.number };
    await editor.issues.createComment({ ...issue, body: 'Good.' });
    expect((await bot.issues.listComments(issue)).data).toMatchObject([{ body: 'Good.' }]);
  });

  it('merges what was pushed to either branch since', async () => {
    await github.seedFile({ repository: site, path: 'meanwhile.md', text: 'm', author: 'bob' });
    const head = `sofastack:${branch}`;
    const [pull] = (await bot.pulls.list({ ...SITE, head })).data;
    const number = { ...SITE, pull_number: pull?.number ?? 0 };
    const editor = github.as('maintainer');
    expect(await status(github.as('bob').pulls.merge(number))).toBe(404);
    await editor.pulls.merge({ ...number, merge_method: 'squash' });
    const { data } = await bot.repos.getContent({ ...SITE, path });
    expect('content' in data && data.content).toBe(`${base64('# 周报 12\n')}\n`);
    expect(await status(bot.repos.getContent({ ...SITE, path: 'meanwhile.md' }))).toBe(200);
    const merged = await bot.pulls.get(number);
    expect(merged.data).toMatchObject({
      state: 'closed',
      merged: true,
      merge_commit_sha: await tip('main'),
      merged_by: { login: 'maintainer' },
    });
    expect(await status(editor.pulls.merge(number))).toBe(405);
    expect((await bot.pulls.list({ ...SITE, head })).data).toEqual([]);
    const all = await bot.pulls.list({ ...SITE, head, state: 'all' });
    expect(all.data).toMatchObject([{ merged_at: merged.data.merged_at }]);
  });

  it.each([
    ['a stranger', 404, 'Not Found', () => github.as('ann')],
    ['a member elsewhere', 404, 'Not Found', () => github.as('keeper')],
    [
      'an App of another organisation',
      403,
      'Resource not accessible by integration',
      () => asBot(github, 'mosn'),
    ],
    [
      'an App that may only read',
      403,
      'Resource not accessible by integration',
      () => asBot(reader, 'sofastack'),
    ],
  ])('lets %s read but not write: %i', async (_, code, message, client) => {
    const as = client();
    expect((await as.repos.get(SITE)).data).toMatchObject({
      default_branch: 'main',
      private: false,
    });
    const { data: main } = await as.git.getRef({ ...SITE, ref: 'heads/main' });
    const { sha } = main.object;
    const file = { ...SITE, path: 'x.md', message: 'x', content: base64('x') };
    for (const write of [
      () => publish(as),
      () => as.git.createRef({ ...SITE, ref: 'refs/heads/x', sha }),
      () => as.git.updateRef({ ...SITE, ref: 'heads/main', sha }),
      () => as.repos.createOrUpdateFileContents(file),
    ]) {
      expect(await refusal(write())).toEqual([code, message]);
    }
    // A person's pull request stands for one from a fork.
    if (code === 404) {
      const number = { ...RPC, pull_number: 1102 };
      expect(await status(as.pulls.update({ ...number, title: 'Mine' }))).toBe(403);
    } else {
      const pull = { ...SITE, title: 'x', head: 'silent', base: 'main' };
      expect(await refusal(as.pulls.create(pull))).toEqual([code, message]);
    }
  });

  it('lets a member write', async () => {
    expect(await publish(github.as('maintainer'))).toMatch(/^[0-9a-f]{40}$/);
  });
});

describe('private repositories', () => {
  it('are there for members and installations only', async () => {
    const { repository, author } = { repository: 'sofastack/secret', author: 'maintainer' };
    await github.seedPull({ repository, author, title: 'Hush', mergedAt: at('09') });
    await github.seedIssue({ repository, author, title: 'Hush', createdAt: at('08') });
    await github.seedFile({ repository, path: 'a.md', text: 'a', author });
    for (const as of [bot, github.as('maintainer')]) {
      expect((await as.repos.get(SECRET)).data.private).toBe(true);
      const pulls = await as.pulls.list({ ...SECRET, state: 'closed' });
      expect(pulls.data).toMatchObject([{ base: { repo: { private: true } } }]);
      expect((await as.issues.listForRepo(SECRET)).data).toHaveLength(1);
      expect(await status(as.repos.getContent({ ...SECRET, path: 'a.md' }))).toBe(200);
    }
    const { data } = await bot.apps.listReposAccessibleToInstallation();
    expect(data.repositories.map((one) => [one.name, one.private])).toEqual([
      ['sofa-rpc', false],
      ['site', false],
      ['secret', true],
    ]);
    const nobody = new Octokit({ baseUrl: github.url, log: quiet });
    for (const as of [github.as('ann'), asBot(github, 'mosn'), nobody]) {
      expect(await status(as.repos.get(SECRET))).toBe(404);
      expect(await status(as.pulls.list(SECRET))).toBe(404);
      expect(await status(as.issues.listForRepo(SECRET))).toBe(404);
      expect(await status(as.repos.listReleases(SECRET))).toBe(404);
      expect(await status(as.repos.getContent({ ...SECRET, path: 'a.md' }))).toBe(404);
      const file = { ...SECRET, path: 'b.md', message: 'b', content: '' };
      expect(await status(as.repos.createOrUpdateFileContents(file))).toBe(404);
    }
    expect(await status(nobody.pulls.list(RPC))).toBe(200);
  });

  it('are what a maintainer makes of them', async () => {
    const keeper = github.as('keeper');
    const layotto = { owner: 'mosn', repo: 'layotto' };
    await keeper.repos.update({ ...layotto, private: true });
    expect(await status(github.as('ann').repos.get(layotto))).toBe(404);
    await keeper.repos.update({ ...layotto, private: false });
    expect((await github.as('ann').repos.get(layotto)).data.private).toBe(false);
  });
});

describe('avatars', () => {
  const avatarOf = async (username: string) => {
    const { data } = await bot.users.getByUsername({ username });
    return data.avatar_url;
  };

  it('are small pictures of our own, one for each account', async () => {
    const [pull] = (await bot.pulls.list({ ...RPC, state: 'all', direction: 'asc' })).data;
    const ann = pull?.user?.avatar_url ?? '';
    expect(ann).toBe(await avatarOf('ann'));
    expect(ann.startsWith(`${github.url}/`)).toBe(true);
    const bytes = async (url: string) => {
      const answer = await fetch(`${url}?s=48`);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
      return Buffer.from(await answer.arrayBuffer());
    };
    const png = await bytes(ann);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    const data = png.indexOf('IDAT') + 4;
    const length = png.readUInt32BE(data - 8);
    expect(inflateSync(png.subarray(data, data + length))).toHaveLength(8 * (1 + 3 * 8));
    expect(await bytes(ann)).toEqual(png);
    expect(await bytes(await avatarOf('bob'))).not.toEqual(png);
    expect((await bytes(await avatarOf('dependabot[bot]'))).length).toBeGreaterThan(0);
  });

  it('can be missing, or never come', async () => {
    const url = await avatarOf('bob');
    github.avatarFaults.set('bob', 'missing');
    expect((await fetch(url)).status).toBe(404);
    github.avatarFaults.set('Bob', 'hang').delete('bob');
    await expect(fetch(url, { signal: AbortSignal.timeout(100) })).rejects.toThrow();
    github.avatarFaults.clear();
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url.replace('bob', 'nobody'))).status).toBe(404);
  });
});
