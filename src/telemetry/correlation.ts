/**
 * Which deliveries caused what happens just now. Node carries it along every await, so that each
 * line about a request and its writes names them without being handed them.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

export type Correlation = {
  /** All that is logged or enqueued meanwhile is on behalf of these deliveries. */
  readonly within: <T>(deliveries: readonly string[], work: () => Promise<T>) => Promise<T>;
  /** Empty: a clock, a resync or the start is the cause. */
  readonly current: () => readonly string[];
};

/** A burst on one issue is one request: it names the newest few. */
const MOST = 5;

/** GitHub's ids have 36 characters; the header is not covered by the signature. */
const LONGEST = 64;

export function createCorrelation(): Correlation {
  const storage = new AsyncLocalStorage<readonly string[]>();
  return {
    within: (deliveries, work) => storage.run(mergeDeliveries([], deliveries), work),
    current: () => storage.getStore() ?? [],
  };
}

export function mergeDeliveries(
  known: readonly string[] = [],
  added: readonly string[] = [],
): readonly string[] {
  const all = [...known, ...added].map(shortId);
  // The last time counts: what was asked for again is new.
  return [...new Set(all.reverse())].slice(0, MOST).reverse();
}

/** As it stands in the log. */
export function shortId(delivery: string): string {
  return delivery.slice(0, LONGEST);
}
