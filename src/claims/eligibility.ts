/** Who may claim: an ordered table of rules. The first that refuses is the one that is named. */

import type { Difficulty } from '../domain/difficulty.js';
import { sameLogin } from '../domain/person.js';
import type { Person } from '../domain/task.js';
import { DAY_MS } from '../domain/time.js';
import type { PastClaim } from './state.js';

export type ClaimConfig = {
  /** Open claims that one person may hold at a time. */
  readonly perPerson: number;
  /** Finished tasks needed first, by the difficulty that is claimed. */
  readonly prerequisites: Readonly<
    Partial<Record<Difficulty, Partial<Record<Difficulty, number>>>>
  >;
  /** Difficulties whose claim must say how. */
  readonly askPlan: readonly Difficulty[];
  /** `until`: the last day of the block, YYYY-MM-DD, in UTC. */
  readonly blocked: readonly { readonly login: string; readonly until: string }[];
  /** After a second silent release of the same task. */
  readonly cooldownDays: number;
};

export type Application = {
  readonly author: Person;
  /** The author's words behind the command, and in the rest of the comment. */
  readonly words: string;
  readonly difficulty: Difficulty | null;
  /** The tasks that the author holds elsewhere, as `#12` or `owner/repo#12`. */
  readonly heldElsewhere: readonly string[];
  /** Claims of the author on this very task that ended, oldest first. */
  readonly past: readonly PastClaim[];
  /** Tasks that the author finished, by difficulty. */
  readonly finished: Readonly<Record<Difficulty, number>>;
  /** ISO 8601. */
  readonly now: string;
};

/** Which rule refused a claim, with the person's own numbers. */
export type Ineligible =
  | { readonly kind: 'blocked'; readonly until: string }
  | { readonly kind: 'cooldown'; readonly until: string; readonly releases: number }
  | { readonly kind: 'prerequisite'; readonly needs: readonly Needed[] }
  | { readonly kind: 'plan-wanted' }
  | { readonly kind: 'limit'; readonly held: readonly string[]; readonly most: number };

/** Finished tasks of a difficulty that are needed, and how many the person has. */
export type Needed = {
  readonly difficulty: Difficulty;
  readonly needed: number;
  readonly finished: number;
};

type Rule = (application: Application, config: ClaimConfig) => Ineligible | null;

/** In the order in which a newcomer should read of them: what they cannot change comes first. */
const RULES: readonly Rule[] = [blocked, cooldown, prerequisites, planMissing, limit];

export function whyNot(application: Application, config: ClaimConfig): Ineligible | null {
  for (const rule of RULES) {
    const refusal = rule(application, config);
    if (refusal !== null) return refusal;
  }
  return null;
}

function blocked({ author, now }: Application, config: ClaimConfig): Ineligible | null {
  const today = now.slice(0, 10);
  const found = config.blocked.find(
    ({ login, until }) => sameLogin(login, author.login) && today <= until,
  );
  return found === undefined ? null : { kind: 'blocked', until: found.until };
}

/** Coming back once is always fine; after a second silence others get their chance first. */
function cooldown({ past, now }: Application, config: ClaimConfig): Ineligible | null {
  const silent = past.filter(({ how }) => how === 'silent');
  const last = silent.at(-1);
  if (last === undefined || silent.length < 2) return null;
  const until = Date.parse(last.at) + config.cooldownDays * DAY_MS;
  if (Date.parse(now) >= until) return null;
  return { kind: 'cooldown', until: new Date(until).toISOString(), releases: silent.length };
}

function prerequisites({ difficulty, finished }: Application, config: ClaimConfig) {
  const required = difficulty === null ? {} : (config.prerequisites[difficulty] ?? {});
  const needs = Object.entries(required)
    .map(([name, needed]) => ({ difficulty: name as Difficulty, needed }))
    .map((need) => ({ ...need, finished: finished[need.difficulty] }))
    .filter((need) => need.finished < need.needed);
  return needs.length === 0 ? null : ({ kind: 'prerequisite', needs } as const);
}

/** A plan is a sentence: a few words in any script. */
const SHORTEST_PLAN = 8;

function planMissing({ difficulty, words }: Application, config: ClaimConfig) {
  if (difficulty === null || !config.askPlan.includes(difficulty)) return null;
  const said = words.replace(/[^\p{L}\p{N}]/gu, '').length;
  return said >= SHORTEST_PLAN ? null : ({ kind: 'plan-wanted' } as const);
}

function limit({ heldElsewhere }: Application, { perPerson }: ClaimConfig): Ineligible | null {
  if (heldElsewhere.length < perPerson) return null;
  return { kind: 'limit', held: heldElsewhere, most: perPerson };
}
