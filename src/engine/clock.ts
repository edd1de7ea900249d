/** Time as it is handed in: what a server waits for, and what it calls now. Tests move it on. */
export type Clock = {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Calls back after so many milliseconds, unless it is cancelled; it keeps no process alive. */
  readonly after: (milliseconds: number, work: () => void) => Timer;
};

export type Timer = { readonly cancel: () => void };

export const SYSTEM_CLOCK: Clock = {
  now: Date.now,
  after: (milliseconds, work) => {
    const timer = setTimeout(work, milliseconds).unref();
    return { cancel: () => clearTimeout(timer) };
  },
};
