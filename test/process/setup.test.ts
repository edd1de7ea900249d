import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { freePort } from '../../src/demo/bot-process.js';
import { eventually, gitHub, MAIN, runProcess } from '../app/a-bot.js';
import { confirmOnGitHub } from '../app/a-browser.js';
import { QUICKENED } from '../app/a-story.js';

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

describe('setup in a process of its own', () => {
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
      runProcess(['doctor'], environment, { cwd: folder });
    expect((await doctor({})).stdout).toContain('newbie-tasks');
    expect((await doctor({ APP_ID: 'x' })).stderr).toContain('APP_ID: expected a number');
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
});
