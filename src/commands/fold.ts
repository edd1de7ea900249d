/** What a claim is: commands are folded over what was agreed, one outcome for each. */
import { type Change, isChange } from '../claims/change.js';
import { type Claim, dueAfter, newClaim, type PastClaim } from '../claims/state.js';
import { joined, left, placeOf, taken, type Waitlist } from '../claims/waitlist.js';
import { includes, same, without } from '../domain/person.js';
import type { Person } from '../domain/task.js';
import { type ClaimRules, named } from './command.js';
import { type Outcome, outcomeOf } from './index.js';
import type { OpenCommand } from './open-commands.js';
import { wordsWithoutCommands } from './parse.js';

export type Folded = {
  readonly claims: readonly Claim[];
  readonly outcomes: readonly { readonly open: OpenCommand; readonly outcome: Outcome }[];
  readonly waitlist: Waitlist;
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
  readonly waitlist: Waitlist;
};

export function fold(
  start: readonly Claim[],
  open: readonly OpenCommand[],
  seen: Seen,
  rules: ClaimRules,
): Folded {
  let claims = start;
  let { past } = rules;
  let { waitlist } = seen;
  const outcomes: { open: OpenCommand; outcome: Outcome }[] = [];
  // Whoever held the task may have given it back in a run that was cut off before the plan.
  let heldOnce: readonly Person[] = seen.agreed ?? [];
  let promised: readonly Claim[] = [];
  for (const each of open) {
    if (each.answer !== null) {
      claims = withEvidence(claims, each, seen, rules);
      waitlist = withPromisedPlace(waitlist, each, claims, rules.hasWaitlist);
      if (each.answer.due !== null) {
        heldOnce = [...heldOnce, each.author];
        const { due, extensions } = each.answer;
        promised = [{ ...newClaim(each.author, rules.now, due), extensions }, ...promised];
      }
      continue;
    }
    const standing = { claims, waitlist, heldOnce };
    const call = { ...each, words: wordsWithoutCommands(each.body) };
    const outcome = outcomeOf(each.command, call, standing, { ...rules, past });
    outcomes.push({ open: each, outcome });
    if (!isChange(outcome)) continue;
    past = [...past, ...givenBack([...claims, ...promised], each, outcome, rules.now)];
    claims = afterwards(claims, each, outcome, rules.now);
    waitlist = waitlistAfterwards(waitlist, each, outcome, rules.now);
  }
  return { claims, outcomes, waitlist, past };
}

/** Whoever was promised a place on the waitlist has it. */
function withPromisedPlace(
  waitlist: Waitlist,
  { author, answer, countsFrom }: OpenCommand,
  claims: readonly Claim[],
  isOn: boolean,
): Waitlist {
  const isIn = includes(claims, author) || placeOf(waitlist, author) !== null;
  return isOn && answer?.isWaiting && !isIn ? joined(waitlist, author, countsFrom) : waitlist;
}

/** The claim that its holder gave back: claiming again starts no new clock. */
function givenBack(
  claims: readonly Claim[],
  { author }: OpenCommand,
  outcome: Change,
  at: string,
): readonly PastClaim[] {
  const claim = claims.find((one) => same(one, author));
  if (outcome.kind !== 'given-back' || claim === undefined || claim.due === null) return [];
  const { due, extensions } = claim;
  return [{ ...person(author), how: 'given-back', due, at, extensions }];
}

/**
 * An answer of ours without its plan means that we were cut off in between: whoever was told that
 * they hold the task, and does, keeps it with the deadline they were told. Without any plan the
 * clock restarts in their favour. Any other answered command is over.
 */
function withEvidence(
  claims: readonly Claim[],
  { author, command, answer }: OpenCommand,
  { agreed, observed }: Seen,
  rules: ClaimRules,
): readonly Claim[] {
  if (answer === null || answer.due === null) return claims;
  const due = agreed === null ? dueAfter(rules.now, rules.claimDays) : answer.due;
  const { extensions, isHold } = answer;
  const holder = command.target === null ? author : named(command.target);
  const known = claims.find((claim) => same(claim, holder));
  if (known !== undefined) {
    if (extensions <= known.extensions) return claims;
    return replaced(claims, known, { ...known, due, extensions });
  }
  const isAssigned = includes(observed, holder);
  if (!isAssigned && !isHold) return claims;
  return [...claims, { ...newClaim(holder, rules.now, due), extensions, assigned: isAssigned }];
}

function afterwards(
  claims: readonly Claim[],
  { author }: OpenCommand,
  outcome: Change,
  now: string,
): readonly Claim[] {
  switch (outcome.kind) {
    case 'granted':
      return [...claims, { ...newClaim(author, now, outcome.due), extensions: outcome.extensions }];
    case 'held-unassigned':
      return [...claims, { ...newClaim(outcome.to, now, outcome.due), assigned: false }];
    case 'handed': {
      const { to, due } = outcome;
      const known = claims.find((claim) => same(claim, to));
      return known === undefined
        ? [...claims, newClaim(to, now, due)]
        : replaced(claims, known, { ...known, due });
    }
    case 'given-back':
      return without(claims, [author]);
    case 'taken-away':
      return without(claims, [outcome.from]);
    case 'extended': {
      const { due, extensions } = outcome;
      const own = claims.find((claim) => same(claim, author));
      return own === undefined ? claims : replaced(claims, own, { ...own, due, extensions });
    }
    case 'waiting':
    case 'left-line':
      return claims;
  }
}

function waitlistAfterwards(
  waitlist: Waitlist,
  { author }: OpenCommand,
  { kind }: Change,
  now: string,
): Waitlist {
  switch (kind) {
    case 'waiting':
      return joined(waitlist, author, now);
    case 'left-line':
      return left(waitlist, author);
    case 'granted':
    case 'held-unassigned':
      return taken(waitlist, author);
    case 'given-back':
    case 'extended':
    case 'handed':
    case 'taken-away':
      return waitlist;
  }
}

function replaced(claims: readonly Claim[], old: Claim, by: Claim): readonly Claim[] {
  return claims.map((claim) => (claim === old ? by : claim));
}

function person({ id, login }: Person): Person {
  return { id, login };
}
