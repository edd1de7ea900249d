import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { type BotProcess, startBot } from '../../src/demo/bot-process.js';
import {
  configFolder,
  eventually,
  gitHub,
  LAYOTTO,
  MAIN,
  openTask,
  PEOPLE,
  runTheProgram,
  say,
  seen,
} from '../app/a-bot.js';
import { type ARedis, startRedis } from './a-redis.js';

let redis: ARedis;
let github: EmbeddedGitHub;
let bots: BotProcess[];
let folder: string;

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

beforeEach(async () => {
  await redis.empty();
  github = await gitHub();
  folder = configFolder();
  bots = [];
});
afterEach(async () => {
  await Promise.all(bots.map((bot) => bot.stop()));
  await github.close();
  rmSync(folder, { recursive: true });
});

/** Deliveries go to the replicas in turn, as a load balancer sends them. */
async function startReplicas(count: number): Promise<void> {
  const environment = { REDIS_URL: redis.url };
  const start = () => startBot({ github, configFolder: folder, main: MAIN, environment });
  bots.push(...(await Promise.all(Array.from({ length: count }, start))));
  let turn = 0;
  github.onDelivery = () => {
    const alive = bots.filter(({ process }) => process.exitCode === null && !process.killed);
    github.deliverTo(alive[turn++ % alive.length]?.webhookUrl ?? null);
    return 'once';
  };
}

const isWrite = ({ actor, method }: { actor: string; method: string }) =>
  actor === 'installation' && method !== 'GET';

describe('three replicas', () => {
  it('of which one is killed in a burst of claims: one winner and one answer each', async () => {
    await startReplicas(3);
    const tasks: number[] = [];
    for (let n = 0; n < 6; n += 1) tasks.push(await openTask(github, LAYOTTO, `Task ${n}`));
    await eventually(async () => {
      for (const task of tasks) expect((await seen(github, LAYOTTO, task)).plans).toHaveLength(1);
    }, 20);
    let writes = 0;
    github.beforeAnswer = (request) => {
      if (!isWrite(request)) return;
      writes += 1;
      if (writes === 7) void bots[0]?.stop('SIGKILL');
    };
    // Three people on each task, and one on all of them.
    const claims = tasks.flatMap((task, n) =>
      [...PEOPLE.slice(n, n + 3), 'june'].map((login) => ({ task, login })),
    );
    const comments = await Promise.all(
      claims.map(({ task, login }) => say(github, login, LAYOTTO, task, '/claim')),
    );
    await eventually(async () => {
      const all = await Promise.all(tasks.map((task) => seen(github, LAYOTTO, task)));
      expect(all.map(({ assignees }) => assignees.length)).toEqual(tasks.map(() => 1));
      expect(all.map(({ plans }) => plans.length)).toEqual(tasks.map(() => 1));
      const answered = all.flatMap(({ answers }) =>
        answers.map((body) => Number(/newbie-tasks:answer (\d+)/.exec(body)?.[1])),
      );
      expect(answered.sort((a, b) => a - b)).toEqual(comments.toSorted((a, b) => a - b));
      for (const { assignees, plans } of all) expect(plans[0]).toContain(`"${assignees[0]}"`);
      const byPerson = all.flatMap(({ assignees }) => assignees);
      for (const login of PEOPLE) {
        expect(byPerson.filter((each) => each === login).length).toBeLessThanOrEqual(2);
      }
    }, 60);
    expect(bots[0]?.process.signalCode).toBe('SIGKILL');
  }, 120_000);

  it('of which one dies between an assignment and its answer: nobody exceeds the limit', async () => {
    await startReplicas(2);
    const tasks: number[] = [];
    for (let n = 0; n < 3; n += 1) tasks.push(await openTask(github, LAYOTTO, `Task ${n}`));
    const [held = 0, one = 0, two = 0] = tasks;
    await say(github, 'june', LAYOTTO, held, '/claim');
    await eventually(async () => {
      expect((await seen(github, LAYOTTO, held)).plans[0]).toContain('"june"');
    });
    await github.quiet(800);
    // Each claim goes to a replica of its own, and the later ones to whoever lives.
    const replicaOf = new Map([one, two].map((task, at) => [task, bots[at]]));
    github.onDelivery = ({ body }) => {
      const number = JSON.parse(body).issue?.number;
      const own = replicaOf.get(number);
      const alive = bots.find(({ process }) => process.signalCode === null);
      github.deliverTo((own?.process.signalCode === null ? own : alive)?.webhookUrl ?? null);
      return 'once';
    };
    // Both have read that june holds one task before either assigns her another.
    const reading = new Set<number>();
    let killed: number | null = null;
    github.beforeAnswer = async ({ method, path }) => {
      const [, number, what] = /\/issues\/(\d+)\/(comments|assignees)/.exec(path) ?? [];
      const task = Number(number);
      if (!replicaOf.has(task) || killed !== null) return;
      if (method === 'GET' && what === 'comments') {
        reading.add(task);
        for (let waits = 0; reading.size < 2 && waits < 400; waits += 1) await sleep(10);
      } else if (method === 'POST' && what === 'assignees') {
        killed = task;
        await sleep(500);
        await replicaOf.get(task)?.stop('SIGKILL');
      }
    };
    await Promise.all([one, two].map((task) => say(github, 'june', LAYOTTO, task, '/claim')));
    await eventually(async () => {
      const all = await Promise.all(tasks.map((task) => seen(github, LAYOTTO, task)));
      expect(all.map(({ answers }) => answers.length)).toEqual([1, 1, 1]);
      expect(all.flatMap(({ assignees }) => assignees)).toEqual(['june', 'june']);
    }, 60);
    expect(killed).not.toBeNull();
  }, 120_000);

  it('answer each claim once and remind nobody twice where the repository is renamed meanwhile', async () => {
    await startReplicas(2);
    const task = await openTask(github, LAYOTTO, 'Renamed');
    await eventually(async () => {
      expect((await seen(github, LAYOTTO, task)).plans).toHaveLength(1);
    }, 20);
    const renamed = { owner: 'mosn', repo: 'newest' };
    // In the middle of a look, between the assignment and its answer.
    let isRenamed = false;
    github.beforeAnswer = async ({ actor, method, path }) => {
      if (isRenamed || actor !== 'installation' || method !== 'POST') return;
      if (!path.endsWith('/assignees')) return;
      isRenamed = true;
      await github.renameRepository('mosn/layotto', 'newest');
    };
    await say(github, 'ann', LAYOTTO, task, '/claim');
    await eventually(async () => expect(isRenamed).toBe(true), 20);
    await say(github, 'ben', renamed, task, '/claim');
    await eventually(async () => {
      const { assignees, answers, plans } = await seen(github, renamed, task);
      expect([assignees, answers.length, plans.length]).toEqual([['ann'], 2, 1]);
      expect(plans[0]).toContain('"ann"');
    }, 30);
    await github.quiet(1_000);
    const { comments } = await seen(github, renamed, task);
    expect(comments).toHaveLength(3);
  }, 120_000);

  it('write nothing when they look once more', async () => {
    await startReplicas(3);
    const task = await openTask(github, LAYOTTO, 'Once');
    await say(github, 'ann', LAYOTTO, task, '/claim');
    await eventually(async () => {
      expect((await seen(github, LAYOTTO, task)).plans[0]).toContain('"ann"');
    });
    await github.quiet(500);
    const mark = github.requests.mark();
    const claim = github.deliveries.find(({ body }) => body.includes('"body":"/claim"'));
    if (claim === undefined) throw new Error('no delivery');
    for (const _ of bots) await github.redeliver(claim);
    await github.quiet(500);
    const asked = github.requests.ofTheBot(mark);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter(({ method }) => method !== 'GET')).toEqual([]);
  }, 60_000);
});

describe('what one replica left undone', () => {
  it('is done by the next one', async () => {
    await startReplicas(1);
    const task = await openTask(github, LAYOTTO, 'Left');
    await eventually(async () => {
      expect((await seen(github, LAYOTTO, task)).plans).toHaveLength(1);
    });
    github.beforeAnswer = (request) => {
      if (isWrite(request)) void bots[0]?.stop('SIGKILL');
    };
    await say(github, 'ann', LAYOTTO, task, '/claim');
    await eventually(async () => expect(bots[0]?.process.signalCode).toBe('SIGKILL'));
    github.beforeAnswer = null;
    await startReplicas(1);
    await eventually(async () => {
      const { assignees, answers } = await seen(github, LAYOTTO, task);
      expect([assignees, answers.length]).toEqual([['ann'], 1]);
    }, 30);
  }, 60_000);
});

describe('serve', () => {
  it('with a Redis that is not there says so, without its password, and ends', async () => {
    const { code, stderr } = await runTheProgram(['serve'], {
      APP_ID: '1',
      PRIVATE_KEY: github.privateKey,
      WEBHOOK_SECRET: 'x',
      PORT: '0',
      LOG_LEVEL: 'silent',
      REDIS_URL: 'redis://:hunter22@127.0.0.1:1',
      NEWBIE_TASKS_CONFIG: folder,
    });
    expect([code, stderr]).toEqual([
      1,
      'serve: REDIS_URL: Redis at 127.0.0.1:1 cannot be used (ECONNREFUSED)\n',
    ]);
  });
});
