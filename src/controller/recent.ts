/**
 * What deliveries brought: an issue or a comment, as old as GitHub said. What a resync finds and
 * no delivery brought is news. GitHub's times have whole seconds, so that of two changes in one
 * second the second looks like the first: what came within two seconds of its time is not noted, and
 * reconciled once more. It is forgotten after some hours, which costs a request too many at most.
 */

import { keyOf } from '../domain/reference.js';
import type { RepositoryName } from '../domain/task.js';
import { HOUR_MS } from '../domain/time.js';
import type { Memory } from '../engine/engine.js';

export type Recent = RepositoryName & {
  readonly kind: 'issue' | 'comment';
  /** The number, the comment's id. */
  readonly id: number;
  /** ISO 8601, by GitHub's clock. */
  readonly updatedAt: string;
};

export type RecentIndex = {
  /** @param at when it was received, in milliseconds since the epoch */
  readonly note: (all: readonly Recent[], at: number) => Promise<void>;
  readonly isNews: (one: Recent) => Promise<boolean>;
};

/** So long after a change another one may still have the same time, and the listing lag. */
const SAME_TIME_MS = 2_000;

/** Each hour's in a map of its own, so that old ones go. In hours. */
const HOURS = 3;

export function createRecentIndex(memory: Memory, now: () => number = Date.now): RecentIndex {
  const mapOf = (one: Recent, hoursAgo: number) => {
    const hour = Math.floor(now() / HOUR_MS) - hoursAgo;
    return memory.map<string>(`heard ${keyOf(one)} ${hour}`, HOURS * HOUR_MS);
  };
  const fieldOf = ({ kind, id }: Recent) => `${kind} ${id}`;
  return {
    note: async (all, at) => {
      for (const one of all.filter((each) => at - Date.parse(each.updatedAt) >= SAME_TIME_MS)) {
        const map = mapOf(one, 0);
        const known = await map.get(fieldOf(one));
        if (known === null || known < one.updatedAt) await map.set(fieldOf(one), one.updatedAt);
      }
    },
    isNews: async (one) => {
      for (let hoursAgo = 0; hoursAgo < HOURS; hoursAgo += 1) {
        const known = await mapOf(one, hoursAgo).get(fieldOf(one));
        if (known !== null && known >= one.updatedAt) return false;
      }
      return true;
    },
  };
}
