/** What a server does again and again, until it is stopped. It keeps no process alive. */
import type { Clock, Timer } from '../engine/clock.js';

export type Schedule = {
  readonly now: () => number;
  readonly after: (milliseconds: number, work: () => void) => void;
  readonly stop: () => void;
};

export function createSchedule(clock: Clock): Schedule {
  const timers = new Set<Timer>();
  let isOver = false;
  return {
    now: clock.now,
    after: (milliseconds, work) => {
      if (isOver) return;
      const timer = clock.after(milliseconds, () => {
        timers.delete(timer);
        work();
      });
      timers.add(timer);
    },
    stop: () => {
      isOver = true;
      for (const timer of timers) timer.cancel();
      timers.clear();
    },
  };
}
