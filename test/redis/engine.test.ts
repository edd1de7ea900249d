import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import type { Engine } from '../../src/engine/engine.js';
import { connectEngine } from '../../src/engine/redis/engine.js';
import { memoryLaws } from '../laws/memory.js';
import { queueLaws } from '../laws/queue.js';
import { slotLaws } from '../laws/slots.js';
import { until } from '../laws/until.js';
import { type ARedis, startRedis } from './a-redis.js';

const log = pino({ level: 'silent' });

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
  const engine = await connectEngine(redis.url, 'test', log);
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
        look: async (key) => {
          expect(running).not.toContain(key);
          running.add(key);
          await sleep(3);
          running.delete(key);
          looked.push(key);
        },
        onFailure: async () => null,
        merge: (_, added) => added,
        groupOf: () => 'g',
        concurrency: 4,
      }),
    );
    const keys = Array.from({ length: 40 }, (_, n) => `k${n}`);
    await Promise.all(keys.flatMap((key) => queues.map((queue) => queue.add({ id: key, key }))));
    await until(() => expect(new Set(looked).size).toBe(40));
    for (const queue of queues) await queue.stop();
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
    expect(await connectEngine('redis://127.0.0.1:1', 'test', log)).toEqual({
      problem: 'ECONNREFUSED',
    });
  });
});
