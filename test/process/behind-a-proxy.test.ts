import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { botEnvironment, startBot } from '../../src/demo/bot-process.js';
import {
  configFolder,
  eventually,
  gitHub,
  LAYOTTO,
  MAIN,
  openTask,
  runProcess,
  say,
  seen,
} from '../app/a-bot.js';
import { CERTIFICATE, type ForwardProxy, PASSWORD, startProxy } from './a-proxy.js';

let github: EmbeddedGitHub;
let proxy: ForwardProxy;
let behind: Record<string, string>;
const folder = configFolder();
beforeAll(async () => {
  github = await gitHub();
  proxy = await startProxy(github.url);
  behind = {
    GITHUB_API_URL: 'https://api.github.test',
    HTTPS_PROXY: proxy.url,
    NODE_EXTRA_CA_CERTS: CERTIFICATE,
  };
});
afterAll(async () => {
  proxy.close();
  await github.close();
});
beforeEach(() => {
  proxy.asked.length = 0;
});

const doctor = (environment: Record<string, string>) =>
  runProcess(['doctor', 'mosn/layotto'], { ...botEnvironment(github, folder), ...environment });

describe('behind a proxy', () => {
  it('a claim goes all its way, and the password stands in no line of the log', async () => {
    const bot = await startBot({ github, configFolder: folder, main: MAIN, environment: behind });
    const task = await openTask(github, LAYOTTO, 'Behind a proxy');
    await say(github, 'ann', LAYOTTO, task, '/claim');
    await eventually(async () =>
      expect((await seen(github, LAYOTTO, task)).assignees).toEqual(['ann']),
    );
    await bot.stop();
    expect([...new Set(proxy.asked)]).toEqual(['CONNECT api.github.test:443']);
    const base64 = Buffer.from(`bot:${PASSWORD}`).toString('base64');
    for (const secret of [PASSWORD, encodeURIComponent(PASSWORD), base64]) {
      expect(bot.log()).not.toContain(secret);
    }
  });

  it('people’s pictures are fetched through it too', async () => {
    const script = `
      const { readProxy, useProxy } = await import(process.argv[1] + '/cli/proxy.js');
      const { fetchAvatar } = await import(process.argv[1] + '/github/avatars.js');
      await useProxy(readProxy(process.env, []));
      const picture = await fetchAvatar('https://avatars.github.test/avatars/u/ann');
      console.log(picture?.length ?? 'none');`;
    const dist = new URL('../../dist', import.meta.url).href;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', script, dist],
      { env: { PATH: process.env.PATH, ...behind } },
    );
    expect(Number(stdout)).toBeGreaterThan(50);
    expect(proxy.asked).toEqual(['CONNECT avatars.github.test:443']);
  });

  it('doctor asks through it, and says so without the password', async () => {
    const { stdout } = await doctor(behind);
    const { host } = new URL(proxy.url);
    expect(stdout).toContain(`✓ requests go through the proxy ${host}\n`);
    expect(stdout).toContain('✓ api.github.test answers (the API)');
    expect(stdout).not.toContain(PASSWORD);
  });

  it('a certificate that nobody vouched for is refused', async () => {
    const { NODE_EXTRA_CA_CERTS: _, ...rest } = behind;
    const { code, stdout } = await doctor(rest);
    expect(code).toBe(1);
    expect(stdout).toMatch(/self-signed certificate/);
  });

  it('a password that is wrong is named as the proxy’s answer, and not repeated', async () => {
    const { code, stdout, stderr } = await doctor({
      ...behind,
      HTTPS_PROXY: proxy.url.replace(encodeURIComponent(PASSWORD), 'wrongword'),
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/407/);
    expect(stdout + stderr).not.toContain('wrongword');
  });
});

describe('plain http', () => {
  it('goes through HTTP_PROXY without a tunnel', async () => {
    await doctor({ HTTP_PROXY: proxy.url });
    expect(proxy.asked.length).toBeGreaterThan(3);
    expect(proxy.asked.filter((line) => !line.includes(` ${github.url}/`))).toEqual([]);
  });

  it('goes past it to hosts of NO_PROXY', async () => {
    const { stdout } = await doctor({ HTTP_PROXY: proxy.url, NO_PROXY: 'x.y,127.0.0.1' });
    expect(stdout).toContain('GitHub knows the App');
    expect(proxy.asked).toEqual([]);
  });
});

describe('a proxy’s address that is none', () => {
  it('is named at the start', async () => {
    const environment = { ...botEnvironment(github, folder), HTTPS_PROXY: 'proxy:hush' };
    const { code, stderr } = await runProcess(['serve'], environment);
    expect(code).toBe(1);
    expect(stderr).toBe(
      'serve: HTTPS_PROXY: expected an address such as http://proxy.example:3128\n',
    );
  });
});
