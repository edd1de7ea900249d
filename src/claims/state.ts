/**
 * What a task's plan remembers, hidden in the comment. GitHub is the database: this is a memory of
 * what was agreed and answered, read back every time and never trusted over the assignees.
 */

import type { Difficulty } from '../domain/difficulty.js';
import type { Person } from '../domain/task.js';
import { DAY_MS, later } from '../domain/time.js';
import { NO_WAITLIST, type Waitlist } from './waitlist.js';

export type Claim = Person & {
  /** ISO 8601. */
  readonly since: string;
  /** When it ends, ISO 8601; null: assigned by hand, so the clock never releases it. */
  readonly due: string | null;
  /** How often /extend moved it. */
  readonly extensions: number;
  /** false: GitHub would not assign them, so the task is held for them here. */
  readonly assigned: boolean;
  /** Since when an open pull request of theirs stops the clock, ISO 8601; null: it runs. */
  readonly pausedSince: string | null;
};

/** A claim that ended: what the next claim of the same person must know. */
export type PastClaim = Person & {
  /** `silent`: released by the clock. */
  readonly how: 'given-back' | 'silent';
  readonly due: string;
  /** When it ended, ISO 8601. */
  readonly at: string;
  /** How often it was extended. */
  readonly extensions?: number;
};

export type Ending = {
  /** The merged pull request that finished the task; null: it was closed without one. */
  readonly pull: number | null;
};

export type PreviousAccount = {
  readonly login: string;
  /** Its newest comment that counts, by id: what it writes afterwards is not ours any more. */
  readonly upTo: number;
  /** How often the task moved from one account to another. */
  readonly moves: number;
};

export type AnsweredCommand = {
  readonly commentId: number;
  readonly command: string;
  /** When it came to count, ISO 8601. */
  readonly countsFrom: string;
};

export type TaskState = {
  /** One per assignee, as last agreed. */
  readonly claims: readonly Claim[];
  /** Oldest first, the newest 50. */
  readonly answered: readonly AnsweredCommand[];
  /** Commands that came to count at or before this time are not open any more. */
  readonly before: string | null;
  /** A contradiction of difficulty labels that was decided, so that its history is read only once. */
  readonly settled: { readonly labels: readonly string[]; readonly difficulty: Difficulty } | null;
  /** Claims that ended, oldest first, the newest ten. */
  readonly past: readonly PastClaim[];
  readonly waitlist: Waitlist;
  /** How the task ended; null: it is open, as far as the plan knows. */
  readonly ended: Ending | null;
  /** The account whose plan was taken over; null: this one has always been ours. */
  readonly previous: PreviousAccount | null;
};

export const NO_STATE: TaskState = {
  claims: [],
  answered: [],
  before: null,
  settled: null,
  past: [],
  waitlist: NO_WAITLIST,
  ended: null,
  previous: null,
};

/** The newest claims that ended which are remembered. */
export const MOST_PAST = 10;

/** The newest commands that are remembered one by one. */
export const MOST_ANSWERED = 50;

/** A claim that begins. `due` null: assigned by hand. */
export function newClaim({ id, login }: Person, since: string, due: string | null): Claim {
  return { id, login, since, due, extensions: 0, assigned: true, pausedSince: null };
}

/** The due date of a claim that begins at an instant; both ISO 8601. */
export function dueAfter(instant: string, claimDays: number): string {
  return later(instant, claimDays * DAY_MS);
}

/** What makes a command one and the same: an edit may put another into the same comment. */
export function commandKey({
  commentId,
  command,
}: Pick<AnsweredCommand, 'commentId' | 'command'>): string {
  return `${commentId} ${command}`;
}

/** The state with more answered commands; those that no longer fit fall under `before`. */
export function remember(state: TaskState, commands: readonly AnsweredCommand[]): TaskState {
  const answered = [...state.answered, ...commands].sort((a, b) =>
    a.countsFrom.localeCompare(b.countsFrom),
  );
  const dropped = answered.slice(0, -MOST_ANSWERED).at(-1);
  return {
    ...state,
    answered: answered.slice(-MOST_ANSWERED),
    before: dropped?.countsFrom ?? state.before,
  };
}
