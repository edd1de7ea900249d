/** A look at one issue: read → decide → assign → decide again on GitHub's answer → apply the rest. */
import { includes, same } from '../../core/claim/people.js';
import { hasLabel } from '../../core/difficulty.js';
import type { Person } from '../../core/task.js';
import { GitHubFailure, isRefused } from '../../github/errors.js';
import { type IssueSnapshot, readIssue } from '../../github/issue-snapshot.js';
import type { RepositoryContext } from '../../github/repository-context.js';
import type { Effect } from '../effect.js';
import type { MendGuard } from '../mend-guard.js';
import type { PersonLanes } from '../person-lane.js';
import { applyAssignment, applyEffect, isAssignment } from './apply.js';
import { decideIssue, type IssueDecision } from './decide.js';
import type { NextTask } from './ending.js';
import type { IssueFacts } from './facts.js';
import { heldElsewhere, laneOf, nameOf } from './held-elsewhere.js';
import { readNextTasks } from './next-tasks.js';

export type LookReport = {
  /** One line for each write, with its reason. */
  readonly written: readonly string[];
  /** When a clock wants the next look, in milliseconds since the epoch; null: none does. */
  readonly nextAt: number | null;
  /** Whether the task is kept for somebody who is not assigned. */
  readonly isKept: boolean;
};

export type IssueLook = {
  readonly context: RepositoryContext;
  readonly number: number;
  /** Labels that were put on the issue just now. */
  readonly labelled: readonly string[];
  /** A pull request or a clock asks for this look. */
  readonly wantsPulls: boolean;
  /** The projects that are printed beside this one. */
  readonly neighbours: () => Promise<readonly RepositoryContext[]>;
  readonly lanes: PersonLanes;
  readonly guard: MendGuard;
  /** ISO 8601. */
  readonly now: string;
};

export async function lookAtIssue(look: IssueLook): Promise<LookReport> {
  const { context, number, now, wantsPulls } = look;
  const snapshot = await readIssue(context, number, now, wantsPulls);
  if (snapshot === null) return { written: [], nextAt: null, isKept: false };
  const facts = factsOf(look, snapshot, await readNextTasks(look, snapshot));
  const first = decideIssue(facts);
  const lanes = first.claiming.map((person) => laneOf(context, person));
  const written: string[] = [];
  const settled = await look.lanes.hold(lanes, () => settleAssignees(look, facts, written));
  const { decision } = settled;
  const [words, plans] = [false, true].map((isPlan) =>
    decision.effects.filter((effect) => isPlanEffect(effect) === isPlan),
  );
  const refused = await applyAll(look, words ?? [], written);
  if (refused.length === 0) await applyAll(look, plans ?? [], written);
  else {
    // The plan says how things are, but does not call answered what GitHub let nobody read.
    const unsaid = new Set(refused.flatMap((effect) => answeredBy(effect)));
    const again = decideIssue({ ...settled.facts, unsaid });
    await applyAll(look, again.effects.filter(isPlanEffect), written);
    throw new GitHubFailure('refused', `refused: ${refused[0]?.why}`, null);
  }
  return { written, nextAt: decision.nextAt, isKept: decision.isKept };
}

function isPlanEffect(effect: Effect): boolean {
  return 'lane' in effect && effect.lane === 'plan';
}

function answeredBy(effect: Effect): readonly number[] {
  return 'answers' in effect && effect.answers !== undefined ? [effect.answers] : [];
}

/** @returns what GitHub refused; anything else that fails ends the look. */
async function applyAll(
  { context, number, guard }: IssueLook,
  effects: readonly Effect[],
  written: string[],
): Promise<readonly Effect[]> {
  const refused: Effect[] = [];
  for (const effect of effects) {
    if (isAssignment(effect)) continue;
    if (effect.kind === 'update-comment' && !guard.mayWrite(effect.commentId, effect.body)) {
      written.push(`left alone: somebody rewrites comment ${effect.commentId} after us`);
      continue;
    }
    try {
      await applyEffect(context.access, number, effect);
      written.push(`${effect.kind}: ${effect.why}`);
    } catch (error) {
      if (!isRefused(error)) throw error;
      refused.push(effect);
    }
  }
  return refused;
}

/**
 * Assigns and unassigns until GitHub's answer agrees with the decision, and returns the decision
 * that was made on that answer. GitHub drops silently whom it will not assign, and somebody may
 * have assigned another person in the same instant: theirs stays and ours is taken back.
 */
async function settleAssignees(
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
    if (effect === undefined) return { decision, facts };
    const before = snapshot.issue.assignees;
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
    remember(look, assignees, effect);
    snapshot = { ...snapshot, issue: { ...snapshot.issue, assignees } };
  }
}

function remember(look: IssueLook, assignees: readonly Person[], person: Person): void {
  const seen = assignees.find((one) => same(one, person));
  const held = seen !== undefined;
  look.lanes.remember(
    laneOf(look.context, seen ?? person),
    nameOf(look.context, look.number),
    held,
  );
}

function factsOf(
  look: IssueLook,
  snapshot: IssueSnapshot,
  nextTasks: readonly NextTask[],
): IssueFacts {
  const { context, labelled, now } = look;
  return {
    context,
    snapshot,
    consent: hasLabel(labelled, context.config.taskLabel.label),
    nextTasks,
    notAssignable: [],
    assignedNow: [],
    unsaid: new Set(),
    now,
    recordOf: (person) => ({
      heldElsewhere: heldElsewhere(look, snapshot, person),
      finished: snapshot.records.get(person.id)?.finished ?? { easy: 0, medium: 0, hard: 0 },
    }),
  };
}
