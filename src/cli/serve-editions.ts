/** The part of `serve` that makes editions. */
import { createEditions, type Editions, type EditionsOptions } from '../newsletter/editions.js';

/** How often it is asked which edition is due, in milliseconds. */
const ROUND_MS = 60_000;

export type RunningEditions = Pick<Editions, 'previews'> & {
  /** Resolves once the first round is over, whatever came of it. */
  readonly first: Promise<void>;
};

export function startEditions(options: EditionsOptions): RunningEditions {
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
  return { previews: editions.previews, first };
}
