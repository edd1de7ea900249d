import { describe, expect, it } from '@jest/globals';
import { createMemory } from '../../../src/engine/in-process/memory.js';
import { createCommentLimit } from '../../../src/github/comment-limit.js';
import { createIdentity } from '../../../src/github/identity.js';

const US = 'newbie-tasks[bot]';
const NEW = 'tasks-of-mosn[bot]';

/** An App whose answers to `GET /app` are told one by one; the last one is repeated. */
function anApp(...said: readonly (string | Error)[]) {
  const waits: { ms: number; then: () => void }[] = [];
  const log: string[] = [];
  let asked = 0;
  let now = 0;
  const identity = createIdentity(
    async () => {
      const answer = said[Math.min(asked++, said.length - 1)] ?? '';
      if (answer instanceof Error) throw answer;
      return answer;
    },
    { doubted: (problem) => log.push(problem), sure: (login) => log.push(login) },
    (ms) => new Promise((then) => waits.push({ ms, then })),
    () => now,
  );
  const later = async (times = 1) => {
    for (let n = 0; n < times; n += 1) {
      const next = waits.shift();
      now += next?.ms ?? 0;
      next?.then();
      await new Promise(setImmediate);
    }
  };
  return { identity, later, log, asked: () => asked };
}

describe('who we are', () => {
  it('is not known from an answer that fails, and is asked again', async () => {
    const { identity } = anApp(new Error('cut off'), US);
    await expect(identity.login()).rejects.toThrow('cut off');
    expect(await identity.login()).toBe(US);
  });

  it('is asked once, and confirmed by every comment that GitHub shows as ours', async () => {
    const { identity, asked } = anApp(US);
    await identity.login();
    identity.confirm(US);
    identity.confirm(US.toUpperCase());
    expect([await identity.login(), identity.doubt(), asked()]).toEqual([US, null, 1]);
  });

  it('is in doubt at the first comment that is shown as another’s: nothing is read or written', async () => {
    const { identity, log } = anApp(US);
    await identity.login();
    expect(() => identity.confirm(NEW)).toThrow(/nothing is written/);
    expect(() => identity.beSure()).toThrow(expect.objectContaining({ kind: 'unavailable' }));
    await expect(identity.login()).rejects.toMatchObject({ kind: 'unavailable' });
    expect(identity.doubt()).toContain(NEW);
    expect(identity.doubt()).toContain(US);
    expect(log).toEqual([identity.doubt()]);
  });

  it('is another one than whoever read a thread before took it for: it is read again', async () => {
    const { identity } = anApp(US);
    await identity.login();
    identity.isStill(US);
    expect(() => identity.isStill(NEW)).toThrow(expect.objectContaining({ kind: 'unavailable' }));
  });

  it('is settled by itself once GET /app says what the comment shows', async () => {
    const { identity, later, log } = anApp(US, new Error('502'), US, NEW);
    await identity.login();
    expect(() => identity.confirm(NEW)).toThrow();
    await later(2);
    expect(identity.doubt()).not.toBeNull();
    await later();
    expect([identity.doubt(), await identity.login(), log.at(-1)]).toEqual([null, NEW, NEW]);
    identity.beSure();
  });

  it('is what GET /app insists on, where one comment alone says otherwise', async () => {
    const { identity, later } = anApp(US);
    await identity.login();
    expect(() => identity.confirm(NEW)).toThrow();
    await later(4);
    expect(identity.doubt()).not.toBeNull();
    await later();
    expect([identity.doubt(), await identity.login()]).toEqual([null, US]);
    // A second time within an hour it is no accident.
    expect(() => identity.confirm(NEW)).toThrow();
    await later(20);
    expect(identity.doubt()).not.toBeNull();
  });
});

describe('our comments on one issue', () => {
  const issue = { owner: 'mosn', repo: 'layotto', number: 7 };

  it('are ten in a minute and thirty in an hour at most, whatever asks for them', async () => {
    let now = 1_000_000;
    const limit = createCommentLimit(createMemory(), () => now);
    const written: number[] = [];
    for (const end = now + 2 * 3_600_000; now < end; now += 1_000) {
      if ((await limit.take(issue, [])) === 0) written.push(now);
    }
    const most = (window: number) =>
      Math.max(
        ...written.map((from) => written.filter((at) => at >= from && at < from + window).length),
      );
    expect([most(60_000), most(3_600_000), written.length]).toEqual([10, 30, 60]);
  });

  it('are counted for each issue, and say how long to wait', async () => {
    const limit = createCommentLimit(createMemory(), () => 5_000);
    for (let n = 0; n < 10; n += 1) expect(await limit.take(issue, [])).toBe(0);
    expect(await limit.take(issue, [])).toBe(60_000);
    expect(await limit.take({ ...issue, repo: 'Layotto' }, [])).toBe(60_000);
    expect(await limit.take({ ...issue, number: 8 }, [])).toBe(0);
  });

  it('are counted in the thread as well, by a process that starts anew', async () => {
    const now = Date.parse('2026-11-28T12:00:00Z');
    const limit = createCommentLimit(createMemory(), () => now);
    const seen = Array.from({ length: 30 }, (_, n) => new Date(now - n * 60_000).toISOString());
    expect(await limit.take(issue, seen)).toBe(31 * 60_000);
    expect(await limit.take(issue, seen.slice(0, 9))).toBe(0);
  });

  it('do not wait for a clock that was set back', async () => {
    let now = 10_000_000;
    const limit = createCommentLimit(createMemory(), () => now);
    for (let n = 0; n < 10; n += 1) await limit.take(issue, []);
    now -= 3_600_000;
    expect(await limit.take(issue, [])).toBe(0);
  });
});
