/** The process itself as it goes wrong: killed, stopped, with a wrong clock, or listener nothing. */
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { type BotProcess, startBot } from '../../src/demo/bot-process.js';
import { configFolder, eventually, gitHub, MAIN, openTask, say, seen } from '../app/a-bot.js';
import {
  ACTS,
  askedOf,
  beginStory,
  ENDING,
  endingOf,
  preloaded,
  QUICKENED,
  type Story,
  settled,
  tell,
  writesTo,
} from '../app/a-story.js';

/** At least: the plan; assign, answer, plan; answer; unassign, react, plan; assign, answer, plan; and so on. */
const WRITES = 10;
const OWNERS = ['killed', 'fast', 'slow', 'polled', 'drained', 'an-hour'];

let github: EmbeddedGitHub;
let bot: BotProcess | null = null;
let folder: string;

beforeAll(async () => {
  folder = configFolder();
  github = await gitHub({
    organisations: OWNERS.map((login) => ({
      ...{ login, repositories: ['tasks'], members: ['maintainer'] },
    })),
  });
}, 60_000);
afterAll(async () => {
  await github?.close();
  rmSync(folder, { recursive: true });
});
afterEach(async () => {
  github.beforeAnswer = null;
  github.onDelivery = () => 'once';
  await bot?.stop();
  bot = null;
});

async function start(environment: Readonly<Record<string, string>>): Promise<BotProcess> {
  bot = await startBot({ github, configFolder: folder, main: MAIN, environment });
  await github.quiet();
  return bot;
}

const clockShifted = (milliseconds: number) =>
  preloaded(`
    const Real = Date;
    globalThis.Date = class Date extends Real {
      constructor(...all) { super(...(all.length === 0 ? [Real.now() + ${milliseconds}] : all)); }
      static now() { return Real.now() + ${milliseconds}; }
    };`);

async function act(story: Story, at: number): Promise<void> {
  const { who, says } = ACTS[at] ?? { who: '', says: '' };
  story.said.push(await tell(story, who, says));
}

async function endsWell(story: Story, seconds = 10): Promise<void> {
  await eventually(async () => expect(await endingOf(story)).toEqual(ENDING), seconds);
}

describe('killed', () => {
  it('after every single write, it ends as if nothing had happened', async () => {
    const owner = 'killed';
    const written = new Set<string>();
    let at = -1;
    // A reaction is repeated by every look until the plan knows it: that is no new write.
    github.beforeAnswer = async ({ method, path, actor }) => {
      const write = `${at} ${method} ${path}`;
      if (actor !== 'installation' || method === 'GET' || written.has(write)) return;
      written.add(write);
      await bot?.stop('SIGKILL');
    };
    const isDead = () => bot?.process.signalCode === 'SIGKILL';
    const story = await beginStory(github, owner);
    for (; at < ACTS.length; at += 1) {
      if (at >= 0) await act(story, at);
      // Each process lives for one new write at most; what came while none lived is found as well.
      do {
        if (bot === null || isDead()) await start({ OWNERS: owner });
        await settled(github, owner, 300);
      } while (isDead());
    }
    await eventually(async () => {
      if (isDead()) await start({ OWNERS: owner });
      expect(await endingOf(story)).toEqual(ENDING);
    }, 30);
    expect(written.size).toBeGreaterThanOrEqual(WRITES);
  }, 90_000);
});

describe('asked to end in the middle', () => {
  it('it finishes what it began within ten seconds, and the next start does the rest', async () => {
    const environment = { OWNERS: 'drained' };
    const running = await start(environment);
    const where = { owner: 'drained', repo: 'tasks' };
    const people = ['ann', 'ben', 'cai', 'dora', 'eve', 'finn', 'gus', 'hana'];
    const tasks: number[] = [];
    for (const login of people) tasks.push(await openTask(github, where, `For ${login}`));
    let begun = false;
    github.beforeAnswer = async ({ method, path, actor }) => {
      if (actor !== 'installation' || method === 'GET') return;
      if (path.endsWith('/assignees')) begun = true;
      await sleep(300);
    };
    await Promise.all(
      people.map((login, at) => say(github, login, where, tasks[at] ?? 0, '/claim')),
    );
    await eventually(async () => expect(begun).toBe(true));
    const asked = Date.now();
    expect(await running.stop('SIGTERM')).toBe(0);
    expect(Date.now() - asked).toBeLessThan(10_000);
    github.beforeAnswer = null;
    const outcomes = async () => {
      const all = await Promise.all(tasks.map((task) => seen(github, where, task)));
      return all.map(({ assignees, answers, plans }) => {
        const isHeld = plans.length === 1 && plans[0]?.includes(`"${assignees[0]}"`);
        return assignees.length === 0 ? answers.length : answers.length === 1 && isHeld && 'held';
      });
    };
    const left = await outcomes();
    // Nothing is half done.
    expect(left.filter((one) => one !== 'held' && one !== 0)).toEqual([]);
    expect(left).toContain('held');
    expect(left).toContain(0);
    await start(environment);
    await eventually(async () => expect(await outcomes()).toEqual(people.map(() => 'held')));
  });
});

describe('with a clock that is', () => {
  it.each([
    ['an hour fast', 'fast', 3_600_000],
    ['an hour slow', 'slow', -3_600_000],
  ])('%s, it ends the same, also from a sweep alone', async (_, owner, shift) => {
    const environment = { OWNERS: owner, ...clockShifted(shift) };
    const running = await start(environment);
    expect(running.log().split('"time":"')[1]?.slice(0, 13)).toBe(
      new Date(Date.now() + shift).toISOString().slice(0, 13),
    );
    const story = await beginStory(github, owner);
    await settled(github, owner);
    for (const at of [0, 1]) {
      await act(story, at);
      await settled(github, owner);
    }
    await running.stop('SIGKILL');
    for (const at of [2, 3, 4]) await act(story, at);
    await start(environment);
    await endsWell(story);
  });

  it('right, an hour later, deliveries that come again change nothing', async () => {
    const owner = 'an-hour';
    const running = await start({ OWNERS: owner });
    const story = await beginStory(github, owner);
    await settled(github, owner);
    for (let at = 0; at < ACTS.length; at += 1) {
      await act(story, at);
      await settled(github, owner);
    }
    await endsWell(story);
    await running.stop();
    await start({ OWNERS: owner, ...clockShifted(3_600_000) });
    const mark = github.requests.mark();
    const about = github.deliveries.filter(({ body }) => body.includes(`"${owner}/tasks"`));
    for (const each of about.slice()) await github.redeliver(each);
    await settled(github, owner, 500);
    expect(askedOf(github, owner, mark).length).toBeGreaterThan(0);
    expect(writesTo(github, owner, mark)).toEqual([]);
    await endsWell(story);
  });
});

describe('with WEBHOOKS=off', () => {
  it('it needs no secret, takes no delivery, and finds everything by asking', async () => {
    const owner = 'polled';
    const story = await beginStory(github, owner);
    await act(story, 0);
    const environment = { WEBHOOKS: 'off', WEBHOOK_SECRET: '', OWNERS: owner, ...QUICKENED };
    const running = await start(environment);
    const { status } = await fetch(running.webhookUrl, { method: 'POST', body: '{}' });
    expect(status).toBe(404);
    github.deliverTo(null);
    // Written while it was down: answered at the start.
    await eventually(async () => {
      expect((await endingOf(story)).assignees).toEqual(['ann']);
    });
    for (let at = 1; at < ACTS.length; at += 1) {
      await act(story, at);
      // Every two minutes, here every 0.6 seconds.
      await eventually(async () => {
        const { issues } = github.as('maintainer').rest;
        const id = story.said[at] ?? 0;
        const { answers } = await seen(github, story.where, story.task);
        const { data } = await issues.getComment({ ...story.where, comment_id: id });
        const isAnswered = answers.some((body) => body.includes(`newbie-tasks:answer ${id} `));
        expect(isAnswered || (data.reactions?.['+1'] ?? 0) > 0).toBe(true);
      });
    }
    await endsWell(story);
    await sleep(1_500);
    const mark = github.requests.mark();
    await sleep(2_600);
    const asked = askedOf(github, owner, mark);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});
