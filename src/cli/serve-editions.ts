/** The part of `serve` that makes editions. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createEditions, type Editions, type EditionsOptions } from '../newsletter/editions.js';

/** How long somebody waits for a page at most, in milliseconds. */
const PATIENCE_MS = 10_000;

/** How often it is asked which edition is due, in milliseconds. */
const ROUND_MS = 60_000;

export function startEditions(options: EditionsOptions): Editions {
  const { log } = options;
  const editions = createEditions(options);
  let isRunning = false;
  const run = async () => {
    if (isRunning) return;
    isRunning = true;
    await editions.round(Date.now()).catch((err: unknown) => log.error({ err }, 'no editions'));
    isRunning = false;
  };
  const first = run();
  setInterval(run, ROUND_MS).unref();
  return {
    ...editions,
    // Whoever comes early waits for the first edition.
    previews: async () => {
      await Promise.race([first, sleep(PATIENCE_MS, undefined, { ref: false })]);
      return editions.previews();
    },
  };
}
