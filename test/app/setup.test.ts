import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { freePort } from '../../src/demo/bot-process.js';
import { gitHub, runTheProgram } from './a-bot.js';
import { confirmOnGitHub } from './a-browser.js';
import type { Called } from './a-server.js';

let github: EmbeddedGitHub;
let folder: string;
beforeEach(async () => {
  github = await gitHub();
  folder = mkdtempSync(join(tmpdir(), 'newbie-tasks-test-'));
});
afterEach(async () => {
  await github.close();
  rmSync(folder, { recursive: true });
});

const PUBLIC = ['--public-url', 'https://tasks.example.org/'];
const env = () => join(folder, '.env');
const values = () => parseEnv(readFileSync(env(), 'utf8'));

type Setup = {
  readonly page: string;
  readonly ended: Promise<Called>;
};

/** The program until it shows the address of its page. */
async function begin(
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<Setup> {
  let shown: (page: string) => void = () => {};
  const page = new Promise<string>((resolve) => {
    shown = resolve;
  });
  const ended = runTheProgram(
    ['setup', ...args],
    { GITHUB_API_URL: github.url, ...environment },
    { cwd: folder, onError: (line) => /^ {2}http:/.test(line) && shown(line.trim()) },
  );
  return { page: await page, ended };
}

describe('setup', () => {
  it('registers the App from app.yml, writes .env for its owner alone, and hears the first delivery', async () => {
    const port = await freePort();
    github.deliverTo(`http://127.0.0.1:${port}/api/github/webhooks`);
    const { page, ended } = await begin(PUBLIC, { PORT: String(port) });
    const back = await fetch(await confirmOnGitHub(page));
    expect([back.status, await back.text()]).toEqual([
      200,
      expect.stringContaining(`${github.url}/apps/newbie-tasks/installations/new`),
    ]);
    const { code, stdout, stderr } = await ended;
    expect([code, stdout]).toEqual([0, `${github.url}/apps/newbie-tasks/installations/new\n`]);
    expect(stderr).toContain('setup: a delivery arrived (ping), and its signature is right\n');
    for (const secret of [github.webhookSecret, github.privateKey.split('\n')[1] ?? '']) {
      expect(stdout + stderr).not.toContain(secret);
    }
    expect(values()).toEqual({
      GITHUB_API_URL: github.url,
      APP_ID: '1',
      PRIVATE_KEY: Buffer.from(github.privateKey).toString('base64'),
      WEBHOOK_SECRET: github.webhookSecret,
      PUBLIC_URL: 'https://tasks.example.org',
    });
    expect(statSync(env()).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['.env']);
    expect(github.manifests).toEqual([
      {
        path: '/settings/apps/new',
        manifest: expect.objectContaining({
          name: 'newbie-tasks',
          default_permissions: {
            issues: 'write',
            pull_requests: 'read',
            contents: 'read',
            metadata: 'read',
          },
          hook_attributes: {
            url: 'https://tasks.example.org/api/github/webhooks',
            active: true,
          },
        }),
      },
    ]);
  });

  it('registers under an organisation', async () => {
    const { page, ended } = await begin(['--organization', 'mosn', '--no-wait']);
    await fetch(await confirmOnGitHub(page));
    expect((await ended).code).toBe(0);
    expect(github.manifests[0]?.path).toBe('/organizations/mosn/settings/apps/new');
  });

  it('takes no code that comes with another state, and goes on waiting', async () => {
    const { page, ended } = await begin(['--no-wait']);
    const back = await confirmOnGitHub(page);
    const forged = new URL(back);
    for (const state of ['', 'x', `${back.searchParams.get('state')}x`]) {
      forged.searchParams.set('state', state);
      expect((await fetch(forged)).status).toBe(404);
    }
    expect((await fetch(back)).status).toBe(200);
    expect((await ended).code).toBe(0);
  });

  it('says what to do when GitHub does not know the code', async () => {
    const { page, ended } = await begin(['--no-wait']);
    const back = await confirmOnGitHub(page);
    back.searchParams.set('code', 'unknown');
    await fetch(back);
    const { code, stderr } = await ended;
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('GitHub did not hand the App over'),
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['an App', 'APP_ID=7\n', 'APP_ID is set already'],
    ['half an App', 'export WEBHOOK_SECRET="x"\n', 'WEBHOOK_SECRET is set already'],
    ['another address', 'PUBLIC_URL=https://other.example\n', 'PUBLIC_URL is https://other'],
    ['no deliveries', 'WEBHOOKS=off\n', 'WEBHOOKS=off switches deliveries off'],
  ])('refuses %s in .env before anything is registered', async (_, text, words) => {
    writeFileSync(env(), text);
    const { code, stdout, stderr } = await runTheProgram(
      ['setup', ...PUBLIC, '--no-wait'],
      { GITHUB_API_URL: github.url },
      { cwd: folder },
    );
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringContaining(words)]);
    expect(readFileSync(env(), 'utf8')).toBe(text);
    expect(github.manifests).toEqual([]);
  });

  it('replaces an App with --force, and keeps every other line', async () => {
    const kept = '# ours\nLOG_LEVEL=warn\nOWNERS="mosn\nsofastack"\n';
    const old =
      'PRIVATE_KEY="-----BEGIN\nold\n-----END"\nexport APP_ID = 7\nPRIVATE_KEY_PATH=k.pem';
    writeFileSync(env(), kept + old, { mode: 0o644 });
    const { page, ended } = await begin(['--force', '--no-wait']);
    await fetch(await confirmOnGitHub(page));
    expect((await ended).code).toBe(0);
    expect(readFileSync(env(), 'utf8').startsWith(kept)).toBe(true);
    expect(readFileSync(env(), 'utf8')).not.toMatch(/old|k\.pem/);
    expect(values()).toMatchObject({ APP_ID: '1', LOG_LEVEL: 'warn', OWNERS: 'mosn\nsofastack' });
    expect(statSync(env()).mode & 0o777).toBe(0o600);
  });

  it('registers nothing where the port of the first delivery is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const PORT = String((other.address() as AddressInfo).port);
    const { code, stderr } = await runTheProgram(
      ['setup', ...PUBLIC],
      { GITHUB_API_URL: github.url, PORT },
      { cwd: folder },
    );
    other.close();
    expect([code, stderr]).toEqual([1, expect.stringContaining(`127.0.0.1:${PORT}`)]);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it.each([
    [['--public-url', 'http://tasks.example.org'], '--public-url: expected the https address'],
    [['--organization', '../x'], '--organization: expected the name'],
    [['--port', '70000'], '--port: expected a number'],
    [['--nonsense'], "unknown option '--nonsense'"],
  ])('%j is wrong usage', async (args, words) => {
    const { code, stdout, stderr } = await runTheProgram(['setup', ...args], {}, { cwd: folder });
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(words)]);
  });

  it('refuses an App in the environment, which would win over .env', async () => {
    const { code, stderr } = await runTheProgram(['setup'], { APP_ID: '7' }, { cwd: folder });
    expect([code, stderr]).toEqual([1, expect.stringContaining('APP_ID: set in the environment')]);
  });
});
