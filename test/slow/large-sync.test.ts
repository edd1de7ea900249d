import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { readOperatorConfig } from '../../src/cli/operator-folder.js';
import { SYSTEM_CLOCK } from '../../src/engine/clock.js';
import type { CreateSlots } from '../../src/engine/engine.js';
import { createMemory } from '../../src/engine/in-process/memory.js';
import { createSlots } from '../../src/engine/in-process/slots.js';
import { connectApp } from '../../src/github/app.js';
import { createRepositoryContexts } from '../../src/repository/context.js';
import { applySync } from '../../src/sync/apply.js';
import { previewSync } from '../../src/sync/preview.js';
import { configFolder } from '../app/a-bot.js';
import { startGitHub } from '../app/a-github.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const REPOSITORIES = 12;
const TASKS = 25;
const OPTIONS = { isNamed: true, plans: true, createIssues: false };

/** How long GitHub takes for a request, on the clock of the test. */
const LATENCY = 250;

const names = Array.from({ length: REPOSITORIES }, (_, at) => `project-${at + 1}`);
const people = Array.from({ length: 8 }, (_, at) => `author-${at + 1}`);

let github: EmbeddedGitHub;
beforeEach(async () => {
  github = await startGitHub({
    organisations: [{ login: 'large', repositories: names, members: ['maintainer'] }],
    people,
  });
  for (const [at, name] of names.entries()) {
    for (let task = 1; task <= TASKS; task += 1) {
      await github.seedIssue({
        repository: `large/${name}`,
        author: people[at % people.length] ?? '',
        title: `Task ${task}`,
        labels: ['good first issue', 'kind/easy'],
        createdAt: '2021-11-01T00:00:00Z',
      });
    }
  }
}, 120_000);
afterEach(() => github.close());

describe('a first sync over an organisation', () => {
  it('uses nine tenths of what GitHub allows and never passes it, on a clock of its own', async () => {
    let now = 0;
    let minted = 0;
    const writes: number[] = [];
    const reads: number[] = [];
    github.beforeAnswer = ({ method, path }) => {
      now += LATENCY;
      if (path.includes('access_tokens')) return;
      (method === 'GET' ? reads : writes).push(now);
      // The embedded GitHub counts its 5,000 requests an hour by the token, and its own clock.
      if (now < minted + HOUR) return;
      minted = now;
      github.expireTokens();
    };
    const slots: CreateSlots = (_, limits) => {
      const taken = createSlots(limits, () => now);
      const take = async (lane: number) => {
        for (let wait = await taken.take(lane); wait > 0; wait = await taken.take(lane))
          now += wait;
        return 0;
      };
      return { take };
    };
    const { appId, privateKey, url } = github;
    const operator = await readOperatorConfig(configFolder('projects: []'));
    if (!operator.ok) throw new Error('no configuration');
    const memory = createMemory();
    const app = connectApp({ appId: String(appId), privateKey }, url, {
      ...{ clock: SYSTEM_CLOCK, createSlots: slots, memory },
    });
    const contexts = createRepositoryContexts(app, operator.config, memory);
    const tools = { github: app, contexts, memory };
    const repositories = names.map((repo) => ({ owner: 'large', repo }));

    let rows = 0;
    for (const repository of repositories) {
      rows += (await previewSync(tools, repository, OPTIONS))?.changes.length ?? 0;
    }
    expect(writes).toEqual([]);
    expect(reads.length).toBeLessThanOrEqual(8 * REPOSITORIES);
    const started = now;
    const readFirst = reads.length;
    for (const repository of repositories) await applySync(tools, repository, OPTIONS, () => {});

    expect(writes).toHaveLength(rows);
    expect(most(writes, MINUTE)).toBeLessThanOrEqual(80);
    expect(most(writes, HOUR)).toBeLessThanOrEqual(500);
    expect(
      most(
        [...reads, ...writes].sort((a, b) => a - b),
        HOUR,
      ),
    ).toBeLessThanOrEqual(5_000);
    expect(rows).toBeGreaterThan(500);
    const least = Math.floor((rows - 1) / 500) * HOUR;
    expect(now - started).toBeLessThanOrEqual(least / 0.9);
    // A label's definition costs no read; a plan its issue and its thread.
    expect(reads.length - readFirst).toBeLessThanOrEqual(2.2 * rows);
    for (const repository of repositories) {
      expect((await previewSync(tools, repository, OPTIONS))?.changes).toEqual([]);
    }
  }, 240_000);
});

function most(instants: readonly number[], span: number): number {
  let from = 0;
  let found = 0;
  for (const [at, instant] of instants.entries()) {
    while ((instants[from] ?? 0) <= instant - span) from += 1;
    found = Math.max(found, at - from + 1);
  }
  return found;
}
