/** The claim rules of this repository, applied to this issue. */
import { type ClaimRules, type Settlement, settleClaims } from '../../core/claim/claim.js';
import { type OpenCommand, openCommands } from '../../core/claim/open-commands.js';
import { NO_STATE } from '../../core/claim/state.js';
import type { Effect } from '../effect.js';
import type { IssueFacts, Task } from './facts.js';

/** Commands older than this were never seen in time and are left to people. */
const COMMANDS_COUNT_FOR_MS = 3 * 24 * 60 * 60 * 1000;

export function decideClaims(
  facts: IssueFacts,
  task: Task,
): { readonly open: readonly OpenCommand[]; readonly settlement: Settlement } {
  const { context, snapshot } = facts;
  const open = openCommands(
    { comments: snapshot.comments, botLogin: context.botLogin, notBefore: notBefore(facts) },
    snapshot.state ?? NO_STATE,
  );
  const agreed = snapshot.state?.claims ?? null;
  return {
    open,
    settlement: settleClaims(agreed, snapshot.issue.assignees, open, rulesOf(facts, task)),
  };
}

function rulesOf(facts: IssueFacts, task: Task): ClaimRules {
  const { context, snapshot, heldElsewhere, notAssignable, now } = facts;
  return {
    closedBecause: closedBecause(facts, task, snapshot.issue.state === 'closed'),
    claimDays: task.claimDays,
    heldElsewhere,
    perPerson: context.config.claims.perPerson,
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

function notBefore({ context, now }: IssueFacts): string {
  const earliest = Date.parse(now) - COMMANDS_COUNT_FOR_MS;
  const installed = Date.parse(context.access.installedAt);
  return new Date(Math.max(earliest, installed)).toISOString();
}

export function assignments({ assign, unassign }: Settlement): readonly Effect[] {
  return [
    ...unassign.map(
      ({ id, login }): Effect => ({ kind: 'unassign', id, login, why: `${login} gave it back` }),
    ),
    ...assign.map(
      ({ id, login }): Effect => ({ kind: 'assign', id, login, why: `${login} claimed it first` }),
    ),
  ];
}
