/** A server's clock that a test moves on: it runs with the real one, and as much later as was said. */
import { type Clock, monotonic } from '../../src/engine/clock.js';

export type TestClock = Clock & {
  /** What falls due within so many milliseconds is called at once. */
  readonly advance: (milliseconds: number) => void;
};

export function createTestClock(): TestClock {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const waiting = new Set<() => void>();
  return {
    now,
    monotonic: () => monotonic() + ahead,
    after: (milliseconds, work) => {
      const at = now() + milliseconds;
      let timer: NodeJS.Timeout;
      const cancel = () => {
        clearTimeout(timer);
        waiting.delete(arm);
      };
      const arm = () => {
        clearTimeout(timer);
        timer = setTimeout(
          () => {
            cancel();
            work();
          },
          Math.max(0, at - now()),
        ).unref();
      };
      arm();
      waiting.add(arm);
      return { cancel };
    },
    advance: (milliseconds) => {
      ahead += milliseconds;
      for (const arm of waiting) arm();
    },
  };
}
