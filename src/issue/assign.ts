/** Assigning, decided anew on GitHub's answer, and remembering who holds what meanwhile. */
import { includes, same, without } from '../domain/person.js';
import type { Person } from '../domain/task.js';
import { GitHubFailure } from '../github/errors.js';
import { applyAssignment, type Written } from './apply.js';
import { decideIssue, type IssueDecision } from './decide.js';
import type { Assignment } from './effect.js';
import type { IssueFacts } from './facts.js';
import type { IssueInput, IssueTools } from './input.js';
import { lockOf, taskKey } from './records.js';

/**
 * Assigns and unassigns until GitHub's answer agrees with the decision, and returns the decision
 * that was made on that answer: as a rule two in all, and one where nobody is assigned. GitHub drops
 * silently whom it will not assign.
 */
export async function assignAndDecide(
  request: IssueInput,
  tools: IssueTools,
  start: IssueFacts,
  written: Written[],
): Promise<{ readonly decision: IssueDecision; readonly facts: IssueFacts }> {
  let facts = start;
  for (;;) {
    const decision = decideIssue(facts);
    if (decision.assignments.length === 0) {
      await rememberHolds(request, tools, facts, decision);
      return { decision, facts };
    }
    for (const assignment of decision.assignments) {
      facts = await assignOne(request, tools, facts, assignment, written);
    }
  }
}

/**
 * One assignment, and what GitHub made of it. Somebody may have assigned another person in the same
 * instant: theirs stays and ours is taken back.
 */
async function assignOne(
  request: IssueInput,
  tools: IssueTools,
  facts: IssueFacts,
  assignment: Assignment,
  written: Written[],
): Promise<IssueFacts> {
  const { context, number } = request;
  const { snapshot } = facts;
  const { kind, login, why } = assignment;
  const before = snapshot.issue.assignees;
  // Should this process end before GitHub's answer, others count the claim nevertheless.
  if (kind === 'assign') await remember(request, tools, [assignment], assignment);
  let assignees = await applyAssignment(context, number, assignment);
  written.push({ kind, text: `${kind} ${login}: ${why}` });
  const isIn = includes(assignees, assignment);
  const isAlone = assignees.every((one) => same(one, assignment) || includes(before, one));
  if (kind === 'unassign' && isIn) {
    throw new GitHubFailure('unavailable', `${login} is still assigned`, null);
  }
  if (kind === 'assign' && isIn && !isAlone) {
    assignees = await applyAssignment(context, number, { ...assignment, kind: 'unassign' });
    const text = `unassign ${login}: somebody was assigned in the same instant`;
    written.push({ kind: 'unassign', text });
  }
  await remember(request, tools, assignees, assignment);
  const seen = { ...facts, snapshot: { ...snapshot, issue: { ...snapshot.issue, assignees } } };
  if (kind === 'unassign') return seen;
  return isIn
    ? { ...seen, assignedNow: [...facts.assignedNow, assignment] }
    : { ...seen, notAssignable: [...facts.notAssignable, login] };
}

function remember(
  { context, number }: IssueInput,
  { locks }: IssueTools,
  holders: readonly Person[],
  person: Person,
): Promise<void> {
  const seen = holders.find((one) => same(one, person));
  const lock = lockOf(context, seen ?? person);
  return locks.remember(lock, taskKey(context, number), seen !== undefined);
}

/** Who holds a task unassigned stands in no listing. */
async function rememberHolds(
  request: IssueInput,
  tools: IssueTools,
  { snapshot: { state, issue } }: IssueFacts,
  { unassigned }: IssueDecision,
): Promise<void> {
  const before = (state?.claims ?? []).filter(({ assigned }) => !assigned);
  const changed = [...without(unassigned, before), ...without(before, unassigned)];
  const holders = [...unassigned, ...issue.assignees];
  for (const person of changed) await remember(request, tools, holders, person);
}
