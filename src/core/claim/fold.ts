/** What a claim is: commands are folded over what was agreed, one outcome for each. */
import type { Difficulty, Person } from '../task.js';
import { type Application, type ClaimConfig, whyNot } from './eligibility.js';
import type { OpenCommand } from './open-commands.js';
import type { MaintainerOutcome, Outcome } from './outcome.js';
import { includes, same, without } from './people.js';
import type { Claim, PastClaim } from './state.js';
import { joined, type Line, left, openOffer, placeOf, taken } from './waitlist.js';

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
  /** What the person holds and finished, as far as the rules need it. */
  readonly recordOf: (person: Person) => Pick<Application, 'heldElsewhere' | 'finished'>;
  /** Whether a person has the triage role or more; null: GitHub did not say. */
  readonly isMaintainer: (person: Person) => boolean | null;
  /** Claims on this task that ended. */
  readonly past: readonly PastClaim[];
  /** Logins that GitHub dropped when we tried to assign them just now. */
  readonly notAssignable: readonly string[];
  /** The clock: now, ISO 8601. */
  readonly now: string;
};

export type Folded = {
  readonly claims: readonly Claim[];
  readonly outcomes: readonly { readonly open: OpenCommand; readonly outcome: Outcome }[];
  readonly line: Line;
  /** Claims that ended, with those that end here. */
  readonly past: readonly PastClaim[];
};

/** What is known besides the commands. */
export type Seen = {
  /** The claims that the plan remembers; null: there is no plan. */
  readonly agreed: readonly Claim[] | null;
  /** The assignees as GitHub shows them. */
  readonly observed: readonly Person[];
  /** Who waits. */
  readonly line: Line;
};

export function fold(
  start: readonly Claim[],
  open: readonly OpenCommand[],
  seen: Seen,
  rules: ClaimRules,
): Folded {
  let claims = start;
  let { past } = rules;
  let { line } = seen;
  const outcomes: { open: OpenCommand; outcome: Outcome }[] = [];
  // Whoever held the task may have given it back in a look that was cut off before the plan.
  let heldOnce: readonly Person[] = seen.agreed ?? [];
  for (const each of open) {
    if (each.answer !== null) {
      claims = withEvidence(claims, each, seen, rules);
      if (each.answer.due !== null) heldOnce = [...heldOnce, each.author];
      continue;
    }
    const outcome = outcomeOf(each, { claims, line, heldOnce }, { ...rules, past });
    if (outcome === null) continue;
    past = [...past, ...givenBack(claims, each, outcome, rules.now)];
    claims = afterwards(claims, each, outcome, rules.now);
    line = lineAfterwards(line, each, outcome, rules.now);
    outcomes.push({ open: each, outcome });
  }
  return { claims, outcomes, line, past };
}

/** The claim that its holder gave back: claiming again starts no new clock. */
function givenBack(
  claims: readonly Claim[],
  { author }: OpenCommand,
  outcome: Outcome,
  at: string,
): readonly PastClaim[] {
  const claim = claims.find((one) => same(one, author));
  if (outcome.kind !== 'given-back' || claim === undefined || claim.due === null) return [];
  return [{ ...person(author), how: 'given-back', due: claim.due, at }];
}

/**
 * An answer of ours without its plan means that we were cut off in between: whoever was told that
 * they hold the task, and does, keeps it with the deadline they were told. Without any plan the
 * clock restarts in their favour. Any other answered command is over.
 */
function withEvidence(
  claims: readonly Claim[],
  { author, answer }: OpenCommand,
  { agreed, observed }: Seen,
  rules: ClaimRules,
): readonly Claim[] {
  if (answer === null || answer.due === null) return claims;
  const due = agreed === null ? dueAfter(rules.now, rules) : answer.due;
  const { extensions } = answer;
  const known = claims.find((claim) => same(claim, author));
  if (known !== undefined) {
    if (extensions <= known.extensions) return claims;
    return replaced(claims, known, { ...known, due, extensions });
  }
  if (!includes(observed, author)) return claims;
  return [...claims, { ...newClaim(author, rules.now, due), extensions }];
}

/** Where things stand when a command's turn comes. */
type Standing = {
  readonly claims: readonly Claim[];
  readonly line: Line;
  readonly heldOnce: readonly Person[];
};

/** null: the command is none of ours yet, and stays unanswered. */
function outcomeOf(open: OpenCommand, standing: Standing, rules: ClaimRules): Outcome | null {
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
    default:
      return null;
  }
}

/** Commands for somebody else, and those that set a difficulty, are for maintainers. */
export function needsRole({ command }: OpenCommand): boolean {
  return command.target !== null || isDifficulty(command.name);
}

export function isDifficulty(name: string): name is Difficulty {
  return name === 'easy' || name === 'medium' || name === 'hard';
}

function claimOutcome(open: OpenCommand, { claims, line }: Standing, rules: ClaimRules): Outcome {
  const { author, body } = open;
  const { difficulty, now } = rules;
  if (rules.refusedBecause !== null) return { kind: rules.refusedBecause };
  const own = claims.find((claim) => same(claim, author));
  if (own !== undefined) return { kind: 'already-yours', due: own.due };
  const offer = openOffer(line, now);
  const isForOther = offer !== null && !same(offer, author);
  if (claims.length > 0 && !rules.waitlist) return { kind: 'taken', by: claims };
  const words = body.replace(/^\s*[/／]claim\b/gim, '');
  const record = rules.recordOf(author);
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
  const kind = rules.notAssignable.includes(author.login) ? 'held-unassigned' : 'granted';
  return { kind, due: dueAgain(past, rules), extensions: 0 };
}

/** Giving a task back and claiming it again is no new clock: the old deadline stays, if it is near. */
function dueAgain(past: readonly PastClaim[], rules: ClaimRules): string {
  const fresh = dueAfter(rules.now, rules);
  const before = past.findLast(({ how }) => how === 'given-back');
  if (before === undefined || before.due <= rules.now) return fresh;
  return before.due < fresh ? before.due : fresh;
}

/** The deadline moves once by the same span, also in the grace time. */
function extendOutcome(author: Person, claims: readonly Claim[], rules: ClaimRules): Outcome {
  const own = claims.find((claim) => same(claim, author));
  if (own === undefined) return { kind: 'not-yours' };
  if (own.due === null) return { kind: 'no-deadline' };
  if (own.extensions >= rules.extensions) {
    return { kind: 'no-more-extensions', due: own.due, most: rules.extensions };
  }
  return { kind: 'extended', due: dueAfter(own.due, rules), extensions: own.extensions + 1 };
}

function maintainerOutcome(
  { command, author }: OpenCommand,
  claims: readonly Claim[],
  rules: ClaimRules,
): MaintainerOutcome | Outcome {
  const role = rules.isMaintainer(author);
  if (role !== true) return { kind: 'forbidden', unknown: role === null };
  if (isDifficulty(command.name)) return { kind: 'difficulty-set', difficulty: command.name };
  const target = { id: UNKNOWN_ID, login: command.target ?? author.login };
  const theirs = claims.find((claim) => same(claim, target));
  if (command.name === 'unclaim') {
    return theirs === undefined || !rules.mayUnassign
      ? { kind: 'not-theirs', of: target }
      : { kind: 'taken-away', from: theirs };
  }
  if (rules.refusedBecause !== null && rules.refusedBecause !== 'draft') {
    return { kind: rules.refusedBecause };
  }
  if (theirs !== undefined && theirs.due !== null) {
    return { kind: 'handed', to: theirs, due: theirs.due };
  }
  if (claims.length > 0) return { kind: 'not-handed', to: target, by: claims };
  const isDropped = rules.notAssignable.includes(target.login);
  return isDropped
    ? { kind: 'held-unassigned', due: dueAfter(rules.now, rules), extensions: 0 }
    : { kind: 'handed', to: target, due: dueAfter(rules.now, rules) };
}

/** A login that a command names: GitHub's answer tells the id. */
const UNKNOWN_ID = -1;

function afterwards(
  claims: readonly Claim[],
  { author, command }: OpenCommand,
  outcome: Outcome,
  now: string,
): readonly Claim[] {
  switch (outcome.kind) {
    case 'granted':
    case 'held-unassigned': {
      const assigned = outcome.kind === 'granted';
      const { due, extensions } = outcome;
      const who =
        command.target === null ? person(author) : { id: UNKNOWN_ID, login: command.target };
      return [...claims, { ...newClaim(who, now, due), extensions, assigned }];
    }
    case 'handed':
      if (includes(claims, outcome.to)) return claims;
      return [...claims, newClaim(outcome.to, now, outcome.due)];
    case 'given-back':
      return without(claims, [author]);
    case 'taken-away':
      return without(claims, [outcome.from]);
    case 'extended': {
      const { due, extensions } = outcome;
      const own = claims.find((claim) => same(claim, author));
      return own === undefined ? claims : replaced(claims, own, { ...own, due, extensions });
    }
    default:
      return claims;
  }
}

function lineAfterwards(line: Line, { author }: OpenCommand, { kind }: Outcome, now: string): Line {
  switch (kind) {
    case 'waiting':
      return joined(line, author, now);
    case 'left-line':
      return left(line, author);
    case 'granted':
    case 'held-unassigned':
      return taken(line, author);
    default:
      return line;
  }
}

export function newClaim({ id, login }: Person, since: string, due: string | null): Claim {
  return { id, login, since, due, extensions: 0, assigned: true, pausedSince: null };
}

export function replaced(claims: readonly Claim[], old: Claim, by: Claim): readonly Claim[] {
  return claims.map((claim) => (claim === old ? by : claim));
}

export function dueAfter(instant: string, { claimDays }: ClaimRules): string {
  return new Date(Date.parse(instant) + claimDays * 24 * 60 * 60 * 1000).toISOString();
}

export function person({ id, login }: Person): Person {
  return { id, login };
}
