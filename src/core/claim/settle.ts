/**
 * The assignee is the claim. What GitHub shows decides whether what the commands want was already
 * done, is still to do, or a person acted meanwhile.
 */
import type { Person } from '../task.js';
import {
  type ClaimRules,
  dueAfter,
  type Folded,
  fold,
  newClaim,
  person,
  replaced,
} from './fold.js';
import type { OpenCommand } from './open-commands.js';
import { includes, same, without } from './people.js';
import type { Claim } from './state.js';

export type Settlement = Folded & {
  readonly assign: readonly Person[];
  readonly unassign: readonly Person[];
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

function settlement({ claims, outcomes }: Folded, observed: readonly Person[]): Settlement {
  return {
    // What GitHub shows knows the person's id and newest login.
    claims: claims.map((claim) => ({ ...claim, ...observed.find((one) => same(one, claim)) })),
    outcomes,
    assign: claims.filter((claim) => claim.assigned && !includes(observed, claim)),
    unassign: without(observed, claims),
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
  let claims = agreed ?? [];
  for (const { author, answer } of open) {
    if (answer === null || answer.due === null) continue;
    const due = agreed === null ? dueAfter(rules.now, rules) : answer.due;
    const { extensions } = answer;
    const known = claims.find((claim) => same(claim, author));
    if (known !== undefined) {
      const extended = { ...known, due, extensions };
      if (extensions > known.extensions) claims = replaced(claims, known, extended);
    } else if (includes(observed, author)) {
      claims = [...claims, { ...newClaim(author, rules.now, due), extensions }];
    }
  }
  return claims;
}

/** Assignments by hand are facts: no deadline, never released by the clock. */
function adopt(
  claims: readonly Claim[],
  observed: readonly Person[],
  now: string,
): readonly Claim[] {
  return observed.map((one) => {
    const known = claims.find((claim) => same(claim, one));
    if (known !== undefined) return { ...known, ...person(one), assigned: true };
    return newClaim(one, now, null);
  });
}

/** Whether GitHub shows just those whom the claims assign. */
function samePeople(observed: readonly Person[], claims: readonly Claim[]): boolean {
  const assigned = claims.filter((claim) => claim.assigned);
  return observed.length === assigned.length && assigned.every((one) => includes(observed, one));
}
