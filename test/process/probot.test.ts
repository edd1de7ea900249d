import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { botEnvironment, freePort } from '../../src/demo/bot-process.js';
import { configFolder, eventually, gitHub, LAYOTTO, openTask, say, seen } from '../app/a-bot.js';

const pathOf = (file: string) => fileURLToPath(new URL(`../../${file}`, import.meta.url));
const PROBOT = pathOf('node_modules/probot/bin/probot.js');
const APP = pathOf('dist/app.js');

let github: EmbeddedGitHub;
let probot: ChildProcess;
let url: string;
const folder = configFolder();
beforeAll(async () => {
  github = await gitHub();
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  probot = spawn(process.execPath, [PROBOT, 'run', APP], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...botEnvironment(github, folder), PORT: String(port) },
    stdio: 'ignore',
  });
  await eventually(async () => expect((await fetch(`${url}/ping`)).status).toBe(200), 20);
  github.deliverTo(`${url}/api/github/webhooks`);
});
afterAll(async () => {
  const ended = once(probot, 'exit');
  probot.kill();
  await ended;
  await github.close();
  rmSync(folder, { recursive: true });
});

describe('probot run ./dist/app.js', () => {
  it('takes the deliveries of Probot’s own server: a claim is assigned and answered', async () => {
    const task = await openTask(github, LAYOTTO, 'Loaded by Probot');
    await say(github, 'ann', LAYOTTO, task, '/claim');
    await eventually(async () => {
      const { assignees, plans, answers } = await seen(github, LAYOTTO, task);
      expect([assignees, plans.length, answers.length]).toEqual([['ann'], 1, 1]);
    }, 20);
  });

  it('acknowledges a genuine delivery that lacks what its event should have', async () => {
    const { status } = await github.deliver('issues', { action: 'opened', issue: 'none' });
    expect(status).toBe(200);
    expect((await github.deliver('issues', {}, { secret: 'another' })).status).toBe(400);
  });
});
