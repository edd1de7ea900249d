/** A look at one issue: read → decide → assign → decide again on GitHub's answer → apply the rest. */
import { hasLabel } from '../../core/difficulty.js';
import type { Person } from '../../core/task.js';
import { type IssueSnapshot, readIssue } from '../../github/issue-snapshot.js';
import { keyOf, type RepositoryContext } from '../../github/repository-context.js';
import type { PersonLanes } from '../person-lane.js';
import { applyAssignment, applyEffect, isAssignment } from './apply.js';
import { decideIssue, type IssueDecision } from './decide.js';
import type { IssueFacts } from './facts.js';

export type LookReport = {
  /** One line for each write, with its reason. */
  readonly written: readonly string[];
};

export type IssueLook = {
  readonly context: RepositoryContext;
  readonly number: number;
  /** Labels that were put on the issue just now. */
  readonly labelled: readonly string[];
  readonly lanes: PersonLanes;
  /** ISO 8601. */
  readonly now: string;
};

export async function lookAtIssue(look: IssueLook): Promise<LookReport> {
  const snapshot = await readIssue(look.context, look.number);
  if (snapshot === null) return { written: [] };
  const first = decideIssue(factsOf(look, snapshot, []));
  const lanes = first.granted.map((person) => laneOf(look.context, person));
  const written: string[] = [];
  const decision = await look.lanes.hold(lanes, () => settleAssignees(look, snapshot, written));
  for (const effect of decision.effects) {
    if (isAssignment(effect)) continue;
    await applyEffect(look.context.access, look.number, effect);
    written.push(`${effect.kind}: ${effect.why}`);
  }
  return { written };
}

/**
 * Assigns and unassigns until GitHub's answer agrees with the decision, and returns the decision
 * that was made on that answer. GitHub drops silently whom it will not assign, and somebody may
 * have assigned another person in the same instant: theirs stays and ours is taken back.
 */
async function settleAssignees(
  look: IssueLook,
  start: IssueSnapshot,
  written: string[],
): Promise<IssueDecision> {
  const { context, number } = look;
  const notAssignable: string[] = [];
  let snapshot = start;
  for (;;) {
    const decision = decideIssue(factsOf(look, snapshot, notAssignable));
    const effect = decision.effects.find(isAssignment);
    if (effect === undefined) return decision;
    const before = snapshot.issue.assignees;
    let assignees = await applyAssignment(context.access, number, effect);
    written.push(`${effect.kind} ${effect.login}: ${effect.why}`);
    const isIn = assignees.some(({ id }) => id === effect.id);
    if (effect.kind === 'assign' && !isIn) notAssignable.push(effect.login);
    const isAlone = assignees.every(
      ({ id }) => id === effect.id || before.some((person) => person.id === id),
    );
    if (effect.kind === 'assign' && isIn && !isAlone) {
      assignees = await applyAssignment(context.access, number, { ...effect, kind: 'unassign' });
      written.push(`unassign ${effect.login}: somebody was assigned in the same instant`);
    }
    if (effect.kind === 'unassign' && isIn) return decision;
    remember(look, assignees, effect);
    snapshot = { ...snapshot, issue: { ...snapshot.issue, assignees } };
  }
}

function remember(look: IssueLook, assignees: readonly Person[], person: Person): void {
  const held = assignees.some(({ id }) => id === person.id);
  look.lanes.remember(laneOf(look.context, person), String(look.number), held);
}

function factsOf(
  look: IssueLook,
  snapshot: IssueSnapshot,
  notAssignable: readonly string[],
): IssueFacts {
  const { context, number, labelled, lanes, now } = look;
  return {
    context,
    snapshot,
    consent: hasLabel(labelled, context.config.taskLabel.label),
    notAssignable,
    now,
    heldElsewhere: (person) => {
      const listed = snapshot.openTasks
        .filter(({ assignees }) => assignees.some(({ id }) => id === person.id))
        .map((issue) => String(issue.number));
      return lanes
        .corrected(laneOf(context, person), listed)
        .map(Number)
        .filter((held) => held !== number);
    },
  };
}

/** Claims are counted within one repository. */
function laneOf({ access }: RepositoryContext, { id }: Person): string {
  return `${keyOf(access.repository)}/${id}`;
}
