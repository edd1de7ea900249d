/** Assigning, decided anew on GitHub's answer, and remembering who holds what meanwhile. */

import { includes, same, without } from '../../core/claim/people.js';
import type { Person } from '../../core/task.js';
import { GitHubFailure } from '../../github/errors.js';
import type { IssueSnapshot } from '../../github/issue-snapshot.js';
import { applyAssignment, isAssignment } from './apply.js';
import { decideIssue, type IssueDecision } from './decide.js';
import type { IssueFacts } from './facts.js';
import { laneOf, taskKey } from './held-elsewhere.js';
import type { IssueLook } from './issue-look.js';

/**
 * Assigns and unassigns until GitHub's answer agrees with the decision, and returns the decision
 * that was made on that answer. GitHub drops silently whom it will not assign, and somebody may
 * have assigned another person in the same instant: theirs stays and ours is taken back.
 */
export async function settleAssignees(
  look: IssueLook,
  start: IssueFacts,
  written: string[],
): Promise<{ readonly decision: IssueDecision; readonly facts: IssueFacts }> {
  const { context, number } = look;
  const notAssignable: string[] = [];
  const assignedNow: Person[] = [];
  let { snapshot } = start;
  for (;;) {
    const facts = { ...start, snapshot, notAssignable, assignedNow };
    const decision = decideIssue(facts);
    const effect = decision.effects.find(isAssignment);
    if (effect === undefined) {
      await rememberHolds(look, snapshot, decision);
      return { decision, facts };
    }
    const before = snapshot.issue.assignees;
    // Should this process end before GitHub's answer, others count the claim nevertheless.
    if (effect.kind === 'assign') await remember(look, [effect], effect);
    let assignees = await applyAssignment(context.access, number, effect);
    written.push(`${effect.kind} ${effect.login}: ${effect.why}`);
    const isIn = includes(assignees, effect);
    if (effect.kind === 'assign') {
      if (isIn) assignedNow.push(effect);
      else notAssignable.push(effect.login);
    }
    const isAlone = assignees.every((person) => same(person, effect) || includes(before, person));
    if (effect.kind === 'assign' && isIn && !isAlone) {
      assignees = await applyAssignment(context.access, number, { ...effect, kind: 'unassign' });
      written.push(`unassign ${effect.login}: somebody was assigned in the same instant`);
    }
    if (effect.kind === 'unassign' && isIn) {
      throw new GitHubFailure('unavailable', `${effect.login} is still assigned`, null);
    }
    await remember(look, assignees, effect);
    snapshot = { ...snapshot, issue: { ...snapshot.issue, assignees } };
  }
}

function remember(
  { context, number, lanes }: IssueLook,
  holders: readonly Person[],
  person: Person,
): Promise<void> {
  const seen = holders.find((one) => same(one, person));
  const lane = laneOf(context, seen ?? person);
  return lanes.remember(lane, taskKey(context, number), seen !== undefined);
}

/** Who holds a task unassigned stands in no listing. */
async function rememberHolds(
  look: IssueLook,
  { state, issue }: IssueSnapshot,
  { unassigned }: IssueDecision,
): Promise<void> {
  const before = (state?.claims ?? []).filter(({ assigned }) => !assigned);
  const changed = [...without(unassigned, before), ...without(before, unassigned)];
  const holders = [...unassigned, ...issue.assignees];
  for (const person of changed) await remember(look, holders, person);
}
