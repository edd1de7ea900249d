import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { createLog } from '../../src/cli/log.js';
import { openEngine } from '../../src/cli/open-engine.js';
import type { Engine } from '../../src/engine/engine.js';
import { connectEngine } from '../../src/engine/redis/engine.js';
import { memoryLaws } from '../laws/memory.js';
import { queueLaws } from '../laws/queue.js';
import { slotLaws } from '../laws/slots.js';
import { until } from '../laws/until.js';
import { type ARedis, startRedis } from './a-redis.js';

const watch = { troubled: () => {}, back: () => {} };

let redis: ARedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());
beforeEach(() => redis.empty());

const opened: Engine[] = [];
afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});

async function open(): Promise<Engine> {
  const engine = await connectEngine(redis.url, 'test', watch);
  if ('problem' in engine) throw new Error(engine.problem);
  opened.push(engine);
  return engine;
}

describe('the queue in Redis', () => queueLaws(open));
describe('the memory in Redis', () => memoryLaws(open));
describe('the slots in Redis', () => slotLaws(open));

describe('replicas', () => {
  it('never look at the same thing at the same time, and together take all', async () => {
    const running = new Set<string>();
    const looked: string[] = [];
    const engines = [await open(), await open(), await open()];
    const queues = engines.map((engine) =>
      engine.createQueue<string>({
        run: async (key) => {
          expect(running).not.toContain(key);
          running.add(key);
          await sleep(3);
          running.delete(key);
          looked.push(key);
        },
        onFailure: async () => null,
        merge: (_, added) => added,
        groupOf: () => 'g',
        serves: () => true,
        concurrency: 4,
      }),
    );
    const keys = Array.from({ length: 40 }, (_, n) => `k${n}`);
    await Promise.all(keys.flatMap((key) => queues.map((queue) => queue.add({ id: key, key }))));
    await until(() => expect(new Set(looked).size).toBe(40));
    for (const queue of queues) await queue.stop();
  });

  it('take only the looks of groups that they serve, whatever a group is called', async () => {
    const looked: string[] = [];
    const queueOf = async (mine: readonly string[]) =>
      (await open()).createQueue<string>({
        run: async (key) => void looked.push(`${mine[0]} takes ${key}`),
        onFailure: async () => null,
        merge: (_, added) => added,
        groupOf: (key) => key,
        serves: (group) => mine.includes(group),
        concurrency: 1,
      });
    const [one, two] = [await queueOf(['wanted', 'one']), await queueOf(['groups'])];
    await one.add({ id: 'wanted/x', key: 'wanted' });
    await two.add({ id: 'groups/x', key: 'groups' });
    await until(() =>
      expect(looked.sort()).toEqual(['groups takes groups', 'wanted takes wanted']),
    );
    await one.stop();
    await two.stop();
    await one.add({ id: 'late/x', key: 'one' });
    await sleep(100);
    expect(looked).toHaveLength(2);
  });

  it('find what is wanted and has no job', async () => {
    const raw = new Redis(redis.url, { disconnectTimeout: 1 });
    const entry = JSON.stringify({ key: 'left', notBefore: 0, nonce: '1' });
    await raw.rpush('newbie-tasks-test:wanted:g/left#1', entry);
    raw.disconnect();
    const looked: string[] = [];
    const queue = (await open()).createQueue<string>({
      run: async (key) => void looked.push(key),
      onFailure: async () => null,
      merge: (_, added) => added,
      groupOf: () => 'g',
      serves: () => true,
      concurrency: 1,
    });
    await until(() => expect(looked).toEqual(['left']));
    await queue.stop();
  });

  it('that lose a look to another delete nothing that the other still needs', async () => {
    const looked: string[] = [];
    let isStuck = true;
    const queueOf = async (look: (key: string, stillOurs: () => Promise<void>) => Promise<void>) =>
      (await open()).createQueue<string>({
        run: look,
        onFailure: async () => null,
        merge: (waiting, added) => `${waiting}+${added}`,
        groupOf: () => 'g',
        serves: () => true,
        concurrency: 1,
      });
    const raw = new Redis(redis.url, { disconnectTimeout: 1 });
    const first = await queueOf(async (key) => {
      looked.push(`first ${key}`);
      // The lock is gone as after a pause that was too long.
      const [lock] = await raw.keys('*:lock');
      await raw.set(lock ?? '', 'another');
      while (isStuck) await sleep(5);
    });
    await first.add({ id: 'g/a', key: 'a' });
    await until(() => expect(looked).toEqual(['first a']));
    await first.add({ id: 'g/a', key: 'b' });
    isStuck = false;
    await sleep(100);
    expect(await raw.lrange('newbie-tasks-test:wanted:g/a', 0, -1)).toHaveLength(2);
    raw.disconnect();
    await first.stop();
  });

  it('take one slot each of the same limit, the more urgent first', async () => {
    const windows = [{ count: 2, milliseconds: 400 }];
    const [one, two] = [await open(), await open()];
    const [a, b] = [one.createSlots('shared', windows), two.createSlots('shared', windows)];
    expect([await a.take(0), await b.take(0)]).toEqual([0, 0]);
    expect(await a.take(0)).toBeGreaterThan(0);
    await sleep(450);
    // The window is open again, but somebody more urgent asked before.
    expect(await b.take(3)).toBeGreaterThan(0);
    expect(await a.take(0)).toBe(0);
    expect(await b.take(3)).toBe(0);
  });

  it('wait for one window at most where the clock of Redis was set back', async () => {
    const raw = new Redis(redis.url);
    const anHourOn = Date.now() + 3_600_000;
    for (const name of ['x', 'y']) await raw.zadd('newbie-tasks-test:slots:shared', anHourOn, name);
    raw.disconnect();
    const windows = [{ count: 2, milliseconds: 400 }];
    const slots = (await open()).createSlots('shared', windows);
    expect(await slots.take(0)).toBeGreaterThan(0);
    await sleep(450);
    expect(await slots.take(0)).toBe(0);
  });

  it('remember together, and hold names together', async () => {
    const [one, two] = [await open(), await open()];
    await one.memory.map<number>('n').set('a', 7);
    expect(await two.memory.map<number>('n').get('a')).toBe(7);
    const events: string[] = [];
    const first = one.memory.hold(['x'], async () => {
      events.push('one in');
      await sleep(100);
      events.push('one out');
    });
    await until(() => expect(events).toEqual(['one in']));
    await two.memory.hold(['x'], async () => void events.push('two'));
    await first;
    expect(events).toEqual(['one in', 'one out', 'two']);
  });
});

describe('a Redis', () => {
  it('that is not there is a problem with a name', async () => {
    expect(await connectEngine('redis://127.0.0.1:1', 'test', watch)).toEqual({
      problem: 'ECONNREFUSED',
    });
  });

  it('that goes away while a queue waits is one line of the log, not one each try', async () => {
    const own = await startRedis();
    const lines: string[] = [];
    const log = createLog('info', [], (line) => lines.push(line));
    const engine = await openEngine(own.url, 'away', log);
    if ('problem' in engine) throw new Error(engine.problem);
    const queue = engine.createQueue<string>({
      ...{ concurrency: 1, groupOf: () => 'g', serves: () => true, merge: (key) => key },
      ...{ run: async () => {}, onFailure: async () => null },
    });
    await queue.add({ id: 'a', key: 'a' }, 60_000);
    await own.stop();
    await sleep(3_000);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ level: 40, msg: 'trouble with Redis, which is tried again' }),
    ]);
    await engine.close();
  });
});
