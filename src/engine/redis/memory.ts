/** What all replicas remember: one Redis hash for each map, and locks by name. */
import type { Redis } from 'ioredis';
import { Mutex } from 'redis-semaphore';
import type { Memory, SharedMap } from '../engine.js';

/**
 * A lock outlives its holder by this long, in milliseconds. It is longer than a look is ours
 * without a word of ours (`LOCK_MS` in queue.ts), so who lost a lock has lost the look before.
 */
const HELD_MS = 10_000;

/** Whoever waits longer than this for a lock fails, and the look is taken again. */
const MOST_WAIT_MS = 10 * 60_000;

const ASK_AGAIN_MS = 50;

export function createMemory(redis: Redis, prefix: string): Memory {
  async function hold<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
    const [first, ...rest] = [...new Set(names)].sort();
    if (first === undefined) return work();
    const mutex = new Mutex(redis, `${prefix}:lock:${first}`, {
      lockTimeout: HELD_MS,
      acquireTimeout: MOST_WAIT_MS,
      retryInterval: ASK_AGAIN_MS,
      onLockLost: () => {},
    });
    await mutex.acquire();
    try {
      return await hold(rest, work);
    } finally {
      await mutex.release();
    }
  }

  function map<Value>(name: string, ttlMs?: number): SharedMap<Value> {
    const key = `${prefix}:map:${name}`;
    return {
      get: async (field) => {
        const text = await redis.hget(key, field);
        return text === null ? null : JSON.parse(text);
      },
      set: async (field, value) => {
        const writes = redis.multi().hset(key, field, JSON.stringify(value));
        if (ttlMs !== undefined) writes.pexpire(key, ttlMs);
        await writes.exec();
      },
      delete: async (field) => {
        await redis.hdel(key, field);
      },
      all: async () => {
        const values = Object.entries(await redis.hgetall(key));
        return new Map(values.map(([field, text]) => [field, JSON.parse(text)]));
      },
    };
  }

  return { map, hold };
}
