/** The part of `serve` that makes editions. */
import { MINUTE_MS } from '../core/time.js';
import { createEditions, type Editions, type EditionsOptions } from '../newsletter/editions.js';
import type { Schedule } from './schedule.js';

/** How often it is asked which edition is due, in milliseconds. */
const ROUND_MS = MINUTE_MS;

export type RunningEditions = Pick<Editions, 'previews'> & {
  /** Resolves once the first round is over, whatever came of it. */
  readonly first: Promise<void>;
};

export function startEditions(options: EditionsOptions, schedule: Schedule): RunningEditions {
  const { log } = options;
  const editions = createEditions(options);
  const run = async () => {
    await editions.round(schedule.now()).catch((err: unknown) => log.error({ err }, 'no editions'));
    schedule.after(ROUND_MS, run);
  };
  return { previews: editions.previews, first: run() };
}
