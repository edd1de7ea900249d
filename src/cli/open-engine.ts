/** This process alone, or together with replicas: there is no silent way from one to the other. */
import type { Logger } from 'pino';
import { type Clock, SYSTEM_CLOCK } from '../engine/clock.js';
import type { Engine } from '../engine/engine.js';
import { createInProcessEngine } from '../engine/in-process/engine.js';
import { onceAMinute } from '../telemetry/once-a-minute.js';

/** @returns why Redis cannot be used, without its password, where it cannot */
export async function openEngine(
  redisUrl: string | null,
  appId: string,
  log: Logger,
  clock: Clock = SYSTEM_CLOCK,
): Promise<Engine | { readonly problem: string }> {
  if (redisUrl === null) return createInProcessEngine(clock);
  // Loaded only where it is used: it takes longer than all the rest.
  const { connectEngine } = await import('../engine/redis/engine.js');
  const repeated = onceAMinute(clock.after, (counts) => {
    log.warn({ counts }, 'trouble with Redis, which is tried again');
  });
  const engine = await connectEngine(redisUrl, appId, {
    troubled: (reason, err) => {
      log.debug({ err }, 'trouble with Redis');
      repeated(reason);
    },
    back: () => log.info('Redis is back'),
  });
  if (!('problem' in engine)) return engine;
  const { host } = new URL(redisUrl);
  return { problem: `REDIS_URL: Redis at ${host} cannot be used (${engine.problem})` };
}

/** For the log, in which it must not stand. */
export function passwordIn(redisUrl: string | null): string {
  return redisUrl === null ? '' : decodeURIComponent(new URL(redisUrl).password);
}
