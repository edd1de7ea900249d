/**
 * One person, many issues at once. Whoever assigns holds the person's lane from counting their
 * claims to GitHub's answer, and what was granted in the last minute is added to the count,
 * because GitHub's listings lag behind its writes.
 */
import type { Memory } from '../engine/engine.js';

/** How long our own writes are believed over a listing, from the last one for the person. */
const LISTINGS_LAG_MS = 60_000;

/** Whether the person holds a task, by its `issueKey`, for what we wrote in the last minute. */
export type RecentWrites = ReadonlyMap<string, boolean>;

export type PersonLanes = {
  /** Runs alone among all who hold one of these lanes (`owner/login`). */
  readonly hold: <T>(lanes: readonly string[], work: () => Promise<T>) => Promise<T>;
  /** Remember that the person holds this task, or is about to; or does not any more. */
  readonly remember: (lane: string, taskKey: string, held: boolean) => Promise<void>;
  /** A person changed this task by hand: the listing is believed again. */
  readonly forget: (taskKey: string) => Promise<void>;
  readonly recent: (lane: string) => Promise<RecentWrites>;
};

export function createPersonLanes(memory: Memory): PersonLanes {
  const written = (lane: string) => memory.map<boolean>(`written ${lane}`, LISTINGS_LAG_MS);
  const lanesOf = (task: string) => memory.map<true>(`lanes of ${task}`, LISTINGS_LAG_MS);
  return {
    hold: (lanes, work) => {
      const names = lanes.map((lane) => `lane ${lane}`);
      return memory.hold(names, work);
    },
    remember: async (lane, task, held) => {
      await lanesOf(task).set(lane, true);
      await written(lane).set(task, held);
    },
    forget: async (task) => {
      for (const lane of (await lanesOf(task).all()).keys()) await written(lane).delete(task);
    },
    recent: (lane) => written(lane).all(),
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
