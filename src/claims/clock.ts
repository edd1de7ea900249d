/**
 * The clock of a claim. `due` is fixed when the claim is answered; a reminder comes before it, a
 * grace after it, and a release only after a check that saw no sign of work.
 */

import { same } from '../domain/person.js';
import type { Comment } from '../domain/task.js';
import { DAY_MS, later } from '../domain/time.js';
import type { Claim } from './state.js';

export type ClockRules = {
  readonly remindDaysBefore: number;
  readonly graceDays: number;
};

export type ClockFacts = {
  readonly comments: readonly Comment[];
  /** When we reminded of this due date, ISO 8601; null: not yet. */
  readonly remindedAt: string | null;
  /** When the App was installed, ISO 8601. */
  readonly installedAt: string;
  readonly now: string;
};

/** Times are in milliseconds since the epoch. */
export type ClockAction =
  /** Nothing to do before this instant. */
  | { readonly kind: 'wait'; readonly until: number; readonly releaseAt?: undefined }
  | { readonly kind: 'remind'; readonly releaseAt?: undefined; readonly until: number }
  | { readonly kind: 'release'; readonly releaseAt: number };

/** null: the clock does not run for this claim (assigned by hand, or paused by a pull request). */
export function readClock(claim: Claim, rules: ClockRules, facts: ClockFacts): ClockAction | null {
  const remindAt = remindTime(claim, rules);
  if (remindAt === null || claim.pausedSince !== null) return null;
  const now = Date.parse(facts.now);
  if (now < remindAt) return { kind: 'wait', until: remindAt };
  const release = releaseTime(claim, rules, facts);
  if (facts.remindedAt === null) {
    return { kind: 'remind', until: release };
  }
  return now < release ? { kind: 'wait', until: release } : { kind: 'release', releaseAt: release };
}

/**
 * The instant from which a claim's pull requests have to be read, in milliseconds; null: none, as
 * the clock does not run. Never before half of the time is over, however short it is.
 */
export function remindTime(
  { since, due }: Pick<Claim, 'since' | 'due'>,
  { remindDaysBefore }: ClockRules,
): number | null {
  if (due === null) return null;
  const [from, to] = [Date.parse(since), Date.parse(due)];
  return Math.max(to - remindDaysBefore * DAY_MS, (from + to) / 2);
}

/**
 * The end of the grace. A word of the claimant since the reminder was due postpones it: one in the
 * grace counts the grace anew, one before the due date adds one. Nobody is released earlier than a
 * grace after they were reminded, nor in the first days after the installation.
 */
function releaseTime(
  claim: Claim,
  rules: ClockRules,
  { comments, remindedAt, installedAt, now }: ClockFacts,
): number {
  const due = Date.parse(claim.due ?? now);
  const grace = rules.graceDays * DAY_MS;
  const word = lastWord(claim, comments, remindTime(claim, rules) ?? due);
  const ends = [due + grace, Date.parse(installedAt) + grace];
  if (word !== null) ends.push(word < due ? due + 2 * grace : word + grace);
  const reminded = remindedAt === null ? Date.parse(now) : Date.parse(remindedAt);
  if (reminded > due) ends.push(reminded + grace);
  return Math.max(...ends);
}

/** When the claimant last wrote something since an instant, in milliseconds. */
function lastWord(claim: Claim, comments: readonly Comment[], since: number): number | null {
  const times = comments
    .filter(({ author }) => author !== null && same(author, claim))
    .map(({ createdAt }) => Date.parse(createdAt))
    .filter((time) => time >= since);
  return times.length === 0 ? null : Math.max(...times);
}

/**
 * The claim with the time of an open pull request taken into account.
 * @param openedAt when the claimant's first open pull request was opened, ISO 8601; null: none is
 */
export function paused(claim: Claim, openedAt: string | null, now: string): Claim {
  if (claim.due === null) return claim;
  if (openedAt !== null) {
    if (claim.pausedSince !== null) return claim;
    const since = [openedAt, claim.since].sort()[1] ?? now;
    return { ...claim, pausedSince: since < now ? since : now };
  }
  if (claim.pausedSince === null) return claim;
  const pause = Date.parse(now) - Date.parse(claim.pausedSince);
  const due = later(claim.due, Math.max(0, pause));
  return { ...claim, due, pausedSince: null };
}
