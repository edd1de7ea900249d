import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, rmSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { botEnvironment, freePort } from '../../src/demo/bot-process.js';
import { runProgram } from '../../src/demo/run-program.js';
import { configFolder, eventually, gitHub, MAIN } from './a-bot.js';
import { startServer } from './a-server.js';

/** What acts on a terminal or turns a line round, line feeds and tabs apart. */
const ACTS =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
const EVIL = '\u001b]0;owned\u0007\u001b[2J\r\u009b31m\u202etxet\u2069\u200e\u061c';

const NEWSLETTER = `
projects:
  - name: Layotto
    repository: mosn/layotto
    tracking: https://github.com/mosn/layotto/issues/108
`;

let github: EmbeddedGitHub;
let folder: string;
let environment: Readonly<Record<string, string>>;
beforeAll(async () => {
  github = await gitHub();
  folder = configFolder(NEWSLETTER);
  environment = botEnvironment(github, folder);
  const at = { repository: 'mosn/layotto', createdAt: '2021-11-01T00:00:00Z' };
  // Named, it is active, and its labels are to be made.
  await github.seedIssue({
    ...at,
    repository: 'sofastack/sofa-rpc',
    author: 'ann',
    number: 1,
    title: 'a',
  });
  const labels = ['good first issue', 'easy', `kind/${EVIL}`];
  await github.seedIssue({ ...at, author: 'ann', number: 1, title: `a${EVIL}b`, labels });
  await github.seedIssue({ ...at, author: 'ann', number: 2, title: `c${EVIL}d`, labels });
  const body = `## Easy\n- [ ] Easy line ${EVIL}\n- [ ] e${EVIL}f #2\n- [ ] gone ${EVIL} #77`;
  await github.seedIssue({ ...at, author: 'maintainer', number: 108, title: 'Tasks', body });
});
afterAll(async () => {
  await github.close();
  rmSync(folder, { recursive: true });
});

/** What a shell does: a stream that is a full disk, or a pipe that nobody reads. */
async function withStreams(
  args: readonly string[],
  stdout: 'full' | 'closed',
): Promise<{ readonly code: number | null; readonly stderr: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', stdout === 'full' ? openSync('/dev/full', 'w') : 'pipe', 'pipe'],
  });
  child.stdout?.destroy();
  const said = child.stderr === null ? '' : text(child.stderr);
  const [code] = await once(child, 'exit');
  return { code, stderr: await said };
}

describe('strangers’ titles and lists', () => {
  it.each([
    ['plan', ['plan', 'mosn/layotto#1']],
    ['sync --dry-run', ['sync', '--dry-run', 'mosn/layotto']],
    ['doctor', ['doctor', 'mosn/layotto']],
    ['stats', ['stats']],
    ['digest', ['digest']],
    ['digest --format json', ['digest', '--format', 'json']],
    ['a wrong argument', ['check-config', EVIL.replaceAll('\u0000', '')]],
  ])('never act on the terminal: %s', async (_, args) => {
    const { stdout, stderr } = await runProgram(args, environment, { main: MAIN });
    expect(stdout + stderr).not.toBe('');
    expect(ACTS.exec(stdout + stderr)).toBeNull();
  });

  it('are in no edition with what acts, whoever prints it', async () => {
    const args = ['digest', '--format', 'json'];
    const { stdout } = await runProgram(args, environment, { main: MAIN });
    expect(ACTS.exec(textsIn(stdout))).toBeNull();
  });

  it('are on no page and in no feed with what acts or turns a line round', async () => {
    const bot = await startServer({ github, configFolder: folder });
    await github.quiet();
    for (const path of ['/', '/?lang=en', '/tasks.json', '/feed.xml', '/newsletter']) {
      const page = await (await fetch(bot.url + path)).text();
      expect(ACTS.exec(path === '/tasks.json' ? textsIn(page) : page)).toBeNull();
      if (path !== '/newsletter') expect(page).toContain('owned');
    }
    await bot.stop();
  });
});

/** All texts of a JSON, as whoever reads it sees them. */
function textsIn(json: string): string {
  const texts: string[] = [];
  JSON.parse(json, (_, value: unknown) => typeof value === 'string' && texts.push(value));
  return texts.join('\n');
}

describe('a stream that cannot be written to', () => {
  it('ends no server where it is the log’s', async () => {
    const port = await freePort();
    const server = spawn(process.execPath, [MAIN, 'serve'], {
      env: { PATH: process.env.PATH, ...environment, PORT: String(port), LOG_LEVEL: 'trace' },
      stdio: ['ignore', 'ignore', openSync('/dev/full', 'w')],
    });
    const readyz = () => fetch(`http://127.0.0.1:${port}/readyz`).then(({ status }) => status);
    await eventually(async () => expect(await readyz()).toBe(200));
    server.kill('SIGTERM');
    expect(await once(server, 'exit')).toEqual([0, null]);
  });

  it('fails a command without a stack where the product is lost', async () => {
    const { code, stderr } = await withStreams(['plan', 'mosn/layotto#1'], 'full');
    expect([code, stderr]).toEqual([1, 'newbie-tasks: stdout cannot be written to (ENOSPC)\n']);
  });

  it('does not cut off half of what a command writes to GitHub, and is no failure', async () => {
    const { code, stderr } = await withStreams(['sync', 'sofastack/sofa-rpc'], 'closed');
    expect(code).toBe(0);
    expect(stderr).toMatch(/sync: done\n$/);
    expect(stderr).not.toMatch(/EPIPE|at /);
  });
});
