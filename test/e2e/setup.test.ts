import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { freePort } from '../../src/demo/bot-process.js';
import { eventually, gitHub, MAIN, runTheProgram } from './a-bot.js';
import { QUICKENED } from './a-story.js';

let github: EmbeddedGitHub;
let folder: string;
let running: ChildProcess | null = null;
beforeEach(async () => {
  github = await gitHub();
  folder = mkdtempSync(join(tmpdir(), 'newbie-tasks-test-'));
});
afterEach(async () => {
  running?.kill('SIGKILL');
  running = null;
  await github.close();
  rmSync(folder, { recursive: true });
});

const PUBLIC = ['--public-url', 'https://tasks.example.org/'];
const env = () => join(folder, '.env');
const values = () => parseEnv(readFileSync(env(), 'utf8'));

type Setup = {
  readonly page: string;
  readonly said: () => string;
  readonly ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
};

/** The program until it shows the address of its page. */
async function begin(
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<Setup> {
  const child = spawn(process.execPath, [MAIN, 'setup', ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, GITHUB_API_URL: github.url, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running = child;
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, stdout, stderr }));
  const shown = () => /^ {2}(http:\S+)$/m.exec(stderr)?.[1];
  await eventually(async () => expect(shown()).toBeDefined());
  return { page: shown() ?? '', said: () => stderr, ended };
}

/** What a browser does: reads the form, sends it to GitHub. @returns where GitHub sends it next */
async function confirmOnGitHub(page: string): Promise<URL> {
  const html = await (await fetch(page)).text();
  const field = (pattern: RegExp) => (pattern.exec(html)?.[1] ?? '').replaceAll('&quot;', '"');
  const action = field(/<form action="([^"]+)"/).replaceAll('&amp;', '&');
  const manifest = field(/name="manifest" value="([^"]+)"/).replaceAll('&amp;', '&');
  const body = new URLSearchParams({ manifest });
  const sent = await fetch(action, { method: 'POST', body, redirect: 'manual' });
  expect([sent.status, await sent.text()]).toEqual([302, '']);
  return new URL(sent.headers.get('location') ?? '');
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

  it('leaves a .env with which the program works, and the environment wins over it', async () => {
    const { page, ended } = await begin(['--no-wait']);
    await fetch(await confirmOnGitHub(page));
    const { code, stderr } = await ended;
    expect([code, stderr]).toEqual([0, expect.stringContaining('.env will say WEBHOOKS=off')]);
    expect(values()).toMatchObject({ WEBHOOKS: 'off' });
    const { hook_attributes: hook } = github.manifests[0]?.manifest ?? {};
    // GitHub refuses a webhook without an address, even one that is off.
    expect(hook).toEqual({ url: 'https://example.com/', active: false });
    mkdirSync(join(folder, 'config'));
    const doctor = (environment: Record<string, string>) =>
      runTheProgram(['doctor'], environment, { cwd: folder });
    expect((await doctor({})).stdout).toContain('newbie-tasks');
    expect((await doctor({ APP_ID: 'x' })).stderr).toContain('APP_ID: expected a number');
  });

  it('registers under an organisation', async () => {
    const { page, ended } = await begin(['--organization', 'mosn', '--no-wait']);
    await fetch(await confirmOnGitHub(page));
    expect((await ended).code).toBe(0);
    expect(github.manifests[0]?.path).toBe('/organizations/mosn/settings/apps/new');
  });

  it('shows its page to whoever has the token, once, and answers nothing else', async () => {
    const { page, said } = await begin(['--no-wait']);
    const { origin, pathname } = new URL(page);
    expect(pathname.length).toBeGreaterThan(40);
    const status = async (path: string, init?: RequestInit) =>
      (await fetch(origin + path, init)).status;
    for (const path of ['/', '/x', `${pathname}x`, pathname.slice(0, -1), '/registered']) {
      expect([path, await status(path)]).toEqual([path, 404]);
    }
    for (const path of ['/probot', '/probot/setup', '/probot/import']) {
      expect([path, await status(path, { method: 'POST' })]).toEqual([path, 404]);
    }
    expect(await status(pathname, { method: 'POST' })).toBe(404);
    expect(await status(pathname)).toBe(200);
    expect(await status(pathname)).toBe(404);
    expect(said()).not.toContain('registered');
  });

  it('lets the page send its form to GitHub alone, and keeps it out of caches and frames', async () => {
    const { page } = await begin(['--no-wait']);
    const { headers } = await fetch(page);
    const policy = headers.get('content-security-policy');
    expect(policy).toContain(`form-action ${github.url}`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('listens on the loopback alone', async () => {
    const { page } = await begin(['--no-wait']);
    const { hostname, port } = new URL(page);
    expect(hostname).toBe('127.0.0.1');
    const others = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal);
    // 127.0.0.2 is this machine too, and would answer if every address did.
    for (const address of ['127.0.0.2', ...others.map(({ address }) => address)]) {
      await expect(fetch(`http://${address}:${port}/`)).rejects.toThrow();
    }
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

  it('loses nothing when .env cannot be written after all, and prints no secret', async () => {
    const { page, ended } = await begin(['--no-wait'], { TMPDIR: folder });
    const back = await confirmOnGitHub(page);
    mkdirSync(env());
    await fetch(back);
    const { code, stdout, stderr } = await ended;
    expect([code, stderr]).toEqual([1, expect.stringContaining('.env could not be written')]);
    const rescued = /mv (\S+) /.exec(stderr)?.[1] ?? '';
    expect(parseEnv(readFileSync(rescued, 'utf8'))).toMatchObject({ APP_ID: '1' });
    expect(statSync(rescued).mode & 0o777).toBe(0o600);
    const { PRIVATE_KEY = '' } = parseEnv(readFileSync(rescued, 'utf8'));
    expect(PRIVATE_KEY).not.toBe('');
    expect(stdout + stderr).not.toContain(PRIVATE_KEY);
  });

  it('says what to check when no delivery arrives', async () => {
    const port = await freePort();
    github.onDelivery = () => 'lost';
    const { page, ended } = await begin(PUBLIC, { PORT: String(port), ...QUICKENED });
    const hook = `http://127.0.0.1:${port}/api/github/webhooks`;
    await fetch(await confirmOnGitHub(page));
    github.deliverTo(hook);
    await github.deliver('ping', { zen: 'forged' }, { secret: 'another' });
    const { code, stdout, stderr } = await ended;
    expect([code, stdout]).toEqual([1, expect.stringContaining('/installations/new')]);
    expect(stderr).toContain('no delivery arrived within two minutes');
    expect(stderr).toContain('1 came with a wrong signature');
    expect(stderr).toContain(
      `passes https://tasks.example.org/api/github/webhooks on to 127.0.0.1`,
    );
    expect(stderr).toContain(`${github.url}/settings/apps/newbie-tasks/advanced`);
    expect(values()).toMatchObject({ APP_ID: '1' });
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
