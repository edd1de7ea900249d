/** What strangers could try against the real process; SECURITY.md names these tests. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { botEnvironment } from '../../src/demo/bot-process.js';
import {
  eventually,
  LAYOTTO,
  openTask,
  openWorld,
  runTheProgram,
  say,
  seen,
  type World,
} from './a-bot.js';
import { startGitHub } from './a-github.js';

const BOMBED = { owner: 'mosn', repo: 'bombed' };
const OTHERS = { owner: 'others', repo: 'theirs' };
const PUBLISH_TOKEN = 'a-token-that-publishes';
const MARKUP = '<script>alert(1)</script> ![x](javascript:alert(1)) {{< raw >}}';

const HOSTILE_TITLE =
  '@ben <!-- newbie-tasks:end --> --> [x](https://evil.example) | ` /assign @ben';

const NEWSLETTER = `
projects:
  - name: Layotto
    repository: mosn/layotto
    tracking: https://github.com/mosn/layotto/issues/100
  - { name: Hidden, repository: mosn/hidden }
  - { name: Others, repository: others/theirs }
`;

let github: EmbeddedGitHub;
let world: World;
beforeAll(async () => {
  const members = ['maintainer'];
  github = await startGitHub({
    organisations: [
      {
        login: 'mosn',
        repositories: ['layotto', 'hidden', 'bombed'],
        private: ['hidden'],
        members,
      },
      { login: 'others', repositories: ['theirs'], members },
    ],
    people: ['ann', 'ben', 'mallory'],
    bots: ['echo[bot]'],
  });
  const author = 'maintainer';
  const seed = (repository: string, title: string, number = 1) =>
    github.seedIssue({
      ...{ repository, title, author, number, labels: ['good first issue', 'easy'] },
    });
  await seed('mosn/layotto', 'A public task');
  await seed('mosn/layotto', HOSTILE_TITLE, 2);
  await seed('mosn/hidden', 'A private task');
  await seed('others/theirs', 'Of others');
  const body = ['## Easy', '- [ ] mosn/hidden#1', `- [ ] ${MARKUP}`].join('\n');
  await github.seedIssue({
    ...{ repository: 'mosn/layotto', number: 100, title: 'List', body, author },
  });
  world = await openWorld(github, NEWSLETTER, {
    ...{ OWNERS: 'Mosn', LOG_LEVEL: 'trace', PUBLISH_TOKEN },
  });
}, 60_000);
afterAll(() => world.end());

const look = (number: number) => seen(github, LAYOTTO, number);

async function settled(number: number) {
  await github.quiet(400);
  return look(number);
}

describe('a delivery that somebody recorded', () => {
  it('can be sent again and again, with its id and signature, and changes nothing', async () => {
    const task = await openTask(github, LAYOTTO, 'Replayed');
    await say(github, 'ann', LAYOTTO, task, '/claim');
    await eventually(async () => expect((await look(task)).assignees).toEqual(['ann']));
    const claim = github.deliveries.findLast(({ body }) => body.includes('"/claim"'));
    if (claim === undefined) throw new Error('there is no delivery');
    const held = await settled(task);
    for (const _ of [1, 2, 3]) expect((await github.redeliver(claim)).status).toBe(202);
    expect(await settled(task)).toEqual(held);
    await say(github, 'ann', LAYOTTO, task, '/unclaim');
    await eventually(async () => expect((await look(task)).assignees).toEqual([]));
    const free = await settled(task);
    for (const _ of [1, 2, 3]) await github.redeliver(claim);
    expect(await settled(task)).toEqual(free);
  });

  it('cannot be changed, nor made up, nor be larger than 2 MB', async () => {
    const task = await openTask(github, LAYOTTO, 'Forged delivery');
    await say(github, 'ann', LAYOTTO, task, 'what is this about?');
    const before = await settled(task);
    const { headers, body } = github.deliveries.findLast((one) => one.body.includes('about?')) ?? {
      ...{ headers: {}, body: '' },
    };
    const mark = github.requests.mark();
    const post = async (changed: Record<string, string>, text: string) =>
      (
        await fetch(world.bot.webhookUrl, {
          ...{ method: 'POST', headers: { ...headers, ...changed }, body: text },
        })
      ).status;
    const signature = (hex: string) => ({ 'x-hub-signature-256': `sha256=${hex}` });
    const forged = body.replace('what is this about?', '/claim');
    expect(forged).not.toBe(body);
    expect(await post({}, forged)).toBe(401);
    expect(await post(signature('0'.repeat(64)), body)).toBe(401);
    expect(await post(signature(''), body)).toBe(401);
    const large = `{"padding":"${'x'.repeat(2 * 1024 * 1024)}"}`;
    const signed = createHmac('sha256', github.webhookSecret).update(large).digest('hex');
    expect(await post(signature(signed), large)).toBe(413);
    expect(await settled(task)).toEqual(before);
    expect(github.requests.ofTheBot(mark)).toEqual([]);
  });
});

describe('a title', () => {
  it('that pings, links, runs a command or ends our hidden state does nothing of it', async () => {
    await eventually(async () => expect((await look(100)).projectPlans).toHaveLength(1));
    await say(github, 'ann', LAYOTTO, 100, '/claim');
    await eventually(async () => expect((await look(100)).answers).toHaveLength(1));
    const { answers, projectPlans } = await look(100);
    for (const body of [...answers, ...projectPlans]) {
      expect(body).toContain('evil.example');
      expect(body).not.toMatch(/@ben|\]\(https:\/\/evil|\/assign|<!-- newbie-tasks:end --> -->/);
    }
    expect(projectPlans.join().match(/<!-- newbie-tasks:end -->/g)).toHaveLength(1);
  });
});

describe('a configuration', () => {
  const bombs = {
    'nested brackets': '['.repeat(900) + ']'.repeat(900),
    'aliases of aliases': `a: &a [x,x]\n${[...'bcdefghij'].map((key, at) => `${key}: &${key} [${`*${'abcdefghi'[at]},`.repeat(9)}]`).join('\n')}`,
    'a megabyte of keys': Array.from({ length: 60_000 }, (_, at) => `key${at}: {}`).join('\n'),
  };

  it('that is made to stop the program stops nothing', async () => {
    for (const [name, text] of Object.entries(bombs)) {
      const { repos } = github.as('maintainer').rest;
      const path = '.github/newbie-tasks.yml';
      const there = await repos.getContent({ ...BOMBED, path }).catch(() => null);
      const sha = there !== null && 'sha' in there.data ? there.data.sha : undefined;
      await repos.createOrUpdateFileContents({
        ...{ ...BOMBED, path, message: name, ...(sha === undefined ? {} : { sha }) },
        content: Buffer.from(text).toString('base64'),
      });
      const task = await openTask(github, BOMBED, name);
      await say(github, 'ann', BOMBED, task, '/claim');
      await eventually(async () => {
        expect((await seen(github, BOMBED, task)).assignees).toEqual(['ann']);
      });
      await say(github, 'ann', BOMBED, task, '/unclaim');
      await github.quiet();
    }
  });
});

describe('somebody without the role', () => {
  it('hands nobody a task, takes none away, sets no difficulty and nominates nothing', async () => {
    const task = await openTask(github, LAYOTTO, 'For maintainers only');
    await say(github, 'ann', LAYOTTO, task, '/claim');
    await eventually(async () => expect((await look(task)).assignees).toEqual(['ann']));
    const commands = ['/claim @ben', '/unclaim @ann', '/medium', '/hard', '/newsletter'];
    for (const command of commands) await say(github, 'mallory', LAYOTTO, task, command);
    await eventually(async () => {
      const { answers } = await look(task);
      expect(answers.filter((body) => body.includes('triage'))).toHaveLength(commands.length);
    });
    const { assignees, labels } = await settled(task);
    expect({ assignees, labels }).toEqual({
      ...{ assignees: ['ann'], labels: ['good first issue', 'easy'] },
    });
    await say(github, 'ann', LAYOTTO, task, '/unclaim');
  });
});

describe('a stranger who copies our comments', () => {
  it('is not believed: neither a plan with its state, nor an answer, nor a marker', async () => {
    const task = await openTask(github, LAYOTTO, 'Forged');
    const [plan = ''] = (await look(task)).plans;
    const claim = { id: 1, login: 'mallory', since: '2026-01-01T00:00:00Z', due: null };
    const forged = plan.replace('"claims":[]', `"claims":[${JSON.stringify(claim)}]`);
    expect(forged).toContain('mallory');
    await say(github, 'mallory', LAYOTTO, task, forged);
    const ids: number[] = [];
    for (const [at, login] of (['ann', 'ben'] as const).entries()) {
      // The next comment's number is easily guessed.
      const next = (ids.at(-1) ?? 0) + at + 2;
      await say(github, 'mallory', LAYOTTO, task, `<!-- newbie-tasks:answer ${next} -->`);
      ids.push(await say(github, login, LAYOTTO, task, '/claim'));
      const copy = `yes\n\n<!-- newbie-tasks:answer ${ids.at(-1)} -->\n<!-- newbie-tasks:state {"due":"2030-01-01T00:00:00Z"} -->`;
      await say(github, 'mallory', LAYOTTO, task, copy);
    }
    await eventually(async () => {
      const { assignees, answers } = await look(task);
      expect(assignees).toEqual(['ann']);
      expect(answers).toHaveLength(2);
    });
    const { plans, comments } = await settled(task);
    expect(plans).toHaveLength(1);
    expect(plans.join()).not.toContain('mallory');
    expect(comments).toHaveLength(3);
    await say(github, 'ann', LAYOTTO, task, '/unclaim');
  });
});

describe('another bot', () => {
  it('that answers every comment of ours is not answered: after one round it is quiet', async () => {
    const task = await openTask(github, LAYOTTO, 'Echo');
    await say(github, 'ben', LAYOTTO, task, '/claim');
    await eventually(async () => expect((await look(task)).answers).toHaveLength(1));
    let answered = 0;
    for (const _ of [1, 2, 3, 4, 5]) {
      const { comments } = await settled(task);
      if (comments.length === answered) break;
      for (const { body } of comments.slice(answered)) {
        await say(github, 'echo[bot]', LAYOTTO, task, `/claim\n/unclaim\n我想试试\n\n${body}`);
      }
      answered = comments.length;
    }
    const { comments, assignees } = await settled(task);
    expect(assignees).toEqual(['ben']);
    expect(comments).toHaveLength(2);
    expect(answered).toBe(2);
    await say(github, 'ben', LAYOTTO, task, '/unclaim');
  });
});

describe('an account that OWNERS does not name', () => {
  it('is left alone: no delivery, sweep, sync or edition asks or writes anything there', async () => {
    const mark = github.requests.mark();
    const task = await openTask(github, OTHERS, 'Not served');
    await say(github, 'ann', OTHERS, task, '/claim');
    const repository = { full_name: 'others/.github', default_branch: 'main' };
    const commits = [{ modified: ['.github/newbie-tasks.yml'] }];
    await github.deliver('push', { ref: 'refs/heads/main', repository, commits });
    await github.deliver('installation', {
      ...{ action: 'created', installation: { account: { login: 'others' } } },
      repositories: [{ full_name: 'others/theirs' }],
    });
    expect((await seen(github, OTHERS, task)).comments).toEqual([]);
    const environment = { ...botEnvironment(github, world.folder), OWNERS: 'mosn' };
    const [sync] = await Promise.all(
      [['sync', '--plans'], ['sync', 'others/theirs', '--plans'], ['digest']].map((args) =>
        runTheProgram(args, environment),
      ),
    );
    expect(sync?.stdout).not.toContain('others');
    await github.quiet(400);
    const installation = `installations/${github.installationOf('others')}/`;
    const there = github.requests
      .ofTheBot(mark)
      .filter(({ path }) => path.includes('others') || path.includes(installation));
    expect(there.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    expect((await seen(github, OTHERS, task)).comments).toEqual([]);
  });
});

describe('what only some may see', () => {
  it('is on no page and in no edition, even where a public list names it', async () => {
    const pages = [
      '/newsletter',
      '/newsletter.md',
      '/newsletter.html',
      '/',
      '/tasks.json',
      '/feed.xml',
    ];
    await eventually(async () => {
      expect(await (await fetch(`${world.bot.url}/newsletter.md`)).text()).toContain(
        'A public task',
      );
    });
    const environment = botEnvironment(github, world.folder);
    const digests = ['json', 'markdown'].map((format) =>
      runTheProgram(['digest', '--format', format], environment),
    );
    const texts = (await Promise.all(digests)).map(({ stdout }) => stdout);
    for (const page of pages) texts.push(await (await fetch(world.bot.url + page)).text());
    for (const text of texts) {
      expect(text).toContain('A public task');
      expect(text).not.toContain('A private task');
    }
  });

  it('is in no answer and no plan of a public task', async () => {
    const task = await openTask(github, LAYOTTO, 'Public');
    const bodies = (await settled(task)).comments.map(({ body }) => body).join();
    const list = (await look(100)).comments.map(({ body }) => body).join();
    expect(bodies + list).not.toContain('A private task');
  });
});

describe('a page', () => {
  it('shows the markup of strangers as text, and lets nothing of it run', async () => {
    const answer = await fetch(`${world.bot.url}/newsletter`);
    const html = await answer.text();
    expect(html).toContain('&lt;script&gt;alert(1)');
    expect(html).not.toMatch(/<script>alert|href="javascript|src="javascript|\{\{</i);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none';/);
    // Our own script alone, known by its hash.
    expect(policy).toMatch(/script-src 'sha256-[^' ]+'(?:;|$)/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('the log of all this', () => {
  it('holds no secret, at the most talkative level', async () => {
    const body = '{}';
    const signed = createHmac('sha256', github.webhookSecret).update(body).digest('hex');
    // A delivery's id is logged, and this one looks like a token of the new kind.
    const headers = {
      'x-github-event': 'ping',
      'x-github-delivery': 'token_ghs_12_eyJhbGciOi.eyJpc3Mi.sig-nature',
      'x-hub-signature-256': `sha256=${signed}`,
    };
    await fetch(world.bot.webhookUrl, { method: 'POST', headers, body });
    await eventually(async () => expect(world.bot.log()).toContain('token_[redacted]'));
    const log = world.bot.log();
    expect(log).toContain('"level":20');
    expect(log).not.toContain(github.webhookSecret);
    expect(log).not.toContain(PUBLISH_TOKEN);
    expect(log).not.toMatch(/PRIVATE KEY|ghs_|github_pat_|eyJ[\w-]+\.|sig-nature/);
    expect(log).not.toMatch(/TypeError|ReferenceError|unhandled/i);
  });
});
