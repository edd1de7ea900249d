/** The part of `serve` that makes editions and shows them. */
import { createEditions, type EditionsOptions } from '../newsletter/editions.js';
import { createPages } from '../web/pages.js';
import type { Doors } from '../web/server.js';

/** How often it is asked which edition is due, in milliseconds. */
const ROUND_MS = 60_000;

/** @returns the pages that show them */
export function openEditions(options: EditionsOptions): Doors['page'] {
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
  return createPages(editions);
}
