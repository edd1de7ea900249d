/**
 * One person, many issues at once. Whoever assigns holds the person's lock from counting their
 * claims to GitHub's answer, and what was granted in the last minute is added to the count,
 * because GitHub's listings lag behind its writes.
 */
import type { Memory } from '../engine/engine.js';

/** How long our own writes are believed over a listing, from the last one for the person. */
const LISTINGS_LAG_MS = 60_000;

/** Whether the person holds a task, by its `issueKey`, for what we wrote in the last minute. */
export type RecentWrites = ReadonlyMap<string, boolean>;

export type PersonLocks = {
  /** Runs alone among all who hold one of these locks (`owner/id`). */
  readonly hold: <T>(locks: readonly string[], work: () => Promise<T>) => Promise<T>;
  /** Remember that the person holds this task, or is about to; or does not any more. */
  readonly remember: (lock: string, taskKey: string, held: boolean) => Promise<void>;
  /** A person changed this task by hand: the listing is believed again. */
  readonly forget: (taskKey: string) => Promise<void>;
  readonly recent: (lock: string) => Promise<RecentWrites>;
};

export function createPersonLocks(memory: Memory): PersonLocks {
  const written = (lock: string) => memory.map<boolean>(`written ${lock}`, LISTINGS_LAG_MS);
  const locksOf = (task: string) => memory.map<true>(`locks of ${task}`, LISTINGS_LAG_MS);
  return {
    hold: (locks, work) =>
      memory.hold(
        locks.map((lock) => `lock ${lock}`),
        work,
      ),
    remember: async (lock, task, held) => {
      await locksOf(task).set(lock, true);
      await written(lock).set(task, held);
    },
    forget: async (task) => {
      for (const lock of (await locksOf(task).all()).keys()) await written(lock).delete(task);
    },
    recent: (lock) => written(lock).all(),
  };
}

/** The tasks of a listing, each once, corrected by what we wrote since. */
export function corrected(listed: readonly string[], recent: RecentWrites): readonly string[] {
  const held = new Map(listed.map((task) => [task.toLowerCase(), task]));
  for (const [key, isHeld] of recent) {
    if (!isHeld) held.delete(key);
    else if (!held.has(key)) held.set(key, key);
  }
  return [...held.values()];
}
