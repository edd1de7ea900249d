import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { runProgram } from '../../src/demo/run-program.js';
import { gitHub, LAYOTTO, openTask, say } from '../app/a-bot.js';
import { preloaded } from '../app/a-story.js';

const ACTION = fileURLToPath(new URL('../../dist/action.js', import.meta.url));
const BOT = 'github-actions[bot]';

/** The environment of a process whose clock is so many days ahead. */
const days = (count: number) =>
  preloaded(`const real = Date.now; Date.now = () => real() + ${count} * 86400000;
    globalThis.Date = class extends Date {
      constructor(...parts) { super(...(parts.length === 0 ? [Date.now()] : parts)); }
    };`);

it('on a schedule reminds whoever holds a task when it is time, once', async () => {
  const github = await gitHub({ bots: [BOT] });
  const folder = mkdtempSync(join(tmpdir(), 'newbie-tasks-test-'));
  const { token } = (await github.as(BOT).auth()) as { token: string };
  const event = join(folder, 'event.json');
  writeFileSync(event, '{}');
  const variables = {
    ...{ GITHUB_EVENT_NAME: 'schedule', GITHUB_EVENT_PATH: event, GITHUB_TOKEN: token },
    ...{ GITHUB_REPOSITORY: 'mosn/layotto', GITHUB_API_URL: github.url },
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
  };
  const run = (environment: Record<string, string> = {}) =>
    runProgram([], { ...variables, ...environment }, { main: ACTION, cwd: folder });
  const number = await openTask(github, LAYOTTO, 'Add a Java demo');
  await say(github, 'ann', LAYOTTO, number, '/claim');
  await run();
  for (const _ of [1, 2]) expect((await run(days(12))).code).toBe(0);
  const { data } = await github
    .as('maintainer')
    .rest.issues.listComments({ ...LAYOTTO, issue_number: number, per_page: 100 });
  const reminders = data.filter(
    ({ user, body }) => user?.login === BOT && body?.includes('<!-- newbie-tasks:remind'),
  );
  expect(reminders).toHaveLength(1);
  await github.close();
  rmSync(folder, { recursive: true });
}, 60_000);
