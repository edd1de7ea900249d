import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { botEnvironment } from '../../src/demo/bot-process.js';
import {
  configFolder,
  eventually,
  gitHub,
  LAYOTTO,
  openTask,
  openWorld,
  runTheProgram,
  seen,
  type World,
} from './a-bot.js';

let world: World;
beforeAll(async () => {
  world = await openWorld(await gitHub());
});
afterAll(() => world.end());

describe('the server', () => {
  it('answers nothing but its own paths', async () => {
    const { url } = world.bot;
    const status = async (path: string, init?: RequestInit) =>
      (await fetch(`${url}${path}`, init)).status;
    expect(await status('/healthz')).toBe(200);
    expect(await status('/readyz')).toBe(200);
    expect(await status('/probot')).toBe(404);
    expect(await status('/probot/import', { method: 'POST' })).toBe(404);
    expect(await status('/api/github/webhooks')).toBe(405);
  });

  it('refuses what is forged, unsigned, malformed or over 2 MB, without saying why', async () => {
    const { github, bot } = world;
    const forged = await github.deliver('issues', { action: 'opened' }, { secret: 'development' });
    expect(forged.status).toBe(401);
    const unsigned = await fetch(bot.webhookUrl, { method: 'POST', body: '{}' });
    expect(unsigned.status).toBe(400);
    const large = await github.deliver('issues', { padding: 'x'.repeat(2 * 1024 * 1024) });
    expect(large.status).toBe(413);
    expect(await unsigned.text()).not.toMatch(/error|at |\//i);
  });

  it('says of what is refused once a minute how much it was, and what to check', async () => {
    const { github, bot } = world;
    for (let n = 0; n < 5; n += 1) {
      await github.deliver('issues', { action: 'opened' }, { secret: 'another' });
    }
    const lines = bot
      .log()
      .split('\n')
      .filter((line) => line.includes('deliveries were refused'));
    // The first of this server, and all others wait for their minute.
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        level: 40,
        counts: { forged: 1 },
        check: [expect.stringMatching(/^forged: .*WEBHOOK_SECRET/)],
      }),
    ]);
  });

  it('takes every example payload of GitHub without an unhandled error', async () => {
    const { github, bot } = world;
    type Examples = { name: string; examples: object[] }[];
    const require = createRequire(import.meta.url);
    const definitions = require('@octokit/webhooks-examples') as Examples;
    const all = definitions.flatMap(({ name, examples }) =>
      examples.map((payload) => ({ name, payload })),
    );
    expect(all.length).toBeGreaterThanOrEqual(300);
    const statuses = new Set<number | null>();
    for (const { name, payload } of all) {
      statuses.add((await github.deliver(name, payload)).status);
    }
    expect([...statuses]).toEqual([202]);
    await github.quiet(400);
    expect((await fetch(`${bot.url}/healthz`)).status).toBe(200);
    expect(bot.log()).not.toMatch(/TypeError|ReferenceError|unhandled/i);
  });

  it('writes no secret into its log, at the level of debugging', async () => {
    const { bot, github } = world;
    await openTask(github, LAYOTTO, 'Logged');
    expect(bot.log()).toContain('"level":20');
    expect(bot.log()).not.toContain(github.webhookSecret);
    expect(bot.log()).not.toMatch(/PRIVATE KEY|ghs_|eyJ[\w-]+\./);
  });

  it('goes on after a failure of GitHub, and with what was asked meanwhile', async () => {
    const { github } = world;
    github.faults.push({ kind: 'before', method: 'GET', path: /./, times: 3, status: 502 });
    const task = await openTask(github, LAYOTTO, 'During a failure');
    await eventually(async () => {
      expect((await seen(github, LAYOTTO, task)).plans).toHaveLength(1);
    }, 15);
  });
});

describe('starting', () => {
  it('without a webhook secret refuses, and says why', async () => {
    const environment = botEnvironment(world.github, world.folder);
    const { code, stderr } = await runTheProgram(['serve'], { ...environment, WEBHOOK_SECRET: '' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/WEBHOOK_SECRET is not set/);
  });

  it('without an App says how to get one', async () => {
    const { code, stderr } = await runTheProgram(['serve'], { WEBHOOK_SECRET: 'x' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/app\.yml/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('with the key of another App says so', async () => {
    const environment = botEnvironment(world.github, world.folder);
    const { code, stderr } = await runTheProgram(['serve'], {
      ...environment,
      APP_ID: '99',
      PORT: '0',
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/GitHub does not accept this App/);
  });

  it('with a broken newsletter names file, line and key', async () => {
    const { writeFileSync, mkdirSync } = await import('node:fs');
    const folder = configFolder();
    mkdirSync(`${folder}/newsletters`);
    writeFileSync(`${folder}/newsletters/a.yml`, 'title: A\nprojetcs: []\n');
    const { code, stderr } = await runTheProgram(['serve'], botEnvironment(world.github, folder));
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /newsletters\/a\.yml:2:1 projetcs: unknown key, did you mean projects\?/,
    );
  });
});

describe('the command line', () => {
  it.each([
    [['--help']],
    [['serve', '--help']],
    [['digest', '--help']],
    [['demo', '--help']],
    [['check-config', '--help']],
  ])('explains itself: %j', async (args) => {
    const { code, stdout } = await runTheProgram(args, {});
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: newbie-tasks/);
  });

  it.each([
    [['dance'], 'unknown command'],
    [['digest', '--dat', '2021-11-12'], 'Did you mean --date'],
    [['digest', '--date', 'yesterday'], 'expected a day like 2021-11-12'],
    [['digest', '--section', 'weather'], 'no section'],
    [['digest', '--publish', '--out', 'x'], 'without --out and --format'],
    [['check-config'], 'missing required argument'],
  ])('is called wrongly: %j', async (args, hint) => {
    const { code, stderr, stdout } = await runTheProgram(args, {});
    expect(code).toBe(2);
    expect(stderr).toContain(hint);
    expect(stdout).toBe('');
  });
});
