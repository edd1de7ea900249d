/**
 * One person, many issues at once. Whoever assigns holds the person's lane from counting their
 * claims to GitHub's answer, and what was granted in the last minute is added to the count,
 * because GitHub's listings lag behind its writes.
 */
import type { Memory } from '../engine/engine.js';

/** How long our own writes are believed over a listing. */
const LISTINGS_LAG_MS = 60_000;

type Known = { readonly held: boolean; readonly at: number };

/** Whether the person holds a task, by its `issueKey`, for what we wrote in the last minute. */
export type RecentWrites = ReadonlyMap<string, boolean>;

export type PersonLanes = {
  /** Runs alone among all who hold one of these lanes (`owner/login`). */
  readonly hold: <T>(lanes: readonly string[], work: () => Promise<T>) => Promise<T>;
  /** Remember what GitHub answered: the person holds this task, or does not any more. */
  readonly remember: (lane: string, taskKey: string, held: boolean) => Promise<void>;
  /** A person changed this task by hand: the listing is believed again. */
  readonly forget: (taskKey: string) => Promise<void>;
  readonly recent: (lane: string) => Promise<RecentWrites>;
};

export function createPersonLanes(memory: Memory, now: () => number = Date.now): PersonLanes {
  const written = (lane: string) => memory.map<Known>(`written ${lane}`, LISTINGS_LAG_MS);
  const touched = (task: string) => memory.map<number>(`touched ${task}`, LISTINGS_LAG_MS);
  return {
    hold: (lanes, work) =>
      memory.hold(
        lanes.map((lane) => `lane ${lane}`),
        work,
      ),
    remember: (lane, task, held) => written(lane).set(task, { held, at: now() }),
    forget: (task) => touched(task).set('at', now()),
    recent: async (lane) => {
      const recent = new Map<string, boolean>();
      for (const [task, { held, at }] of await written(lane).all()) {
        const touchedAt = (await touched(task).get('at')) ?? 0;
        if (at > now() - LISTINGS_LAG_MS && at > touchedAt) recent.set(task, held);
      }
      return recent;
    },
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
