/** What all replicas remember: one Redis hash for each map, and locks by name. */
import type { ChainableCommander, Redis } from 'ioredis';
import { Mutex } from 'redis-semaphore';
import { MINUTE_MS } from '../../domain/time.js';
import type { Memory, SharedMap } from '../engine.js';

/**
 * A lock outlives its last refresh by 8 s at least, and a request is ours for 6 s after our last word
 * (`LOCK_MS` in queue.ts): who lost a lock has lost the request before.
 */
const HELD_MS = 10_000;
const REFRESH_MS = 2_000;

/** Whoever waits longer than this for a lock fails, and the request is run again. */
const MOST_WAIT_MS = 10 * MINUTE_MS;

const ASK_AGAIN_MS = 50;

export function createMemory(redis: Redis, prefix: string, warn: (error: unknown) => void): Memory {
  async function hold<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
    const [first, ...rest] = [...new Set(names)].sort();
    if (first === undefined) return work();
    const mutex = new PatientMutex(redis, `${prefix}:lock:${first}`, warn);
    await mutex.acquire();
    try {
      return await hold(rest, work);
    } finally {
      // It ends by itself if Redis is away.
      await mutex.release().catch(warn);
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
        await commit(writes);
      },
      setIfNew: async (field, value) => {
        const isNew = await redis.hsetnx(key, field, JSON.stringify(value));
        // A map that begins with it would never be forgotten.
        const isLasting = ttlMs !== undefined && isNew === 1 && (await redis.pttl(key)) < 0;
        if (isLasting) await redis.pexpire(key, ttlMs);
      },
      delete: async (field) => {
        await redis.hdel(key, field);
      },
      clear: async () => {
        await redis.del(key);
      },
      all: async () => {
        const values = Object.entries(await redis.hgetall(key));
        return new Map(values.map(([field, text]) => [field, JSON.parse(text)]));
      },
    };
  }

  return { map, hold };
}

/** A refresh that fails is tried again, rather than left unhandled, which would end the process. */
class PatientMutex extends Mutex {
  constructor(
    redis: Redis,
    key: string,
    private readonly warn: (error: unknown) => void,
  ) {
    super(redis, key, {
      lockTimeout: HELD_MS,
      refreshInterval: REFRESH_MS,
      acquireTimeout: MOST_WAIT_MS,
      retryInterval: ASK_AGAIN_MS,
      onLockLost: warn,
    });
  }

  protected override async _refresh(): Promise<boolean> {
    try {
      return await super._refresh();
    } catch (error) {
      this.warn(error);
      return true;
    }
  }
}

/** A transaction whose single errors are errors too: `exec` alone resolves with them. */
export async function commit(transaction: ChainableCommander): Promise<void> {
  const results = await transaction.exec();
  if (results === null) throw new Error('Redis did not carry out a transaction');
  for (const [error] of results) if (error !== null) throw error;
}
