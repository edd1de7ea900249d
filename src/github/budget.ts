/**
 * GitHub's content limits: 80 writes in any minute and 500 in any hour for an installation. Bursts
 * are allowed up to them; who waits is served by lane, so that an assignment never stands behind
 * a plan.
 */

export const LANES = ['assign', 'answer', 'plan', 'background'] as const;
export type Lane = (typeof LANES)[number];

export type WriteBudget = {
  /** Resolves when one write may be sent, first come first served within a lane. */
  readonly take: (lane: Lane) => Promise<void>;
};

type Window = { readonly writes: number; readonly milliseconds: number };

const WINDOWS: readonly Window[] = [
  { writes: 80, milliseconds: 60_000 },
  { writes: 500, milliseconds: 3_600_000 },
];

export type BudgetClock = {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly wait: (milliseconds: number, then: () => void) => void;
};

export const SYSTEM_CLOCK: BudgetClock = {
  now: Date.now,
  wait: (milliseconds, then) => {
    setTimeout(then, milliseconds).unref();
  },
};

export function createWriteBudget(clock: BudgetClock = SYSTEM_CLOCK): WriteBudget {
  const waiting: Record<Lane, (() => void)[]> = {
    assign: [],
    answer: [],
    plan: [],
    background: [],
  };
  let sent: number[] = [];
  let timing = false;

  function serve(): void {
    for (;;) {
      const next = LANES.map((lane) => waiting[lane]).find((lane) => lane.length > 0);
      if (next === undefined) return;
      const now = clock.now();
      const free = freeAt(sent, now);
      if (free > now) {
        if (timing) return;
        timing = true;
        clock.wait(free - now, () => {
          timing = false;
          serve();
        });
        return;
      }
      sent.push(now);
      next.shift()?.();
    }
  }

  return {
    take: (lane) =>
      new Promise((resolve) => {
        const now = clock.now();
        sent = sent.filter((at) => at > now - 3_600_000);
        waiting[lane].push(resolve);
        serve();
      }),
  };
}

/** The instant from which one more write keeps within every window. */
function freeAt(sent: readonly number[], now: number): number {
  const instants = WINDOWS.map(({ writes, milliseconds }) => {
    const oldest = sent.at(-writes);
    return oldest === undefined ? now : oldest + milliseconds;
  });
  return Math.max(now, ...instants);
}
