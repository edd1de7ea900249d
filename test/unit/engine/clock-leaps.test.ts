import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SYSTEM_CLOCK } from '../../../src/engine/clock.js';
import { createInProcessEngine } from '../../../src/engine/in-process/engine.js';
import { createMemory } from '../../../src/engine/in-process/memory.js';
import { CONTENT_LIMITS } from '../../../src/github/budget.js';
import { COMMENT_LIMITS, createCommentLimit } from '../../../src/github/comment-limit.js';
import { GitHubFailure, toFailure } from '../../../src/github/errors.js';

const HOUR_MS = 3_600_000;
const [MINUTE] = CONTENT_LIMITS.map(({ milliseconds }) => milliseconds);

const real = Date.now;
const leap = (milliseconds: number) => {
  jest.spyOn(Date, 'now').mockImplementation(() => real() + milliseconds);
};

/** Runs at once, however long it was asked to wait: the wait itself is what is looked at. */
const impatient = (asked: number[]) => ({
  ...SYSTEM_CLOCK,
  now: () => Date.now(),
  after: (milliseconds: number) => {
    asked.push(milliseconds);
    return { cancel: () => {} };
  },
});

describe.each([
  ['back', -HOUR_MS],
  ['forward', HOUR_MS],
])('a clock that leaps an hour %s', (_, milliseconds) => {
  beforeEach(() => leap(0));
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('neither empties the write budget nor makes a write wait for longer than a minute', async () => {
    const slots = createInProcessEngine().createSlots('one', CONTENT_LIMITS);
    for (let n = 0; n < 80; n += 1) expect(await slots.take(0)).toBe(0);
    leap(milliseconds);
    const waitMs = await slots.take(0);
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(MINUTE ?? 0);
  });

  it('makes nothing in the queue wait for longer than it was asked to', async () => {
    const asked: number[] = [];
    const queue = createInProcessEngine(impatient(asked)).createQueue<string>({
      concurrency: 1,
      groupOf: () => 'g',
      serves: () => true,
      merge: (key) => key,
      run: async () => {},
      onFailure: async () => null,
    });
    await queue.add({ id: 'a', key: 'a' }, 30_000);
    leap(milliseconds);
    // What comes meanwhile has the queue look at its clock again.
    await queue.add({ id: 'b', key: 'b' }, 40_000);
    expect(Math.max(...asked)).toBeLessThanOrEqual(30_000);
    expect(Math.min(...asked)).toBeGreaterThan(29_000);
  });

  it('never holds up our comments on an issue for longer than a window', async () => {
    const issue = { owner: 'mosn', repo: 'layotto', number: 7 };
    const limit = createCommentLimit(createMemory());
    const longest = Math.max(...COMMENT_LIMITS.map((window) => window.milliseconds));
    for (let n = 0; n < 30; n += 1) await limit.take(issue, []);
    leap(milliseconds);
    expect(await limit.take(issue, [])).toBeLessThanOrEqual(longest);
  });

  it('does not lengthen GitHub’s limit, which ends by its own clock', () => {
    const said = Math.floor(real() / 1000);
    const headers = {
      date: new Date(said * 1000).toUTCString(),
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(said + 60),
    };
    const error = Object.assign(new Error('limited'), { status: 403, response: { headers } });
    leap(milliseconds);
    const failure = toFailure(error, 'GET /', Date.now());
    expect(failure).toBeInstanceOf(GitHubFailure);
    expect(failure).toMatchObject({ kind: 'limited', retryAfterMs: 60_000 });
  });
});
