/** Trouble that comes again and again, told of once a minute with a count. */
import { MINUTE_MS } from '../domain/time.js';

/** By whatever is counted apart. */
export type Counts = Readonly<Record<string, number>>;

/** What is counted apart may come from elsewhere: a line must not grow with it. */
const MOST_REASONS = 10;

/**
 * The first time is told of at once, as somebody may be waiting for it; what comes in the minute
 * after that together once it is over, and so on until a minute was quiet.
 * @param after calls back after so many milliseconds
 * @returns what is to be called each time
 */
export function onceAMinute(
  after: (milliseconds: number, work: () => void) => unknown,
  tell: (counts: Counts) => void,
): (reason: string) => void {
  let counts: Map<string, number> | null = null;

  function beginMinute(): void {
    const counting = new Map<string, number>();
    counts = counting;
    after(MINUTE_MS, () => {
      counts = null;
      if (counting.size === 0) return;
      beginMinute();
      tell(Object.fromEntries(counting));
    });
  }

  return (reason) => {
    if (counts === null) {
      beginMinute();
      tell({ [reason]: 1 });
      return;
    }
    const isKnown = counts.has(reason) || counts.size < MOST_REASONS;
    const counted = isKnown ? reason : 'other';
    counts.set(counted, (counts.get(counted) ?? 0) + 1);
  };
}
