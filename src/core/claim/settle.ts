/**
 * The assignee is the claim. What GitHub shows decides whether what the commands want was already
 * done, is still to do, or a person acted meanwhile.
 */
import type { Person } from '../task.js';
import type { ClaimRules } from './command-outcome.js';
import { type Folded, fold, newClaim, person } from './fold.js';
import type { OpenCommand } from './open-commands.js';
import { includes, same, without } from './people.js';
import type { Claim } from './state.js';
import type { Line } from './waitlist.js';

export type Settlement = Folded & {
  readonly assign: readonly Person[];
  readonly unassign: readonly Person[];
};

/**
 * @param agreed the claims that the plan remembers; null: there is no plan
 * @param observed the assignees as GitHub shows them
 * @param line who waits
 * @param open the open commands in their order; answered ones are evidence, the others act
 */
export function settleClaims(
  agreed: readonly Claim[] | null,
  observed: readonly Person[],
  open: readonly OpenCommand[],
  line: Line,
  rules: ClaimRules,
): Settlement {
  const start = agreed ?? [];
  const told = open.filter(({ answer }) => answer !== null);
  const wanted = fold(start, open, { agreed, observed, line }, rules);
  const base = fold(start, told, { agreed, observed, line }, rules).claims;
  // Already done, by a look that was cut off before it could answer; or nothing was done yet.
  if (samePeople(observed, wanted.claims) || samePeople(observed, base)) {
    return settlement(wanted, observed);
  }
  // A person acted: adopt what they did and answer the commands against it.
  const adopted = adopt(base, observed, rules.now);
  const against = open.filter(({ answer }) => answer === null);
  return settlement(fold(adopted, against, { agreed, observed, line }, rules), observed);
}

function settlement(
  { claims, outcomes, line, past }: Folded,
  observed: readonly Person[],
): Settlement {
  return {
    // What GitHub shows knows the person's id and newest login.
    claims: claims.map((claim) => ({ ...claim, ...observed.find((one) => same(one, claim)) })),
    outcomes,
    line,
    past,
    assign: claims.filter((claim) => claim.assigned && !includes(observed, claim)),
    unassign: without(observed, claims),
  };
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
