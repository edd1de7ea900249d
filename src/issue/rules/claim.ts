/**
 * The assignee is the claim. What GitHub shows decides whether what the commands ask for was
 * already done, is still to do, or a person acted meanwhile.
 */

import { type Claim, dueAfter, newClaim } from '../../claims/state.js';
import { NO_WAITLIST, type Waitlist, withoutExpired } from '../../claims/waitlist.js';
import type { ClaimRules } from '../../commands/command.js';
import { type Folded, fold, type Seen } from '../../commands/fold.js';
import { namedAnswer } from '../../commands/nomination.js';
import type { OpenCommand } from '../../commands/open-commands.js';
import { isEditor } from '../../config/operator.js';
import type { Difficulty } from '../../domain/difficulty.js';
import { answerKey, readAnswerState } from '../../domain/marker.js';
import { includes, same, without } from '../../domain/person.js';
import type { Person } from '../../domain/task.js';
import type { Assignment } from '../effect.js';
import type { IssueFacts, Task } from '../facts.js';
import { saidReleases } from './clock.js';

export type ClaimDecision = Folded & {
  readonly assign: readonly Person[];
  readonly unassign: readonly Person[];
};

export function decideClaims(
  facts: IssueFacts,
  task: Task,
  difficulty: Difficulty | null,
): ClaimDecision {
  const { issue, open } = facts.snapshot;
  const over = without(saidReleases(facts), facts.assignedNow);
  const seen = {
    agreed: agreedClaims(facts, task),
    observed: without(issue.assignees, over),
    waitlist: waitlistOf(facts),
  };
  const decision = reconcileClaims(seen, open, rulesOf(facts, task, difficulty));
  return facts.snapshot.state === null ? restarted(facts, task, decision) : decision;
}

/** @param open the open commands in their order; answered ones are evidence, the others act */
function reconcileClaims(
  seen: Seen,
  open: readonly OpenCommand[],
  rules: ClaimRules,
): ClaimDecision {
  const { observed } = seen;
  const start = seen.agreed ?? [];
  const answered = open.filter(({ answer }) => answer !== null);
  const asked = fold(start, open, seen, rules);
  const base = fold(start, answered, seen, rules).claims;
  // Already done, by a run that was cut off before it could answer; or nothing was done yet.
  if (samePeople(observed, asked.claims) || samePeople(observed, base)) {
    return decisionOf(asked, observed);
  }
  // A person acted: adopt what they did and answer the commands against it.
  const adopted = adopt(base, observed, rules.now);
  const against = open.filter(({ answer }) => answer === null);
  return decisionOf(fold(adopted, against, seen, rules), observed);
}

function decisionOf(
  { claims, outcomes, waitlist, past }: Folded,
  observed: readonly Person[],
): ClaimDecision {
  return {
    // What GitHub shows knows the person's id and newest login.
    claims: claims.map((claim) => ({ ...claim, ...observed.find((one) => same(one, claim)) })),
    outcomes,
    waitlist,
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
    if (known !== undefined) return { ...known, id: one.id, login: one.login, assigned: true };
    return newClaim(one, now, null);
  });
}

/** Whether GitHub shows just those whom the claims assign. */
function samePeople(observed: readonly Person[], claims: readonly Claim[]): boolean {
  const assigned = claims.filter((claim) => claim.assigned);
  return observed.length === assigned.length && assigned.every((one) => includes(observed, one));
}

/**
 * The plan was deleted or damaged, and with it the deadlines. Whoever an answer of ours gave the
 * task to still holds it by that, not by hand: their clock starts anew.
 */
function restarted(
  { snapshot, context, now }: IssueFacts,
  task: Task,
  decision: ClaimDecision,
): ClaimDecision {
  const answers = snapshot.comments.filter(
    ({ author, body }) => author?.login === context.botLogin && readAnswerState(body).due !== null,
  );
  const answered = new Set(answers.map(({ body }) => Number(answerKey(body))));
  const promised = snapshot.comments.filter(({ id }) => answered.has(id));
  const isPromised = (claim: Claim) =>
    promised.some(({ author }) => author !== null && same(author, claim));
  const due = dueAfter(now, task.claimDays);
  const claims = decision.claims.map((claim) =>
    claim.due === null && isPromised(claim) ? { ...claim, due } : claim,
  );
  return { ...decision, claims };
}

/** The claims that the plan remembers. A task that was reopened starts its clocks anew. */
function agreedClaims(facts: IssueFacts, task: Task): readonly Claim[] | null {
  const { snapshot, now } = facts;
  const { state, issue } = snapshot;
  if (state === null) return null;
  const over = saidReleases(facts);
  const claims = state.claims.filter((claim) => !over.includes(claim));
  if (state.ended === null || issue.state === 'closed') return claims;
  const due = dueAfter(now, task.claimDays);
  return claims.map((claim) => (claim.due === null ? claim : { ...claim, due, pausedSince: null }));
}

/** Who waits, as the plan remembers; nobody where the waitlist was switched off. */
function waitlistOf({ context, snapshot, now }: IssueFacts): Waitlist {
  if (!context.config.claims.waitlist) return NO_WAITLIST;
  const waitlist = snapshot.state?.waitlist ?? NO_WAITLIST;
  // An offer runs out only while its holder could take it.
  return snapshot.issue.state === 'open' ? withoutExpired(waitlist, now) : waitlist;
}

function rulesOf(facts: IssueFacts, task: Task, difficulty: Difficulty | null): ClaimRules {
  const { context, snapshot, recordOf, notAssignable, now } = facts;
  const { claims } = context.config;
  return {
    refusedBecause: refusedBecause(facts, task, snapshot.issue.state === 'closed'),
    mayUnassign: task.isTask || snapshot.plans.length > 0,
    difficulty,
    claimDays: task.claimDays,
    extensions: claims.extensions,
    hasWaitlist: claims.waitlist,
    eligibility: claims,
    recordOf,
    hasRole: ({ id, login }, role) =>
      (role === 'editor' && isEditor(context.newsletters, login)) ||
      (snapshot.maintainers.get(id) ?? null),
    printedAs: (body) => namedAnswer(body, snapshot.comments).kind,
    past: snapshot.state?.past ?? [],
    notAssignable,
    now,
  };
}

function refusedBecause(
  { context, snapshot }: IssueFacts,
  task: Task,
  isClosed: boolean,
): ClaimRules['refusedBecause'] {
  if (context.isTracking(snapshot.issue.number)) return 'tracking';
  if (!task.isTask) return 'not-a-task';
  if (isClosed) return 'closed';
  return task.drafts.length > 0 ? 'draft' : null;
}

export function assignments({ assign, unassign }: ClaimDecision): readonly Assignment[] {
  return [
    ...unassign.map(({ id, login }) => {
      const why = `${login} does not hold it any more`;
      return { kind: 'unassign', id, login, why } as const;
    }),
    ...assign.map(({ id, login }) => {
      const why = `${login} holds it`;
      return { kind: 'assign', id, login, why } as const;
    }),
  ];
}
