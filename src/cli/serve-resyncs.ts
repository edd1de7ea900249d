/** The part of `serve` that asks for what no delivery brought. */
import type { Logger } from 'pino';
import { HOUR_MS, MINUTE_MS } from '../domain/time.js';
import type { Schedule } from './schedule.js';

/** How often lost deliveries are made up for, in milliseconds. */
const RESYNC_MS = HOUR_MS;

/** A resync that could not begin is tried again after this long, in milliseconds. */
const RETRY_MS = MINUTE_MS;

/** At the start and every hour, behind everything else: nothing waits for it. */
export function startResyncs(
  resync: () => Promise<void>,
  schedule: Schedule,
  log: Logger,
): () => void {
  let isTriedAgain = false;
  const begin = () =>
    resync().catch((error: unknown) => {
      // One try waits, however many failed: each of them lists every installation.
      if (isTriedAgain) return;
      isTriedAgain = true;
      log.warn({ err: error, retryInMs: RETRY_MS }, 'the sweep could not begin');
      schedule.after(RETRY_MS, () => {
        isTriedAgain = false;
        void begin();
      });
    });
  const everyHour = () => {
    void begin();
    schedule.after(RESYNC_MS, everyHour);
  };
  everyHour();
  return () => void begin();
}

/** How often a repository is asked for what changed, with deliveries and without. In milliseconds. */
const QUICK_MS = { on: 5 * MINUTE_MS, off: 2 * MINUTE_MS };

/** More repositories are asked less often: so long for each of them, with deliveries and without. */
const EACH_MS = { on: 7_200, off: 2_400 };

export function startQuickResyncs(
  resync: (everyMs: number) => Promise<number>,
  isPolling: boolean,
  schedule: Schedule,
  log: Logger,
): void {
  const mode = isPolling ? 'off' : 'on';
  let everyMs = QUICK_MS[mode];
  const run = async () => {
    try {
      const repositories = await resync(everyMs);
      everyMs = Math.max(QUICK_MS[mode], repositories * EACH_MS[mode]);
    } catch (err) {
      log.warn({ err }, 'the quick sweep could not begin');
    }
    schedule.after(everyMs, run);
  };
  schedule.after(everyMs, run);
}
