/** Figures on tasks and their claims, counted from what the plans remember. */

import type { TaskState } from '../../claims/state.js';
import { openOffer } from '../../claims/waitlist.js';
import { byDifficulty, type Difficulty } from '../../domain/difficulty.js';
import { same } from '../../domain/person.js';
import type { Person } from '../../domain/task.js';
import { DAY_MS, sinceInstant } from '../../domain/time.js';

/** A task as GitHub shows it, what its plan remembers, and who opened pull requests for it. */
export type CountedTask = {
  /** null: it has none, or its labels contradict each other. */
  readonly difficulty: Difficulty | null;
  readonly state: 'open' | 'closed';
  /** Whether somebody has it: an assignee, an offer, or a hold without an assignment. */
  readonly isHeld: boolean;
  /** null: it carries no plan that can be read, so its claims and its ending are unknown. */
  readonly plan: Pick<TaskState, 'claims' | 'past' | 'ended'> | null;
  /** Those that name it, in any order. */
  readonly pulls: readonly NamingPull[];
};

export type NamingPull = {
  readonly author: Person;
  /** ISO 8601. */
  readonly createdAt: string;
};

/** Numbers of tasks and of claims; `tasks` is the sum of `open`, `done` and `closed`. */
export type Figures = {
  readonly tasks: number;
  /** Open ones, the sum of `free` and `held`. */
  readonly open: number;
  /** Open ones that nobody has; drafts are among them. */
  readonly free: number;
  readonly held: number;
  /** Closed ones that a merged pull request finished, as their plans say. */
  readonly done: number;
  /** All other closed ones, also those without a plan: how they ended is unknown. */
  readonly closed: number;
  /**
   * Claims that the plans remember: those that stand, also on a closed task, and those that ended.
   * A plan remembers the newest ten that ended, and none that a maintainer took away.
   */
  readonly claims: number;
  /** Ended claims that the claimant gave back. */
  readonly givenBack: number;
  /** Ended claims that the clock released. */
  readonly released: number;
  /**
   * Median days, with fractions, from a claim to the claimant's first pull request that names the
   * task. Only of claims that stand: an ended one does not say when it began. null: of none.
   */
  readonly medianDaysToPull: number | null;
};

/** `none`: the tasks without a difficulty; `total`: all tasks, its median one over all claims. */
export type Stats = Readonly<Record<Difficulty | 'none' | 'total', Figures>>;

/**
 * The assignee is the claim; only what GitHub cannot show is the plan's word.
 * @param now ISO 8601: an offer whose time is over holds nothing
 */
export function isHeld(
  assignees: readonly Person[],
  plan: Pick<TaskState, 'claims' | 'waitlist'> | null,
  now: string,
): boolean {
  if (assignees.length > 0) return true;
  if (plan === null) return false;
  return plan.claims.some(({ assigned }) => !assigned) || openOffer(plan.waitlist, now) !== null;
}

export function countStats(tasks: readonly CountedTask[]): Stats {
  const of = (difficulty: Difficulty | null) =>
    figuresOf(tasks.filter((task) => task.difficulty === difficulty));
  return {
    ...byDifficulty(of),
    none: of(null),
    total: figuresOf(tasks),
  };
}

function figuresOf(tasks: readonly CountedTask[]): Figures {
  const open = tasks.filter(({ state }) => state === 'open');
  const held = open.filter(({ isHeld }) => isHeld);
  const done = tasks.filter(({ state, plan }) => state === 'closed' && isMerged(plan));
  const standing = tasks.flatMap(({ plan }) => plan?.claims ?? []);
  const past = tasks.flatMap(({ plan }) => plan?.past ?? []);
  return {
    tasks: tasks.length,
    open: open.length,
    free: open.length - held.length,
    held: held.length,
    done: done.length,
    closed: tasks.length - open.length - done.length,
    claims: standing.length + past.length,
    givenBack: past.filter(({ how }) => how === 'given-back').length,
    released: past.filter(({ how }) => how === 'silent').length,
    medianDaysToPull: median(tasks.flatMap(daysToPull)),
  };
}

function isMerged(plan: CountedTask['plan']): boolean {
  return plan !== null && plan.ended !== null && plan.ended.pull !== null;
}

/** One number for each claim that stands and led to a pull request. */
function daysToPull({ plan, pulls }: CountedTask): readonly number[] {
  return (plan?.claims ?? []).flatMap((claim) => {
    const own = pulls.filter(({ author }) => same(author, claim));
    const spans = own.map(({ createdAt }) => sinceInstant(claim.since, createdAt));
    // What is older than the claim belongs to an earlier one, or made a maintainer assign its author.
    const after = spans.filter((span) => span >= 0);
    return after.length === 0 ? [] : [Math.min(...after) / DAY_MS];
  });
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  if (middle.length === 0) return null;
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}
