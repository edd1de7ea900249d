/**
 * What deliveries told us of: an issue or a comment, as old as GitHub said. What a sweep finds and
 * nobody told is news. It counts by GitHub's clock alone, and is forgotten after some hours: then
 * a look too many is all that happens.
 */
import type { RepositoryName } from '../core/task.js';
import type { Memory } from '../engine/engine.js';
import { keyOf } from '../github/repository-context.js';

export type Heard = RepositoryName & {
  readonly kind: 'issue' | 'comment';
  /** The number, the comment's id. */
  readonly id: number;
  /** ISO 8601, by GitHub's clock. */
  readonly updatedAt: string;
};

export type HeardIndex = {
  readonly note: (all: readonly Heard[]) => Promise<void>;
  readonly isNews: (one: Heard) => Promise<boolean>;
};

const HOUR_MS = 60 * 60_000;

/** Each hour's in a map of its own, so that old ones go. In hours. */
const KEPT = 3;

export function createHeardIndex(memory: Memory, now: () => number = Date.now): HeardIndex {
  const mapOf = (one: Heard, hoursAgo: number) => {
    const hour = Math.floor(now() / HOUR_MS) - hoursAgo;
    return memory.map<string>(`heard ${keyOf(one)} ${hour}`, KEPT * HOUR_MS);
  };
  const fieldOf = ({ kind, id }: Heard) => `${kind} ${id}`;
  return {
    note: async (all) => {
      for (const one of all) {
        const map = mapOf(one, 0);
        const known = await map.get(fieldOf(one));
        if (known === null || known < one.updatedAt) await map.set(fieldOf(one), one.updatedAt);
      }
    },
    isNews: async (one) => {
      for (let hoursAgo = 0; hoursAgo < KEPT; hoursAgo += 1) {
        const known = await mapOf(one, hoursAgo).get(fieldOf(one));
        if (known !== null && known >= one.updatedAt) return false;
      }
      return true;
    },
  };
}
