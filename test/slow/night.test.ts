import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { pino } from 'pino';
import { readOperatorConfig } from '../../src/cli/operator-folder.js';
import { createController } from '../../src/controller/controller.js';
import type { CreateSlots } from '../../src/engine/engine.js';
import { createInProcessEngine } from '../../src/engine/in-process/engine.js';
import { createSlots } from '../../src/engine/in-process/slots.js';
import { connectApp } from '../../src/github/app.js';
import { createRepositoryContexts } from '../../src/repository/context.js';
import { configFolder } from '../app/a-bot.js';
import { startGitHub } from '../app/a-github.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CLAIMS = 200;
const REPOSITORIES = Array.from({ length: 8 }, (_, at) => `project-${at + 1}`);

/** Two claims each, as many as one may have. */
const people = Array.from({ length: CLAIMS / 2 }, (_, at) => `newcomer-${at + 1}`);

let github: EmbeddedGitHub;
let folder: string;
beforeEach(async () => {
  folder = configFolder();
  github = await startGitHub({
    organisations: [
      {
        ...{ login: 'mosn', repositories: REPOSITORIES, members: ['maintainer'] },
        installedAt: '2021-07-01T00:00:00Z',
      },
    ],
    people,
  });
  const night = Date.now() - 8 * HOUR;
  for (let at = 0; at < CLAIMS; at += 1) {
    const author = people[at % people.length] ?? '';
    const repository = `mosn/${REPOSITORIES[at % REPOSITORIES.length]}`;
    const createdAt = new Date(night + at * MINUTE).toISOString();
    const { number } = await github.seedIssue({
      ...{ repository, author, title: `任务 ${at + 1}`, createdAt },
      labels: ['good first issue', 'easy'],
    });
    await github.seedComment({
      ...{ repository, number, author, body: '/claim', createdAt },
    });
  }
}, 120_000);
afterEach(async () => {
  await github.close();
  rmSync(folder, { recursive: true });
});

describe('after a night of downtime', () => {
  it('200 claims are settled in their order: all assigned, then all told, within the limits', async () => {
    let now = 0;
    const writes: { at: number; what: string }[] = [];
    const sent: number[] = [];
    let refreshed = 0;
    github.beforeAnswer = ({ method, path, body }) => {
      if (method === 'GET' || path.includes('access_tokens')) return;
      const text = String((body as { body?: string } | undefined)?.body ?? '');
      const isAnswer = text.includes('newbie-tasks:answer');
      const what = path.endsWith('/assignees') ? 'assign' : isAnswer ? 'answer' : 'other';
      writes.push({ at: now, what });
      // The embedded GitHub counts requests by token and by its own clock.
      if (writes.length - refreshed < 500) return;
      refreshed = writes.length;
      github.expireTokens();
    };
    const slots: CreateSlots = (_, limits) => {
      const taken = createSlots(limits, () => now);
      return {
        take: async (lane) => {
          for (let wait = await taken.take(lane); wait > 0; wait = await taken.take(lane)) {
            now += wait;
          }
          // The clock leaps while writes are on their way: what counts is when they may be sent.
          sent.push(now);
          return 0;
        },
      };
    };
    const operator = await readOperatorConfig(folder);
    if (!operator.ok) throw new Error('no configuration');
    const { appId, privateKey, url } = github;
    const engine = createInProcessEngine();
    const app = connectApp({ appId: String(appId), privateKey }, url, {
      ...{ ...engine, createSlots: slots },
    });
    const contexts = createRepositoryContexts(app, operator.config, engine.memory);
    const controller = createController(app, contexts, null, engine, pino({ level: 'silent' }));
    await controller.resync.all();
    for (let quiet = 0; quiet < 5; ) {
      await sleep(200);
      const { waiting, running } = await controller.size();
      quiet = waiting + running === 0 ? quiet + 1 : 0;
    }
    await controller.stop();

    const of = (what: string) => writes.filter((each) => each.what === what);
    expect(of('assign')).toHaveLength(CLAIMS);
    expect(of('answer')).toHaveLength(CLAIMS);
    // But for the few that were under way already.
    const lastAssigned = writes.findLastIndex(({ what }) => what === 'assign');
    expect(
      writes.slice(0, lastAssigned).filter(({ what }) => what !== 'assign').length,
    ).toBeLessThan(30);
    expect(of('assign').at(-1)?.at).toBeLessThan(4 * MINUTE);
    expect(of('answer').at(-1)?.at).toBeLessThan(10 * MINUTE);
    for (const repo of REPOSITORIES) {
      const { data } = await github.as('maintainer').rest.issues.listForRepo({
        ...{ owner: 'mosn', repo, assignee: 'none', labels: 'good first issue', per_page: 100 },
      });
      expect(data).toEqual([]);
    }
    for (const span of [MINUTE, HOUR]) {
      const most = Math.max(
        ...sent.map((from) => sent.filter((at) => at >= from && at < from + span).length),
      );
      expect(most).toBeLessThanOrEqual(span === MINUTE ? 80 : 500);
    }
  }, 240_000);
});
