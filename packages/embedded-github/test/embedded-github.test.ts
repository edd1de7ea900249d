import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import { startGitHub } from './a-github.js';

const RPC = { owner: 'sofastack', repo: 'sofa-rpc' };
const BOOT = { owner: 'sofastack', repo: 'sofa-boot' };
const LAYOTTO = { owner: 'mosn', repo: 'layotto' };
const rpc = 'sofastack/sofa-rpc';
const OLD = '2021-07-01T00:00:00Z';
const OLDER = '2021-06-01T00:00:00Z';

type Heard = { event: string; id: string; signed: boolean; payload: Record<string, unknown> };

let github: EmbeddedGitHub;
let bot: Octokit;
let listener: Server;
let heard: Heard[] = [];

const asBot = (options: object = {}) =>
  new Octokit({
    baseUrl: `${github.url}/api/v3`,
    authStrategy: createAppAuth,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    auth: { appId: 1, privateKey: github.privateKey, ...options },
  });
const status = (work: Promise<{ status: number }>): Promise<number> =>
  work.then(
    (answer) => answer.status,
    (error) => error.status,
  );
const plain = (path: string, token: string) =>
  fetch(github.url + path, { headers: { authorization: `token ${token}` } });

beforeAll(async () => {
  github = await startGitHub({
    organisations: [
      {
        login: 'sofastack',
        repositories: ['sofa-rpc', 'sofa-boot'],
        members: ['maintainer'],
        installedAt: OLD,
      },
      { login: 'mosn', repositories: ['mosn/layotto'], members: ['keeper'] },
    ],
    people: ['ann', 'bob', 'cat'],
    bots: ['stale[bot]'],
  });
  bot = asBot({ installationId: github.installationOf('sofastack') });
  listener = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const hmac = createHmac('sha256', github.webhookSecret).update(body).digest('hex');
      heard.push({
        event: String(request.headers['x-github-event']),
        id: String(request.headers['x-github-delivery']),
        signed: request.headers['x-hub-signature-256'] === `sha256=${hmac}`,
        payload: JSON.parse(body.toString()),
      });
      response.end('ok');
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
});

const listen = () => {
  const address = listener.address();
  const port = typeof address === 'object' ? address?.port : 0;
  github.deliverTo(`http://127.0.0.1:${port}/api/github/webhooks`);
};

afterEach(async () => {
  await github.quiet(50);
  github.deliverTo(null);
  github.onDelivery = () => 'once';
  github.beforeAnswer = null;
  github.faults.length = 0;
  heard = [];
});

afterAll(async () => {
  await github.close();
  listener.closeAllConnections();
  listener.close();
});

describe('numbers of the real world', () => {
  it('shows a seeded issue under its number, by both prefixes, in every link', async () => {
    const seeded = await github.seedIssue({
      repository: rpc,
      number: 1127,
      author: 'maintainer',
      title: 'Tasks',
      body: '- [ ] first #1031',
      labels: ['good first issue'],
      createdAt: OLD,
    });
    expect(seeded.url).toBe(`${github.url}/${rpc}/issues/1127`);
    const { data } = await bot.issues.get({ ...RPC, issue_number: 1127 });
    expect(data).toMatchObject({
      number: 1127,
      html_url: seeded.url,
      url: `${github.url}/repos/${rpc}/issues/1127`,
      comments_url: `${github.url}/repos/${rpc}/issues/1127/comments`,
      labels_url: `${github.url}/repos/${rpc}/issues/1127/labels{/name}`,
      created_at: OLD,
      updated_at: OLD,
    });
    expect(await status(bot.issues.get({ ...RPC, issue_number: 1 }))).toBe(404);
    const either = { owner: 'SofaStack', repo: 'SOFA-RPC', issue_number: 1127 };
    expect((await github.as('ann').issues.get(either)).data.number).toBe(1127);
  });

  it('shows a seeded comment under its id and its dates, until somebody really edits it', async () => {
    const seeded = await github.seedComment({
      repository: rpc,
      number: 1127,
      id: 872779356,
      author: 'maintainer',
      body: '中文列表',
      createdAt: OLD,
    });
    expect(seeded.url).toBe(`${github.url}/${rpc}/issues/1127#issuecomment-872779356`);
    const address = { ...RPC, comment_id: 872779356 };
    const { data } = await bot.issues.getComment(address);
    expect(data).toMatchObject({
      id: 872779356,
      html_url: seeded.url,
      issue_url: `${github.url}/repos/${rpc}/issues/1127`,
      created_at: OLD,
      updated_at: OLD,
    });
    const edited = await bot.issues.updateComment({ ...address, body: '新列表' });
    expect(edited.data.created_at).toBe(OLD);
    expect(Date.parse(edited.data.updated_at)).toBeGreaterThan(Date.now() - 60_000);
  });

  it('goes on after the highest number and id, also when a lower one is seeded late', async () => {
    await github.seedIssue({ repository: rpc, number: 1031, author: 'ann', title: 'Early' });
    const { data: issue } = await bot.issues.create({ ...RPC, title: 'Next' });
    expect(issue.number).toBe(1128);
    const comments = await Promise.all(
      ['ann', 'bob', 'cat'].map((login) =>
        github.as(login).issues.createComment({ ...RPC, issue_number: 1128, body: 'me' }),
      ),
    );
    const ids = comments.map(({ data }) => data.id).sort();
    expect(ids).toEqual([872779357, 872779358, 872779359]);
    const { data: listed } = await bot.issues.listComments({ ...RPC, issue_number: 1128 });
    expect(listed.map(({ id }) => id)).toEqual(ids);
    const twice = { repository: rpc, number: 1031, author: 'ann', title: 'Again' };
    await expect(github.seedIssue(twice)).rejects.toThrow('1031 is taken');
  });

  it('leaves other repositories as they are', async () => {
    const { data } = await bot.issues.create({ ...BOOT, title: 'Plain' });
    expect(data.number).toBe(1);
    const { number } = await github.seedIssue({
      repository: 'mosn/layotto',
      number: 108,
      author: 'keeper',
      title: '任务列表',
    });
    expect(number).toBe(108);
  });

  it('numbers deliveries the same way and signs them again; seeding is silent', async () => {
    listen();
    await github.seedIssue({ repository: rpc, number: 1200, author: 'ann', title: 'Quiet' });
    await github.seedComment({ repository: rpc, number: 1200, author: 'ann', body: 'quiet' });
    await github.as('bob').issues.createComment({ ...RPC, issue_number: 1200, body: '/claim' });
    const loud = { repository: rpc, number: 1200, author: 'cat', body: 'loud', createdAt: OLD };
    const { id } = await github.seedComment({ ...loud, deliver: true });
    await github.quiet();
    expect(heard.map(({ event, signed }) => [event, signed])).toEqual([
      ['issue_comment', true],
      ['issue_comment', true],
    ]);
    expect(heard[1]?.payload).toMatchObject({
      action: 'created',
      issue: { number: 1200, html_url: `${github.url}/${rpc}/issues/1200` },
      comment: { id, created_at: OLD, user: { login: 'cat', type: 'User' } },
      installation: { id: github.installationOf('sofastack') },
    });
  });

  it('marks comments on pull requests as such', async () => {
    const ann = github.as('ann');
    const { data: main } = await ann.git.getRef({ ...LAYOTTO, ref: 'heads/main' });
    const keeper = github.as('keeper');
    await keeper.git.createRef({ ...LAYOTTO, ref: 'refs/heads/fix', sha: main.object.sha });
    const pull = await ann.pulls.create({ ...LAYOTTO, title: 'Fix', head: 'fix', base: 'main' });
    expect(pull.data.number).toBe(109);
    expect((await ann.issues.get({ ...LAYOTTO, issue_number: 109 })).data).toMatchObject({
      number: 109,
      title: 'Fix',
      url: `${github.url}/repos/mosn/layotto/issues/109`,
      pull_request: { url: `${github.url}/repos/mosn/layotto/pulls/109` },
    });
    listen();
    await ann.issues.createComment({ ...LAYOTTO, issue_number: 109, body: '/claim' });
    await github.quiet();
    expect(heard[0]?.payload).toMatchObject({
      issue: {
        number: 109,
        html_url: `${github.url}/mosn/layotto/pull/109`,
        pull_request: { url: `${github.url}/repos/mosn/layotto/pulls/109` },
      },
    });
  });
});

describe('listings', () => {
  it('honours since on one issue, and lists a whole repository with pages and order', async () => {
    await github.seedIssue({ repository: 'sofastack/sofa-boot', author: 'ann', title: 'Two' });
    const since = '2021-06-15T00:00:00Z';
    for (const [author, createdAt] of [
      ['ann', OLDER],
      ['bob', OLD],
      ['cat', OLDER],
    ] as const) {
      const comment = { repository: 'sofastack/sofa-boot', number: 2, author, body: author };
      await github.seedComment({ ...comment, createdAt });
    }
    const authors = (list: readonly { user?: { login: string } | null }[]) =>
      list.map(({ user }) => user?.login);
    const one = await bot.issues.listComments({ ...BOOT, issue_number: 2, since });
    expect(authors(one.data)).toEqual(['bob']);
    const all = await bot.issues.listCommentsForRepo({ ...BOOT, sort: 'updated' });
    expect(authors(all.data)).toEqual(['ann', 'cat', 'bob']);
    const late = await bot.issues.listCommentsForRepo({ ...BOOT, since });
    expect(authors(late.data)).toEqual(['bob']);
    const first = await bot.issues.listCommentsForRepo({
      ...BOOT,
      sort: 'updated',
      direction: 'desc',
      per_page: 2,
    });
    expect(authors(first.data)).toEqual(['bob', 'cat']);
    expect(first.headers.link).toContain('page=2');
    const pages = await bot.paginate(bot.issues.listCommentsForRepo, { ...BOOT, per_page: 2 });
    expect(authors(pages)).toEqual(['ann', 'bob', 'cat']);
    expect(await status(bot.issues.listComments({ ...BOOT, issue_number: 99 }))).toBe(404);
  });

  it('lists issues by the dates it shows, and since them', async () => {
    const { data } = await bot.issues.listForRepo({ ...RPC, direction: 'asc', per_page: 1 });
    expect(data.map(({ number }) => number)).toEqual([1127]);
    const year = new Date(Date.now() - 365 * 86_400_000).toISOString();
    const seed = { repository: rpc, number: 900, author: 'ann', title: 'Forgotten' };
    await github.seedIssue({ ...seed, createdAt: OLD });
    const recent = await bot.issues.listForRepo({ ...RPC, since: year, state: 'all' });
    const numbers = recent.data.map(({ number }) => number);
    expect(numbers).toContain(1128);
    expect(numbers).not.toContain(900);
  });

  it('forgets deleted comments', async () => {
    const comment = { repository: 'sofastack/sofa-boot', number: 2, author: 'ann', body: 'oops' };
    const { id } = await github.seedComment(comment);
    await github.as('ann').issues.deleteComment({ ...BOOT, comment_id: id });
    const { data } = await bot.issues.listCommentsForRepo(BOOT);
    expect(data.map((one) => one.id)).not.toContain(id);
  });
});

describe('people', () => {
  it('calls whoever has an account a reader, and members admins', async () => {
    const role = (username: string) =>
      bot.repos.getCollaboratorPermissionLevel({ ...RPC, username }).then(({ data }) => data);
    expect(await role('ann')).toMatchObject({ permission: 'read', role_name: 'read' });
    expect(await role('maintainer')).toMatchObject({ role_name: 'admin' });
    const stranger = { ...RPC, username: 'stranger' };
    expect(await status(bot.repos.getCollaboratorPermissionLevel(stranger))).toBe(404);
  });

  const issue = { ...RPC, issue_number: 1300 };
  it.each([
    ['a member', 'maintainer', true],
    ['the author', 'ann', true],
    ['who commented on the issue, in any spelling', 'BOB', true],
    ['who did not', 'cat', false],
    ['nobody', 'stranger', false],
  ])('assigns %s: %s → %s', async (_, login, assigned) => {
    const known = await status(bot.issues.get(issue));
    if (known === 404) {
      await github.seedIssue({ repository: rpc, number: 1300, author: 'ann', title: 'Assign' });
      await github.seedComment({ repository: rpc, number: 1300, author: 'bob', body: 'me' });
    }
    const answer = await bot.issues.addAssignees({ ...issue, assignees: [login] });
    expect(answer.status).toBe(201);
    expect(answer.data.number).toBe(1300);
    const logins = answer.data.assignees?.map((user) => user.login) ?? [];
    expect(logins.includes(login.toLowerCase())).toBe(assigned);
    await bot.issues.removeAssignees({ ...issue, assignees: [login, 'stranger'] });
    expect((await bot.issues.get(issue)).data.assignees).toEqual([]);
  });

  it('lets other bots act under their own, and refuses tokens nobody gave out', async () => {
    const { data } = await github
      .as('stale[bot]')
      .issues.createComment({ ...issue, body: 'This is stale.' });
    expect(data.user).toMatchObject({ login: 'stale[bot]', type: 'Bot' });
    const { id } = await github.seedComment({
      repository: rpc,
      number: 1300,
      author: github.botLogin,
      body: 'a plan',
    });
    expect((await bot.issues.getComment({ ...RPC, comment_id: id })).data.user?.type).toBe('Bot');
    expect((await plain(`/repos/${rpc}`, 'ghs_forged')).status).toBe(401);
    expect(() => github.as('stranger')).toThrow('nobody is called stranger');
  });
});

describe('labels', () => {
  it('are one label in any case', async () => {
    await bot.issues.createLabel({ ...BOOT, name: 'good first issue', color: '7057ff' });
    const twin = bot.issues.createLabel({ ...BOOT, name: 'Good First Issue' });
    await expect(twin).rejects.toMatchObject({
      status: 422,
      response: { data: { errors: [{ resource: 'Label', code: 'already_exists' }] } },
    });
    await bot.issues.addLabels({ ...BOOT, issue_number: 2, labels: ['GOOD first issue'] });
    const { data } = await bot.issues.listForRepo({ ...BOOT, labels: 'Good First Issue' });
    expect(data.map(({ number }) => number)).toEqual([2]);
    expect((await bot.issues.listLabelsForRepo(BOOT)).data).toHaveLength(1);
    await bot.issues.removeLabel({ ...BOOT, issue_number: 2, name: 'Good First Issue' });
    expect((await bot.issues.listLabelsOnIssue({ ...BOOT, issue_number: 2 })).data).toEqual([]);
  });
});

describe('files', () => {
  it('are text when asked for raw', async () => {
    const path = '.github/my-app.yml';
    const content = Buffer.from('language: zh-CN\n').toString('base64');
    const file = { ...LAYOTTO, path, message: 'Configure', content };
    await github.as('keeper').repos.createOrUpdateFileContents(file);
    const address = { ...LAYOTTO, path, mediaType: { format: 'raw' } };
    const { data } = await github.as('ann').repos.getContent(address);
    expect(data).toBe('language: zh-CN\n');
  });
});

describe('limits and reactions', () => {
  it.each([
    [65_536, 201],
    [65_537, 422],
  ])('a comment of %i characters: %i', async (length, expected) => {
    const body = '文'.repeat(length);
    expect(await status(bot.issues.createComment({ ...BOOT, issue_number: 1, body }))).toBe(
      expected,
    );
  });

  it('keeps one reaction per person and content, and counts them', async () => {
    const { id } = await github.seedComment({
      repository: rpc,
      number: 1127,
      author: 'ann',
      body: '/claim',
    });
    const address = { ...RPC, comment_id: id, content: 'eyes' } as const;
    const first = await bot.reactions.createForIssueComment(address);
    const again = await bot.reactions.createForIssueComment(address);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(first.data).toMatchObject({ content: 'eyes', user: { login: github.botLogin } });
    expect(github.reactionsOn(rpc, id)).toEqual([{ content: 'eyes', login: github.botLogin }]);
    const { data } = await bot.issues.getComment(address);
    expect(data.reactions).toMatchObject({ total_count: 1, eyes: 1 });
    const reaction = { ...address, reaction_id: first.data.id };
    expect(await status(bot.reactions.deleteForIssueComment(reaction))).toBe(204);
    expect((await bot.reactions.listForIssueComment({ ...RPC, comment_id: id })).data).toEqual([]);
    const missing = { ...RPC, comment_id: 5, content: 'eyes' } as const;
    expect(await status(bot.reactions.createForIssueComment(missing))).toBe(404);
  });

  it('can be a GitHub without reactions', async () => {
    const other = await startGitHub({
      organisations: [{ login: 'o', repositories: ['r'] }],
      people: ['ann'],
      reactions: false,
    });
    await other.seedIssue({ repository: 'o/r', author: 'ann', title: 'One' });
    const react = { owner: 'o', repo: 'r', issue_number: 1, content: '+1' } as const;
    expect(await status(other.as('ann').reactions.createForIssue(react))).toBe(404);
    await other.close();
  });
});

describe('the App', () => {
  it('sees its repositories and when it was installed', async () => {
    const { data } = await bot.apps.listReposAccessibleToInstallation();
    expect(data.repositories.map(({ full_name }) => full_name)).toEqual([
      'sofastack/sofa-rpc',
      'sofastack/sofa-boot',
    ]);
    const installations = await asBot().apps.listInstallations();
    expect(installations.data[0]?.created_at).toBe(OLD);
    expect(installations.data[1]?.created_at).not.toBe(OLD);
    expect((await asBot().apps.getRepoInstallation(RPC)).data.created_at).toBe(OLD);
  });

  it('reads its deliveries and has them sent again under the same id', async () => {
    listen();
    await github.as('ann').issues.create({ ...BOOT, title: 'Reported' });
    await github.quiet();
    const { data } = await asBot().apps.listWebhookDeliveries({ per_page: 1 });
    expect(data).toMatchObject([{ guid: heard[0]?.id, event: 'issues', status: 'OK' }]);
    const delivery_id = data[0]?.id ?? 0;
    await asBot().apps.redeliverWebhookDelivery({ delivery_id });
    await github.quiet();
    expect(heard.map(({ id }) => id)).toEqual([data[0]?.guid, data[0]?.guid]);
    expect(await status(github.as('ann').request('GET /app/hook/deliveries'))).toBe(401);
  });

  it('is told once, twice or never, and by strangers too', async () => {
    listen();
    const fates = ['lost', 'twice'] as const;
    let turn = 0;
    github.onDelivery = () => fates[turn++] ?? 'once';
    const ann = github.as('ann');
    await ann.issues.createComment({ ...BOOT, issue_number: 2, body: 'lost' });
    await github.quiet();
    expect(heard).toEqual([]);
    await ann.issues.createComment({ ...BOOT, issue_number: 2, body: 'twice' });
    await github.quiet();
    expect(new Set(heard.map(({ id }) => id)).size).toBe(1);
    expect(heard).toHaveLength(2);
    const forged = await github.deliver('ping', { zen: 'Hm.' }, { secret: 'guessed', id: 'x-1' });
    expect(forged.status).toBe(200);
    expect(heard[2]).toMatchObject({ event: 'ping', id: 'x-1', signed: false });
    await github.redeliver(forged);
    expect(heard[3]).toMatchObject({ id: 'x-1' });
  });
});

describe('the record and the faults', () => {
  it("logs every request, and tells the bot's work from its housekeeping", async () => {
    const mark = github.requests.mark();
    const fresh = asBot({ installationId: github.installationOf('sofastack') });
    await fresh.issues.createComment({ ...BOOT, issue_number: 1, body: 'work' });
    const path = '.github/my-app.yml';
    await status(fresh.repos.getContent({ ...BOOT, path }));
    await github.as('ann').issues.get({ ...BOOT, issue_number: 1 });
    expect(github.requests.since(mark).map(({ actor }) => actor)).toEqual([
      'app',
      'installation',
      'installation',
      'person',
    ]);
    expect(github.requests.ofTheBot(mark)).toMatchObject([
      {
        method: 'POST',
        path: '/repos/sofastack/sofa-boot/issues/1/comments',
        status: 201,
        body: { body: 'work' },
      },
    ]);
  });

  it.each([
    ['before', 502, 0],
    ['after', 502, 1],
  ] as const)('a fault %s: %i, and %i comments stored', async (kind, expected, stored) => {
    const issue = { ...BOOT, issue_number: 1 };
    const count = async () => (await github.as('ann').issues.listComments(issue)).data.length;
    const before = await count();
    github.faults.push({ kind, method: 'POST', path: /\/comments$/, times: 1 });
    await github.as('ann').issues.createComment({ ...issue, body: 'people are never hit' });
    expect(await status(bot.issues.createComment({ ...issue, body: 'hit' }))).toBe(expected);
    expect(await count()).toBe(before + 1 + stored);
    expect(await status(bot.issues.createComment({ ...issue, body: 'again' }))).toBe(201);
  });

  it('can refuse with headers, hang, expire tokens and stop before an answer', async () => {
    const headers = { 'retry-after': '60' };
    github.faults.push({ kind: 'before', method: '*', path: /./, times: 1, status: 403, headers });
    const refused = bot.issues.get({ ...BOOT, issue_number: 1 });
    await expect(refused).rejects.toMatchObject({ status: 403, response: { headers } });
    github.faults.push({ kind: 'hang', method: 'GET', path: /issues\/1$/, times: 1 });
    const signal = AbortSignal.timeout(100);
    const hanging = bot.issues.get({ ...BOOT, issue_number: 1, request: { signal } });
    await expect(hanging).rejects.toThrow();
    expect(github.requests.all.at(-1)?.status).toBeNull();
    const seen: string[] = [];
    github.beforeAnswer = ({ method, path }) => {
      seen.push(`${method} ${path}`);
    };
    await bot.issues.get({ ...BOOT, issue_number: 1 });
    expect(seen).toEqual(['GET /repos/sofastack/sofa-boot/issues/1']);
    github.expireTokens();
    expect(await status(bot.issues.get({ ...BOOT, issue_number: 1 }))).toBe(401);
    bot = asBot({ installationId: github.installationOf('sofastack') });
  });
});

describe('the page of an issue', () => {
  it("reads like GitHub's, without hidden comments, scripts or raw entities", async () => {
    const body = [
      '<!-- my-app: state -->Tasks &#64;here <script>alert(1)</script>',
      '',
      '- [x] done #1031',
      '- [ ] open `<!-- kept in code -->`',
      '',
      '<details><summary>More</summary>',
      '',
      'more &#64;here',
      '</details>',
    ].join('\n');
    await github.seedIssue({
      repository: rpc,
      number: 1400,
      author: 'ann',
      title: '<b>A & B</b>',
      body,
      labels: ['good first issue'],
    });
    const { id } = await github.seedComment({
      repository: rpc,
      number: 1400,
      author: 'bob',
      body: 'line\nline',
    });
    const page = await fetch(`${github.url}/${rpc}/issues/1400`);
    expect(page.headers.get('content-type')).toContain('text/html');
    const html = await page.text();
    expect(html).toContain('&lt;b&gt;A &amp; B&lt;/b&gt; <span class="number">#1400</span>');
    expect(html).toContain('Tasks &#64;here &lt;script&gt;');
    expect(html).toContain('<details><summary>More</summary>');
    expect(html).toContain('more @here');
    expect(html).not.toContain('my-app: state');
    expect(html).toContain('&lt;!-- kept in code --&gt;');
    expect(html).toContain('<input type="checkbox" disabled checked> done');
    expect(html).toContain('<input type="checkbox" disabled> open');
    expect(html).toContain(`<a href="/${rpc}/issues/1031">#1031</a>`);
    expect(html).toContain(`id="issuecomment-${id}"`);
    expect(html).toContain('good first issue</span>');
    expect(html).not.toContain('<script>');
    expect((await fetch(`${github.url}/${rpc}/issues/77`)).status).toBe(404);
  });
});
