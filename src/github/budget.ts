/**
 * GitHub's content limits: 80 writes in any minute and 500 in any hour for an installation. Bursts
 * are allowed up to them; who waits is served by priority, so that an assignment never stands behind
 * a plan.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { HOUR_MS, MINUTE_MS } from '../domain/time.js';
import { monotonic } from '../engine/clock.js';
import type { Slots, Window } from '../engine/engine.js';
import type { Identity } from './identity.js';

export const PRIORITIES = ['assign', 'answer', 'plan', 'background'] as const;
export type Priority = (typeof PRIORITIES)[number];

export type WriteBudget = {
  /** Resolves when one write may be sent, first come first served within a priority. */
  readonly take: (priority: Priority) => Promise<void>;
};

/**
 * GitHub counts a write when it arrives: one that was slow and one that was quick may stand in one
 * minute there though they began further apart. The windows are longer by as much as that.
 */
const LATE_MS = 4_000;

export const CONTENT_LIMITS: readonly Window[] = [
  { count: 80, milliseconds: MINUTE_MS + LATE_MS },
  { count: 500, milliseconds: HOUR_MS + LATE_MS },
];

type Waiting = { readonly resolve: () => void; readonly reject: (error: unknown) => void };

/**
 * @param wait resolves after so many milliseconds
 * @param waited is called with how many milliseconds each write waited
 */
export function createWriteBudget(
  slots: Slots,
  wait: (ms: number) => Promise<void>,
  waited: (priority: Priority, ms: number) => void = () => {},
): WriteBudget {
  const waiting = new Map<Priority, Waiting[]>(PRIORITIES.map((priority) => [priority, []]));
  let serving = false;

  const next = () => PRIORITIES.find((priority) => waiting.get(priority)?.length);

  async function serve(): Promise<void> {
    serving = true;
    for (let priority = next(); priority !== undefined; priority = next()) {
      try {
        const waitMs = await slots.take(PRIORITIES.indexOf(priority));
        // Whoever came meanwhile and is more urgent gets the slot.
        if (waitMs === 0)
          waiting
            .get(next() ?? priority)
            ?.shift()
            ?.resolve();
        else await wait(waitMs);
      } catch (error) {
        for (const all of waiting.values()) for (const { reject } of all.splice(0)) reject(error);
      }
    }
    serving = false;
  }

  return {
    take: async (priority) => {
      const since = monotonic();
      await new Promise<void>((resolve, reject) => {
        waiting.get(priority)?.push({ resolve, reject });
        if (!serving) void serve();
      });
      waited(priority, monotonic() - since);
    },
  };
}

export function createBudget(
  slots: Slots,
  waited?: (priority: Priority, milliseconds: number) => void,
): WriteBudget {
  return createWriteBudget(slots, patience, waited);
}

/** Keeps no process alive. */
function patience(milliseconds: number): Promise<void> {
  return sleep(milliseconds, undefined, { ref: false });
}

/** Nothing is written while who we are is in doubt, however long a write waited for its turn. */
export function whileSure(
  { beSure }: Pick<Identity, 'beSure'>,
  { take }: WriteBudget,
): WriteBudget {
  return {
    take: async (priority) => {
      await take(priority);
      beSure();
    },
  };
}
