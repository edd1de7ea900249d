import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { type BotProcess, startBot } from '../../src/demo/bot-process.js';
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

/** With a bot in a process of its own, which can be killed. */
type World = { readonly github: EmbeddedGitHub; readonly bot: BotProcess; readonly folder: string };

let world: World | null = null;
afterEach(async () => {
  await world?.bot.stop();
  await world?.github.close();
  world = null;
});

async function aWorld(): Promise<World> {
  const github = await gitHub();
  const folder = configFolder();
  const bot = await startBot({ github, configFolder: folder, main: MAIN });
  await github.quiet();
  world = { github, bot, folder };
  return world;
}

/** Ends the bot as a crash does, and starts another in its place. */
async function restart({ github, bot, folder }: World, meanwhile: () => Promise<unknown>) {
  await bot.stop('SIGKILL');
  github.deliverTo(null);
  await meanwhile();
  const next = await startBot({ github, configFolder: folder, main: MAIN });
  world = { github, bot: next, folder };
}

describe('after a restart', () => {
  it('a claim whose delivery was lost is answered', async () => {
    const lost = await aWorld();
    const task = await openTask(lost.github, LAYOTTO, 'Lost');
    await restart(lost, () => say(lost.github, 'ann', LAYOTTO, task, '/claim'));
    await eventually(async () => {
      const { assignees, answers } = await seen(lost.github, LAYOTTO, task);
      expect([assignees, answers.length]).toEqual([['ann'], 1]);
    });
  });

  it.each(['assignees', 'comments'])(
    'a claim cut off behind the write of %s is finished',
    async (path) => {
      const cut = await aWorld();
      const { github } = cut;
      const task = await openTask(github, LAYOTTO, 'Cut off');
      let stopped: Promise<unknown> | null = null;
      github.beforeAnswer = ({ method, path: asked, actor }) => {
        if (actor !== 'installation' || method !== 'POST' || !asked.endsWith(path)) return;
        github.beforeAnswer = null;
        stopped = cut.bot.stop('SIGKILL');
      };
      await say(github, 'ann', LAYOTTO, task, '/claim');
      await eventually(async () => expect(stopped).not.toBeNull());
      await stopped;
      await restart(cut, async () => {});
      await eventually(async () => {
        const { assignees, answers, plans } = await seen(github, LAYOTTO, task);
        expect([assignees, answers.length, plans.length]).toEqual([['ann'], 1, 1]);
        expect(plans[0]).toContain('🔵 已认领');
        expect(plans[0]).toContain('"due":"');
      });
    },
  );
});

describe('GitHub', () => {
  it('that does not know the token any more is given a new one', async () => {
    const { github } = await aWorld();
    const task = await openTask(github, LAYOTTO, 'Expired');
    github.expireTokens();
    await say(github, 'ann', LAYOTTO, task, '/claim');
    await eventually(async () => {
      expect((await seen(github, LAYOTTO, task)).assignees).toEqual(['ann']);
    });
  });

  it('that refuses the answer does not keep the plan from being right', async () => {
    const { github } = await aWorld();
    const task = await openTask(github, LAYOTTO, 'Refused');
    github.faults.push({
      kind: 'before',
      method: 'POST',
      path: /comments$/,
      times: 1,
      status: 403,
    });
    await say(github, 'ann', LAYOTTO, task, '/claim');
    await eventually(async () => {
      const { answers, plans } = await seen(github, LAYOTTO, task);
      expect(plans[0]).toContain('🔵 已认领');
      expect(answers).toHaveLength(1);
    });
  });

  it('that limits one organisation does not hold up the other', async () => {
    const { github } = await aWorld();
    const task = await openTask(github, LAYOTTO, 'Free lane');
    const other = await openTask(github, { owner: 'sofastack', repo: 'sofa-rpc' }, 'Limited');
    github.faults.push({
      kind: 'before',
      method: 'GET',
      path: /sofa-rpc/,
      times: 1,
      status: 403,
      headers: { 'retry-after': '3' },
    });
    await say(github, 'ann', { owner: 'sofastack', repo: 'sofa-rpc' }, other, '/claim');
    await say(github, 'ben', LAYOTTO, task, '/claim');
    await eventually(async () => {
      expect((await seen(github, LAYOTTO, task)).assignees).toEqual(['ben']);
    }, 2);
    await eventually(async () => {
      const { assignees } = await seen(github, { owner: 'sofastack', repo: 'sofa-rpc' }, other);
      expect(assignees).toEqual(['ann']);
    });
  });

  it('that cannot be reached does not keep the process from ending', async () => {
    const { folder, github } = await aWorld();
    const broken = createServer((_, response) => response.writeHead(502).end()).listen(
      0,
      '127.0.0.1',
    );
    await sleep(20);
    const { port } = broken.address() as AddressInfo;
    const environment = {
      APP_ID: String(github.appId),
      PRIVATE_KEY: github.privateKey,
      WEBHOOK_SECRET: 'x',
      PORT: '0',
      NEWBIE_TASKS_CONFIG: folder,
      GITHUB_API_URL: `http://127.0.0.1:${port}`,
    };
    const started = Date.now();
    const run = runProcess(['serve'], environment, { stopAfterMs: 4_000 });
    expect((await run).code).toBe(0);
    expect(Date.now() - started).toBeLessThan(14_500);
    broken.close();
  });
});
