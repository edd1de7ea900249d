/** What becomes of one command, by the rules, where things stand when its turn comes. */
import { type Comment, type Difficulty, isDifficulty, type Person } from '../task.js';
import { type Application, type ClaimConfig, whyNot } from './eligibility.js';
import { namedAnswer } from './nomination.js';
import type { OpenCommand } from './open-commands.js';
import type { Outcome } from './outcome.js';
import { includes, same } from './people.js';
import type { Claim, PastClaim } from './state.js';
import { type Line, nextInLine, openOffer, placeOf } from './waitlist.js';

export type ClaimRules = {
  /** Why nobody can claim this issue now; null: it can be claimed. */
  readonly refusedBecause: 'closed' | 'draft' | 'not-a-task' | 'tracking' | null;
  /** Whether the issue is, or was, a task: somebody allowed us to act on it. */
  readonly mayUnassign: boolean;
  readonly difficulty: Difficulty | null;
  /** Days from the claim to its due date. */
  readonly claimDays: number;
  /** How often `/extend` moves the due date. */
  readonly extensions: number;
  /** Whether a claim on a held task joins the line. */
  readonly waitlist: boolean;
  readonly eligibility: ClaimConfig;
  /** What the person holds and finished, as far as the rules need it; null: GitHub does not say. */
  readonly recordOf: (person: Person) => Pick<Application, 'heldElsewhere' | 'finished'> | null;
  /** Whether a person has the triage role or more; null: GitHub did not say. */
  readonly isMaintainer: (person: Person) => boolean | null;
  /** Whether a person may nominate for the newsletter; null: GitHub did not say. */
  readonly mayNominate: (person: Person) => boolean | null;
  /** The thread, in which a nomination may choose the answer. */
  readonly comments: readonly Comment[];
  /** Claims on this task that ended. */
  readonly past: readonly PastClaim[];
  /** Logins that GitHub dropped when we tried to assign them just now. */
  readonly notAssignable: readonly string[];
  /** The clock: now, ISO 8601. */
  readonly now: string;
};

/** Where things stand when a command's turn comes. */
export type Standing = {
  readonly claims: readonly Claim[];
  readonly line: Line;
  readonly heldOnce: readonly Person[];
};

/** null: the command is none of ours yet, and stays unanswered. */
export function outcomeOf(
  open: OpenCommand,
  standing: Standing,
  rules: ClaimRules,
): Outcome | null {
  const { command, author } = open;
  const { claims, line, heldOnce } = standing;
  if (needsRole(open)) return maintainerOutcome(open, claims, rules);
  switch (command.name) {
    case 'claim':
      return claimOutcome(open, standing, rules);
    case 'unclaim':
      // An issue that never was a task is not ours to touch, whoever is assigned to it.
      if (!rules.mayUnassign) return { kind: 'not-yours' };
      if (!includes(claims, author) && placeOf(line, author) !== null) return { kind: 'left-line' };
      return { kind: includes([...claims, ...heldOnce], author) ? 'given-back' : 'not-yours' };
    case 'extend':
      return extendOutcome(author, claims, rules);
    case 'easy':
    case 'medium':
    case 'hard':
    case 'newsletter':
      // They need a role, and are answered above.
      return null;
  }
}

/** Commands for somebody else, for a difficulty and for the newsletter are not for everybody. */
export function needsRole({ command }: OpenCommand): boolean {
  return command.target !== null || isDifficulty(command.name) || command.name === 'newsletter';
}

function claimOutcome(open: OpenCommand, { claims, line }: Standing, rules: ClaimRules): Outcome {
  const { author, body } = open;
  const { difficulty, now } = rules;
  if (rules.refusedBecause !== null) return { kind: rules.refusedBecause };
  const own = claims.find((claim) => same(claim, author));
  if (own !== undefined) return { kind: 'already-yours', due: own.due };
  // Whoever waits comes before whoever comes now.
  const offer = openOffer(line, now) ?? (rules.waitlist ? nextInLine(line) : null);
  const isForOther = offer !== null && !same(offer, author);
  if (claims.length > 0 && !rules.waitlist) return { kind: 'taken', by: claims };
  const words = body.replace(/^\s*[/／]claim\b/gim, '');
  const record = rules.recordOf(author);
  if (record === null) return { kind: 'record-unknown' };
  const past = rules.past.filter((one) => same(one, author));
  const application = { author, words, difficulty, now, past, ...record };
  if (claims.length > 0 || isForOther) {
    const place = placeOf(line, author);
    if (place !== null) return { kind: 'already-waiting', place, by: claims };
    // Who waits holds nothing yet: only the limit is left for when their turn comes.
    const refusal = whyNot({ ...application, heldElsewhere: [] }, rules.eligibility);
    return refusal ?? { kind: 'waiting', place: line.waitlist.length + 1, by: claims };
  }
  const refusal = whyNot(application, rules.eligibility);
  if (refusal !== null) return refusal;
  const terms = termsAgain(author, rules);
  return rules.notAssignable.includes(author.login)
    ? { kind: 'held-unassigned', to: author, ...terms }
    : { kind: 'granted', ...terms };
}

/**
 * Giving a task back and claiming it again is no new clock: the old deadline and its extension stay,
 * unless it is nearly over or somebody else held the task meanwhile.
 */
function termsAgain(author: Person, rules: ClaimRules): { due: string; extensions: number } {
  const fresh = Date.parse(dueAfter(rules.now, rules));
  const before = rules.past.at(-1);
  if (before === undefined || !same(before, author) || before.how !== 'given-back') {
    return { due: new Date(fresh).toISOString(), extensions: 0 };
  }
  const soonest = Date.parse(rules.now) + SHORTEST_AGAIN_MS;
  const due = Math.min(fresh, Math.max(Date.parse(before.due), soonest));
  return { due: new Date(due).toISOString(), extensions: before.extensions ?? 0 };
}

/** Time enough to open a draft pull request. */
const SHORTEST_AGAIN_MS = 3 * 24 * 60 * 60 * 1000;

/** The deadline moves once by the same span, also in the grace time. */
function extendOutcome(author: Person, claims: readonly Claim[], rules: ClaimRules): Outcome {
  const own = claims.find((claim) => same(claim, author));
  if (own === undefined) return { kind: 'not-yours' };
  if (own.due === null) return { kind: 'no-deadline' };
  if (own.extensions >= rules.extensions) {
    return { kind: 'no-more-extensions', due: own.due, most: rules.extensions };
  }
  const from = new Date(Math.max(Date.parse(own.due), Date.parse(rules.now))).toISOString();
  return { kind: 'extended', due: dueAfter(from, rules), extensions: own.extensions + 1 };
}

/** Of an issue: a task is printed as such while it is open, anything else with its answer. */
function nominationOutcome({ body }: OpenCommand, rules: ClaimRules): Outcome {
  const { refusedBecause, comments } = rules;
  if (refusedBecause === 'tracking') return { kind: 'list-not-nominated' };
  const isTask = refusedBecause === null || refusedBecause === 'draft';
  return { kind: 'nominated', printed: isTask ? 'as-task' : namedAnswer(body, comments).kind };
}

function maintainerOutcome(
  open: OpenCommand,
  claims: readonly Claim[],
  rules: ClaimRules,
): Outcome {
  const { command, author } = open;
  const isNomination = command.name === 'newsletter';
  const role = isNomination ? rules.mayNominate(author) : rules.isMaintainer(author);
  if (role !== true) return { kind: 'forbidden', unknown: role === null };
  if (isNomination) return nominationOutcome(open, rules);
  if (isDifficulty(command.name)) return { kind: 'difficulty-set', difficulty: command.name };
  const target = targetOf(command.target, author);
  const theirs = claims.find((claim) => same(claim, target));
  if (command.name === 'unclaim') {
    return theirs === undefined || !rules.mayUnassign
      ? { kind: 'not-theirs', of: target }
      : { kind: 'taken-away', from: theirs };
  }
  if (rules.refusedBecause !== null && rules.refusedBecause !== 'draft') {
    return { kind: rules.refusedBecause };
  }
  const due = theirs?.due ?? dueAfter(rules.now, rules);
  // Who was assigned by hand gets a deadline with it.
  if (theirs !== undefined) return { kind: 'handed', to: theirs, due };
  if (claims.length > 0) return { kind: 'not-handed', to: target, by: claims };
  return rules.notAssignable.includes(target.login)
    ? { kind: 'held-unassigned', to: target, due, extensions: 0 }
    : { kind: 'handed', to: target, due };
}

/** Whom a command is about. Of a login that it names, GitHub's answer tells the id. */
export function targetOf(login: string | null, author: Person): Person {
  return login === null ? author : { id: -1, login };
}

/** The due date of a claim that begins at an instant; both ISO 8601. */
export function dueAfter(instant: string, { claimDays }: Pick<ClaimRules, 'claimDays'>): string {
  return new Date(Date.parse(instant) + claimDays * 24 * 60 * 60 * 1000).toISOString();
}
