/**
 * What a claim is. The assignee is the claim: commands are folded over what was agreed, and what
 * GitHub shows decides whether that was already done, is still to do, or a person acted meanwhile.
 */

import type { Person } from '../task.js';
import type { OpenCommand } from './open-commands.js';
import type { Claim } from './state.js';

/** What became of one command; each is answered once. */
export type Outcome =
  | { readonly kind: 'granted'; readonly due: string }
  | { readonly kind: 'already-yours'; readonly due: string | null }
  | { readonly kind: 'taken'; readonly by: readonly Claim[] }
  | { readonly kind: 'closed' | 'draft' | 'not-a-task' | 'tracking' }
  | { readonly kind: 'limit'; readonly held: readonly number[]; readonly most: number }
  | { readonly kind: 'not-assignable' }
  | { readonly kind: 'given-back' }
  | { readonly kind: 'not-yours' };

export type Settlement = {
  readonly claims: readonly Claim[];
  readonly outcomes: readonly { readonly open: OpenCommand; readonly outcome: Outcome }[];
  readonly assign: readonly Person[];
  readonly unassign: readonly Person[];
};

export type ClaimRules = {
  /** Why nobody can claim this issue now; null: it can be claimed. */
  readonly closedBecause: 'closed' | 'draft' | 'not-a-task' | 'tracking' | null;
  /** Days from the claim to its due date. */
  readonly claimDays: number;
  /** The tasks that a person holds elsewhere, by number. */
  readonly heldElsewhere: (person: Person) => readonly number[];
  /** Open claims that one person may hold at a time. */
  readonly perPerson: number;
  /** Logins that GitHub dropped when we tried to assign them just now. */
  readonly notAssignable: readonly string[];
  /** The clock: now, ISO 8601. */
  readonly now: string;
};

/**
 * @param agreed the claims that the plan remembers; null: there is no plan
 * @param observed the assignees as GitHub shows them
 * @param open the open commands in their order; answered ones explain, the others act
 */
export function settleClaims(
  agreed: readonly Claim[] | null,
  observed: readonly Person[],
  open: readonly OpenCommand[],
  rules: ClaimRules,
): Settlement {
  const toAnswer = open.filter(({ answer }) => answer === null);
  const heldOnce = open.flatMap(({ answer, author }) => (answer?.due ? [author] : []));
  const base = withEvidence(agreed, observed, open, rules);
  const wanted = fold(base, toAnswer, heldOnce, rules);
  // Already done, by a look that was cut off before it could answer; or nothing was done yet.
  if (samePeople(observed, wanted.claims) || samePeople(observed, base)) {
    return settlement(wanted, observed);
  }
  // A person acted: adopt what they did and answer the commands against it.
  const adopted = adopt(base, observed, rules.now);
  return settlement(fold(adopted, toAnswer, heldOnce, rules), observed);
}

type Folded = Pick<Settlement, 'claims' | 'outcomes'>;

function settlement({ claims, outcomes }: Folded, observed: readonly Person[]): Settlement {
  return {
    claims,
    outcomes,
    assign: claims.filter((claim) => !includes(observed, claim)),
    unassign: observed.filter((person) => !includes(claims, person)),
  };
}

/**
 * An answer of ours without its plan means that we were cut off in between: whoever was told that
 * they hold the task, and does, keeps it with the deadline they were told. Without any plan the
 * clock restarts in their favour.
 */
function withEvidence(
  agreed: readonly Claim[] | null,
  observed: readonly Person[],
  open: readonly OpenCommand[],
  rules: ClaimRules,
): readonly Claim[] {
  const claims = [...(agreed ?? [])];
  for (const { author, answer } of open) {
    if (answer === null || answer.due === null) continue;
    if (!includes(observed, author) || includes(claims, author)) continue;
    const due = agreed === null ? dueAfter(rules) : answer.due;
    claims.push({ id: author.id, login: author.login, since: rules.now, due });
  }
  return claims;
}

/** @param heldOnce people whom an answer of ours granted the task, though no plan knows it */
function fold(
  start: readonly Claim[],
  open: readonly OpenCommand[],
  heldOnce: readonly Person[],
  rules: ClaimRules,
): Folded {
  let claims = start;
  const outcomes: { open: OpenCommand; outcome: Outcome }[] = [];
  for (const each of open) {
    const outcome = outcomeOf(each, claims, heldOnce, rules);
    if (outcome === null) continue;
    claims = afterwards(claims, each, outcome, rules.now);
    outcomes.push({ open: each, outcome });
  }
  return { claims, outcomes };
}

/** null: the command is none of ours yet, and stays unanswered. */
function outcomeOf(
  { command, author }: OpenCommand,
  claims: readonly Claim[],
  heldOnce: readonly Person[],
  rules: ClaimRules,
): Outcome | null {
  if (command.target !== null) return null;
  switch (command.name) {
    case 'claim':
      return claimOutcome(author, claims, rules);
    case 'unclaim':
      return includes([...claims, ...heldOnce], author)
        ? { kind: 'given-back' }
        : { kind: 'not-yours' };
    default:
      return null;
  }
}

/** The rules in the order in which a newcomer should hear of them. */
function claimOutcome(author: Person, claims: readonly Claim[], rules: ClaimRules): Outcome {
  if (rules.closedBecause !== null) return { kind: rules.closedBecause };
  const own = claims.find(({ id }) => id === author.id);
  if (own !== undefined) return { kind: 'already-yours', due: own.due };
  if (claims.length > 0) return { kind: 'taken', by: claims };
  if (rules.notAssignable.includes(author.login)) return { kind: 'not-assignable' };
  const held = rules.heldElsewhere(author);
  if (held.length >= rules.perPerson) return { kind: 'limit', held, most: rules.perPerson };
  return { kind: 'granted', due: dueAfter(rules) };
}

function afterwards(
  claims: readonly Claim[],
  { author }: OpenCommand,
  outcome: Outcome,
  now: string,
): readonly Claim[] {
  if (outcome.kind === 'granted') {
    return [...claims, { id: author.id, login: author.login, since: now, due: outcome.due }];
  }
  if (outcome.kind === 'given-back') return claims.filter(({ id }) => id !== author.id);
  return claims;
}

/** Assignments by hand are facts: no deadline, never released by the clock. */
function adopt(
  claims: readonly Claim[],
  observed: readonly Person[],
  now: string,
): readonly Claim[] {
  return observed.map(
    ({ id, login }) =>
      claims.find((claim) => claim.id === id) ?? { id, login, since: now, due: null },
  );
}

function dueAfter({ now, claimDays }: ClaimRules): string {
  return new Date(Date.parse(now) + claimDays * 24 * 60 * 60 * 1000).toISOString();
}

function includes(people: readonly Person[], { id }: Person): boolean {
  return people.some((person) => person.id === id);
}

function samePeople(a: readonly Person[], b: readonly Person[]): boolean {
  return a.length === b.length && a.every((person) => includes(b, person));
}
