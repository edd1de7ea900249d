/** The part of `serve` that makes editions. */
import { createEditions, type Editions, type EditionsOptions } from '../newsletter/editions.js';

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
  void run();
  setInterval(run, ROUND_MS).unref();
  return editions;
}
