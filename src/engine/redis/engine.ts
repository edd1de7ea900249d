/** Several replicas, which meet in one Redis. */
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Engine } from '../engine.js';
import { createMemory } from './memory.js';
import { createQueue } from './queue.js';
import { createSlots } from './slots.js';

/** How long a first connection may take, in milliseconds. */
const CONNECT_MS = 5_000;

/** How long Redis may take to take note that we leave, in milliseconds. */
const DISCONNECT_MS = 100;

/**
 * @param name whoever connects under one name works together
 * @returns why Redis cannot be used, without the password, where it cannot
 */
export async function connectEngine(
  url: string,
  name: string,
  log: Logger,
): Promise<Engine | { readonly problem: string }> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    // A look that meets a restart of Redis waits for it; only at the start is that a mistake.
    maxRetriesPerRequest: null,
    disconnectTimeout: DISCONNECT_MS,
    retryStrategy: null,
  });
  let lastError: Error | null = null;
  redis.on('error', (error: Error) => {
    lastError = error;
    log.warn({ err: error }, 'Redis');
  });
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    redis.disconnect();
    return { problem: reasonOf(lastError ?? error) };
  }
  redis.options.retryStrategy = (tries) => Math.min(100 * 2 ** tries, 5_000);
  const prefix = `newbie-tasks-${name}`;
  return {
    createQueue: (options) => createQueue(redis, prefix, options, log),
    memory: createMemory(redis, prefix),
    createSlots: (of, windows) => createSlots(redis, `${prefix}:slots:${of}`, windows),
    close: async () => redis.disconnect(),
  };
}

function reasonOf(error: unknown): string {
  const { code, message } = (error ?? {}) as {
    readonly code?: unknown;
    readonly message?: unknown;
  };
  return String(code ?? message ?? error);
}
