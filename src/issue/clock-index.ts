/**
 * What the plans of tasks say, in memory: when each is to be reconciled because of a clock, and
 * which are reserved for somebody who is not assigned. Rebuilt from the plans, never the truth:
 * reconciling reads everything anew.
 */

import type { Claim } from '../claims/state.js';
import { type IssueName, keyOf, sameRepository } from '../domain/reference.js';
import type { RepositoryName } from '../domain/task.js';
import { MINUTE_MS } from '../domain/time.js';
import type { Memory } from '../engine/engine.js';

export type TaskClock = {
  /** When the next request is due, in milliseconds since the epoch; null: nothing will fall due. */
  readonly at: number | null;
  /** Reserved for somebody who is not assigned: an offer, or a hold. */
  readonly isReserved: boolean;
  /** Ids of those who hold it though GitHub did not assign them. */
  readonly holders: readonly number[];
  /** Until when it is held, in milliseconds since the epoch; null: free, or without a deadline. */
  readonly due: number | null;
  /** An open pull request of a holder stops the clock. */
  readonly isInReview: boolean;
};

/** Nobody holds the task, and nothing will fall due. */
export const NO_CLOCK: TaskClock = {
  at: null,
  isReserved: false,
  holders: [],
  due: null,
  isInReview: false,
};

/** What the claims on a task say of the time: the first deadline, and whether somebody's pull waits. */
export function timesOfClaims(
  claims: readonly Pick<Claim, 'due' | 'pausedSince'>[],
): Pick<TaskClock, 'due' | 'isInReview'> {
  const dues = claims.flatMap(({ due }) => (due === null ? [] : [Date.parse(due)]));
  return {
    due: dues.length === 0 ? null : Math.min(...dues),
    isInReview: claims.some(({ pausedSince }) => pausedSince !== null),
  };
}

/** The clocks of one repository, by issue number. */
export type TaskClocks = ReadonlyMap<number, TaskClock>;

export type ClockIndex = {
  readonly set: (issue: IssueName, clock: TaskClock) => Promise<void>;
  /** Not where the clock is known: reconciling knows better than a listing. */
  readonly setIfNew: (issue: IssueName, clock: TaskClock) => Promise<void>;
  /** The issue is gone, or all of a repository's are. */
  readonly forget: (issue: RepositoryName & { readonly number?: number }) => Promise<void>;
  /** The repository has another name now; what is known there already stays. */
  readonly move: (from: RepositoryName, to: RepositoryName) => Promise<void>;
  /** Those with clocks, as `keyOf` names them. */
  readonly repositories: () => Promise<readonly string[]>;
  /** What fell due. It falls due again if nobody sets it anew. */
  readonly takeDue: (now: number) => Promise<readonly IssueName[]>;
  readonly get: (issue: IssueName) => Promise<TaskClock | null>;
  readonly of: (repository: RepositoryName) => Promise<TaskClocks>;
  /** What somebody holds unassigned in this repository, or in all of its owner's. */
  readonly heldUnassigned: (
    person: number,
    repository: RepositoryName,
    scope: 'repository' | 'owner',
  ) => Promise<readonly IssueName[]>;
};

/** A request that was enqueued and never came, because its process died, is enqueued again. */
const AGAIN_MS = 10 * MINUTE_MS;

export function createClockIndex(memory: Memory): ClockIndex {
  const repositories = memory.map<RepositoryName>('repositories with clocks');
  const clocksOf = (repository: RepositoryName) =>
    memory.map<TaskClock>(`clocks ${keyOf(repository)}`);

  async function of(repository: RepositoryName): Promise<TaskClocks> {
    const clocks = [...(await clocksOf(repository).all())];
    return new Map(
      clocks.map(([number, clock]) => [Number(number), clock] as const).sort(([a], [b]) => a - b),
    );
  }

  return {
    of,
    get: ({ owner, repo, number }) => clocksOf({ owner, repo }).get(String(number)),
    set: async ({ owner, repo, number }, clock) => {
      await repositories.set(keyOf({ owner, repo }), { owner, repo });
      await clocksOf({ owner, repo }).set(String(number), clock);
    },
    setIfNew: async ({ owner, repo, number }, clock) => {
      await repositories.set(keyOf({ owner, repo }), { owner, repo });
      await clocksOf({ owner, repo }).setIfNew(String(number), clock);
    },
    forget: async ({ owner, repo, number }) => {
      const repository = { owner, repo };
      if (number !== undefined) return clocksOf(repository).delete(String(number));
      await repositories.delete(keyOf(repository));
      await clocksOf(repository).clear();
    },
    move: async (from, to) => {
      const clocks = await clocksOf(from).all();
      if (clocks.size > 0) await repositories.set(keyOf(to), { owner: to.owner, repo: to.repo });
      for (const [number, clock] of clocks) await clocksOf(to).setIfNew(number, clock);
      await repositories.delete(keyOf(from));
      await clocksOf(from).clear();
    },
    repositories: async () => [...(await repositories.all()).keys()],
    takeDue: async (now) => {
      const due: IssueName[] = [];
      for (const repository of (await repositories.all()).values()) {
        for (const [number, clock] of await of(repository)) {
          if (clock.at === null || clock.at > now) continue;
          await clocksOf(repository).set(String(number), { ...clock, at: now + AGAIN_MS });
          due.push({ ...repository, number });
        }
      }
      return due;
    },
    heldUnassigned: async (person, repository, scope) => {
      const others = scope === 'owner' ? [...(await repositories.all()).values()] : [];
      const all = [
        repository,
        ...others.filter(
          (each) =>
            each.owner.toLowerCase() === repository.owner.toLowerCase() &&
            !sameRepository(each, repository),
        ),
      ];
      const held = all.map(async (each) =>
        [...(await of(each))]
          .filter(([, { holders }]) => holders.includes(person))
          .map(([number]) => ({ ...each, number })),
      );
      return (await Promise.all(held)).flat();
    },
  };
}

/** The tasks that are reserved for somebody who is not assigned, by number. */
export function reservedIn(clocks: TaskClocks): ReadonlySet<number> {
  return new Set([...clocks].filter(([, { isReserved }]) => isReserved).map(([number]) => number));
}
