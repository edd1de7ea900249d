/** The claim rules of this repository, applied to this issue. */
import type { ClaimRules } from '../../core/claim/fold.js';
import { type Settlement, settleClaims } from '../../core/claim/settle.js';
import type { Difficulty } from '../../core/task.js';
import type { Effect } from '../effect.js';
import type { IssueFacts, Task } from './facts.js';

export function decideClaims(
  facts: IssueFacts,
  task: Task,
  difficulty: Difficulty | null,
): Settlement {
  const { issue, open, state } = facts.snapshot;
  return settleClaims(
    state?.claims ?? null,
    issue.assignees,
    open,
    rulesOf(facts, task, difficulty),
  );
}

function rulesOf(facts: IssueFacts, task: Task, difficulty: Difficulty | null): ClaimRules {
  const { context, snapshot, recordOf, notAssignable, now } = facts;
  const { claims } = context.config;
  return {
    closedBecause: closedBecause(facts, task, snapshot.issue.state === 'closed'),
    difficulty,
    claimDays: task.claimDays,
    extensions: claims.extensions,
    eligibility: claims,
    recordOf,
    isMaintainer: ({ id }) => snapshot.maintainers.get(id) ?? null,
    notAssignable,
    now,
  };
}

function closedBecause(
  { context, snapshot }: IssueFacts,
  task: Task,
  isClosed: boolean,
): ClaimRules['closedBecause'] {
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
