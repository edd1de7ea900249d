/** Time as it is handed in: what a server waits for, and what it calls now. Tests move it on. */
export type Clock = {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds since any beginning: they never leap, whatever is done to the machine's clock. */
  readonly monotonic: () => number;
  /** Calls back after so many milliseconds, unless it is cancelled; it keeps no process alive. */
  readonly after: (milliseconds: number, work: () => void) => Timer;
};

export type Timer = { readonly cancel: () => void };

/** What limits and waiting are measured by. Whole milliseconds since the process began. */
export function monotonic(): number {
  return Math.floor(performance.now());
}

export const SYSTEM_CLOCK: Clock = {
  now: Date.now,
  monotonic,
  after: (milliseconds, work) => {
    const timer = setTimeout(work, milliseconds).unref();
    return { cancel: () => clearTimeout(timer) };
  },
};
