/**
 * One person, many issues at once. Whoever assigns holds the person's lane from counting their
 * claims to GitHub's answer, and what was granted in the last minute is added to the count,
 * because GitHub's listings lag behind its writes.
 */

/** How long our own writes are believed over a listing. */
const LISTINGS_LAG_MS = 60_000;

type Known = { readonly held: boolean; readonly at: number };

export type PersonLanes = {
  /** Runs alone among all who hold one of these lanes (`owner/login`). */
  readonly hold: <T>(lanes: readonly string[], work: () => Promise<T>) => Promise<T>;
  /** Remember what GitHub answered: the person holds this task, or does not any more. */
  readonly remember: (lane: string, task: string, held: boolean) => void;
  /** A person changed this task by hand: the listing is believed again. */
  readonly forget: (task: string) => void;
  /** The tasks of a listing, corrected by what we wrote since. */
  readonly corrected: (lane: string, listed: readonly string[]) => readonly string[];
};

export function createPersonLanes(now: () => number = Date.now): PersonLanes {
  const tails = new Map<string, Promise<unknown>>();
  const written = new Map<string, Map<string, Known>>();

  async function hold<T>(lanes: readonly string[], work: () => Promise<T>): Promise<T> {
    const [first, ...rest] = [...new Set(lanes)].sort();
    if (first === undefined) return work();
    const before = tails.get(first) ?? Promise.resolve();
    const done = before.then(() => hold(rest, work));
    const tail = done.catch(() => undefined);
    tails.set(first, tail);
    tail.then(() => tails.get(first) === tail && tails.delete(first));
    return done;
  }

  function fresh(lane: string): Map<string, Known> {
    const known = written.get(lane) ?? new Map<string, Known>();
    for (const [task, { at }] of known) if (at < now() - LISTINGS_LAG_MS) known.delete(task);
    return known;
  }

  return {
    hold,
    remember: (lane, task, held) => {
      const known = fresh(lane);
      known.set(task, { held, at: now() });
      written.set(lane, known);
    },
    forget: (task) => {
      for (const known of written.values()) known.delete(task);
    },
    corrected: (lane, listed) => {
      const known = fresh(lane);
      if (known.size === 0) written.delete(lane);
      const held = new Set(listed.filter((task) => known.get(task)?.held !== false));
      for (const [task, fact] of known) if (fact.held) held.add(task);
      return [...held];
    },
  };
}
