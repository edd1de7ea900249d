/** Several replicas, which meet in one Redis. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { SYSTEM_CLOCK } from '../clock.js';
import type { Engine, EngineWatch } from '../engine.js';
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
  watch: EngineWatch,
): Promise<Engine | { readonly problem: string }> {
  const problem = await tryOut(url);
  if (problem !== null) return { problem };
  // A request that meets a restart of Redis waits for it; only at the start is that a mistake.
  const redis = new Redis(url, { maxRetriesPerRequest: null, disconnectTimeout: DISCONNECT_MS });
  const troubled = (error: unknown) => watch.troubled(reasonOf(error), error);
  redis.on('error', troubled);
  const listeners: (() => void)[] = [];
  let connections = 0;
  redis.on('ready', () => {
    connections += 1;
    if (connections === 1) return;
    watch.back();
    for (const listener of listeners) listener();
  });
  const prefix = `newbie-tasks-${name}`;
  return {
    // BullMQ has timers of its own.
    clock: SYSTEM_CLOCK,
    createQueue: (options) => createQueue(redis, prefix, options, troubled),
    memory: createMemory(redis, prefix, troubled),
    createSlots: (of, windows) => createSlots(redis, `${prefix}:slots:${of}`, windows),
    isReady: () => redis.status === 'ready',
    onBack: (listener) => listeners.push(listener),
    close: async () => redis.disconnect(),
  };
}

/** A connection of its own, which gives up; null: it works. */
async function tryOut(url: string): Promise<string | null> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    disconnectTimeout: DISCONNECT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: null,
  });
  let lastError: unknown = null;
  redis.on('error', (error: Error) => {
    lastError = error;
  });
  try {
    await Promise.race([redis.connect().then(() => redis.ping()), tooLate()]);
    return lastError === null ? null : reasonOf(lastError);
  } catch (error) {
    return reasonOf(lastError ?? error);
  } finally {
    redis.disconnect();
  }
}

/** It may accept a connection and say nothing. */
async function tooLate(): Promise<never> {
  await sleep(CONNECT_MS, undefined, { ref: false });
  throw new Error('no answer');
}

function reasonOf(error: unknown): string {
  const { code, message } = (error ?? {}) as {
    readonly code?: unknown;
    readonly message?: unknown;
  };
  return String(code ?? message ?? error);
}
