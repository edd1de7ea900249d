/** The claim rules of this repository, applied to this issue. */

import { isEditor } from '../../config/newsletter/newsletter.js';
import { type ClaimRules, dueAfter } from '../../core/claim/command-outcome.js';
import { same, without } from '../../core/claim/people.js';
import { type Settlement, settleClaims } from '../../core/claim/settle.js';
import type { Claim } from '../../core/claim/state.js';
import { type Line, NO_LINE, withoutExpired } from '../../core/claim/waitlist.js';
import { answerKey, readAnswerState } from '../../core/comment/marker.js';
import type { Difficulty } from '../../core/task.js';
import type { Effect } from '../effect.js';
import { saidReleases } from './clock.js';
import type { IssueFacts, Task } from './facts.js';

export function decideClaims(
  facts: IssueFacts,
  task: Task,
  difficulty: Difficulty | null,
): Settlement {
  const { issue, open } = facts.snapshot;
  const over = without(saidReleases(facts), facts.assignedNow);
  const settlement = settleClaims(
    agreedClaims(facts, task),
    without(issue.assignees, over),
    open,
    lineOf(facts),
    rulesOf(facts, task, difficulty),
  );
  return facts.snapshot.state === null ? restarted(facts, task, settlement) : settlement;
}

/**
 * The plan was deleted or damaged, and with it the deadlines. Whoever an answer of ours gave the
 * task to still holds it by that, not by hand: their clock starts anew.
 */
function restarted(
  { snapshot, context, now }: IssueFacts,
  task: Task,
  settlement: Settlement,
): Settlement {
  const answers = snapshot.comments.filter(
    ({ author, body }) => author?.login === context.botLogin && readAnswerState(body).due !== null,
  );
  const answered = new Set(answers.map(({ body }) => Number(answerKey(body))));
  const promised = snapshot.comments.filter(({ id }) => answered.has(id));
  const isPromised = (claim: Claim) =>
    promised.some(({ author }) => author !== null && same(author, claim));
  const due = dueAfter(now, task);
  const claims = settlement.claims.map((claim) =>
    claim.due === null && isPromised(claim) ? { ...claim, due } : claim,
  );
  return { ...settlement, claims };
}

/** The claims that the plan remembers. A task that was reopened starts its clocks anew. */
function agreedClaims(facts: IssueFacts, task: Task): readonly Claim[] | null {
  const { snapshot, now } = facts;
  const { state, issue } = snapshot;
  if (state === null) return null;
  const over = saidReleases(facts);
  const claims = state.claims.filter((claim) => !over.includes(claim));
  if (state.ended === null || issue.state === 'closed') return claims;
  const due = dueAfter(now, task);
  return claims.map((claim) => (claim.due === null ? claim : { ...claim, due, pausedSince: null }));
}

/** Who waits, as the plan remembers; nobody where the line was switched off. */
function lineOf({ context, snapshot, now }: IssueFacts): Line {
  if (!context.config.claims.waitlist) return NO_LINE;
  const line = snapshot.state?.line ?? NO_LINE;
  // An offer runs out only while its holder could take it.
  return snapshot.issue.state === 'open' ? withoutExpired(line, now) : line;
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
    waitlist: claims.waitlist,
    eligibility: claims,
    recordOf,
    isMaintainer: ({ id }) => snapshot.maintainers.get(id) ?? null,
    mayNominate: ({ id, login }) =>
      isEditor(context.newsletters, login) || (snapshot.maintainers.get(id) ?? null),
    comments: snapshot.comments,
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

export function assignments({ assign, unassign }: Settlement): readonly Effect[] {
  return [
    ...unassign.map(
      ({ id, login }): Effect => ({
        kind: 'unassign',
        id,
        login,
        why: `${login} does not hold it any more`,
      }),
    ),
    ...assign.map(
      ({ id, login }): Effect => ({ kind: 'assign', id, login, why: `${login} holds it` }),
    ),
  ];
}
