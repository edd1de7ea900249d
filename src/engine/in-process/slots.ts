/** The slots of a limit that one process keeps; who asks is served in the order of asking. */
import { monotonic } from '../clock.js';
import type { Slots, Window } from '../engine.js';

export function createSlots(windows: readonly Window[], now: () => number = monotonic): Slots {
  const longest = Math.max(...windows.map(({ milliseconds }) => milliseconds));
  let taken: number[] = [];
  return {
    take: async () => {
      const at = now();
      taken = taken.filter((then) => then > at - longest);
      const free = windows.map(({ count, milliseconds }) => {
        const oldest = taken.at(-count);
        return oldest === undefined ? at : oldest + milliseconds;
      });
      const waitMs = Math.max(at, ...free) - at;
      if (waitMs === 0) taken.push(at);
      return waitMs;
    },
  };
}
