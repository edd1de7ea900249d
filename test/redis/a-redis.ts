/** A real Redis server of its own for a test file. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from '../../src/demo/bot-process.js';

export type ARedis = {
  readonly url: string;
  /** Forgets everything. */
  readonly empty: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export async function startRedis(): Promise<ARedis> {
  const port = await freePort();
  const server = spawn(
    'redis-server',
    ['--port', String(port), '--save', '', '--appendonly', 'no', '--bind', '127.0.0.1'],
    { stdio: 'ignore' },
  );
  const failed = new Promise<never>((_, reject) => {
    server.on('error', (error) => {
      reject(new Error(`these tests need redis-server (Debian's package): ${error.message}`));
    });
  });
  const url = `redis://127.0.0.1:${port}`;
  await Promise.race([failed, answers(url)]);
  return {
    url,
    empty: async () => {
      const redis = new Redis(url, { disconnectTimeout: 1 });
      await redis.flushall();
      redis.disconnect();
    },
    stop: async () => {
      server.kill('SIGTERM');
      await once(server, 'exit');
    },
  };
}

async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const redis = new Redis(url, { lazyConnect: true, retryStrategy: null, disconnectTimeout: 1 });
    redis.on('error', () => {});
    try {
      await redis.connect();
      return;
    } catch {
      await sleep(25);
    } finally {
      redis.disconnect();
    }
  }
  throw new Error('redis-server does not answer');
}
