/** A look at one issue: read → decide → assign → decide again on GitHub's answer → apply the rest. */

import type { KnownIssue } from '../../core/board.js';
import { hasLabel } from '../../core/difficulty.js';
import type { OwnThread } from '../../github/comment-guard.js';
import { GitHubFailure, isRefused } from '../../github/errors.js';
import { type AlreadyRead, type IssueSnapshot, readIssue } from '../../github/issue-snapshot.js';
import { keptIn, NO_CLOCK, type TaskClock, timesOfClaims } from '../clock-index.js';
import type { Effect } from '../effect.js';
import { knownIssue } from '../known-tasks.js';
import { applyEffect, isAssignment } from './apply.js';
import { decideIssue, type IssueDecision } from './decide.js';
import type { IssueFacts } from './facts.js';
import { heldElsewhere, type KnownClaims, laneOf, readKnownClaims } from './held-elsewhere.js';
import type { IssueLook } from './issue-look.js';
import { readNextTasks } from './next-tasks.js';
import { ownThread, sayable } from './sayable.js';
import { settleAssignees } from './settle-assignees.js';

export type LookReport = {
  /** One line for each write, with its reason. */
  readonly written: readonly string[];
  /** Why GitHub would not have what: a plan on a locked issue, say. */
  readonly refused: readonly string[];
  readonly clock: TaskClock;
  /** null: no task, or none that can be shown. */
  readonly task: KnownIssue | null;
  /** Others come first: the rest is left to another look, as if this one had been cut off. */
  readonly isUnfinished: boolean;
  /** What could not be read of some people, who wait for it; null: nothing. */
  readonly unread: GitHubFailure | null;
};

export async function lookAtIssue(look: IssueLook): Promise<LookReport> {
  const { context } = look;
  const whole = await read(look);
  const snapshot = whole === null ? null : await sayable(look, whole);
  if (snapshot === null) {
    const nothing = { written: [], refused: [], clock: NO_CLOCK, task: null };
    return { ...nothing, isUnfinished: false, unread: null };
  }
  const { unread } = snapshot;
  const facts = await factsOf(look, snapshot);
  const first = decideIssue(facts);
  const lanes = first.claiming.map((person) => laneOf(context, person));
  const written: string[] = [];
  const settled = await look.lanes.hold(lanes, async () => {
    const known = await readKnownClaims(look, first.claiming);
    const recordOf = recordsOf(look, snapshot, known);
    return settleAssignees(look, { ...facts, recordOf }, written);
  });
  const { decision } = settled;
  const [words, plans] = [false, true].map((isPlan) =>
    decision.effects.filter((effect) => isPlanEffect(effect) === isPlan),
  );
  const { nextAt, isKept, unassigned, claims } = decision;
  const holders = unassigned.map(({ id }) => id);
  const task = taskOf(settled.facts, decision);
  const isHeld = task !== null && task.doneAt === null;
  const clock = { at: nextAt, isKept, holders, ...timesOfClaims(isHeld ? claims : []) };
  const givesWay = async () => written.length > 0 && (await look.isBusy());
  if ((words ?? []).length > 0 && (await givesWay())) {
    return { written, refused: [], clock, task, isUnfinished: true, unread };
  }
  const thread = ownThread(context, snapshot);
  let refused = await applyAll(look, words ?? [], thread, written);
  if (refused.length === 0) for (const outcome of decision.outcomes) look.onOutcome(outcome);
  if (refused.length === 0 && (plans ?? []).length > 0 && (await givesWay())) {
    return { written, refused: [], clock, task, isUnfinished: true, unread };
  }
  if (refused.length === 0) refused = await applyAll(look, plans ?? [], thread, written);
  else {
    // The plan says how things are, but does not call answered what GitHub let nobody read.
    const unsaid = new Set(refused.flatMap((effect) => answeredBy(effect)));
    const again = decideIssue({ ...settled.facts, unsaid });
    await applyAll(look, again.effects.filter(isPlanEffect), thread, written);
    throw new GitHubFailure('refused', `refused: ${refused[0]?.why}`, null);
  }
  const reasons = refused.map(({ why }) => why);
  return { written, refused: reasons, clock, task, isUnfinished: false, unread };
}

/** The task as the pages show it once this look is over. */
function taskOf(
  { context, snapshot, now }: IssueFacts,
  decision: IssueDecision,
): KnownIssue | null {
  const { issue } = snapshot;
  const { isTask, difficulty, claims, isDone } = decision;
  if (!isTask || (issue.state === 'closed' && !isDone)) return null;
  const holders = (claims.length > 0 ? claims : issue.assignees).map(({ login }) => login);
  const doneAt = isDone ? (issue.closedAt ?? now) : null;
  return knownIssue(issue, context.config.difficulties, { difficulty, holders, doneAt });
}

function isPlanEffect(effect: Effect): boolean {
  return 'lane' in effect && effect.lane === 'plan';
}

/** The comments that an effect answers, or does what they asked for. */
function answeredBy(effect: Effect): readonly number[] {
  if ('askedBy' in effect && effect.askedBy !== undefined) return effect.askedBy;
  return 'answers' in effect && effect.answers !== undefined ? [effect.answers] : [];
}

/** Reads and decides, and writes nothing. null: a pull request, which is never a task. */
export async function planIssue(
  look: IssueLook,
  already: AlreadyRead | null = null,
): Promise<{ readonly facts: IssueFacts; readonly decision: IssueDecision } | null> {
  const snapshot = await read(look, already);
  if (snapshot === null) return null;
  const facts = await factsOf(look, snapshot);
  return { facts, decision: decideIssue(facts) };
}

async function read(
  look: IssueLook,
  already: AlreadyRead | null = null,
): Promise<IssueSnapshot | null> {
  const { context, number, now, wantsPulls, labelsAfter, adopt } = look;
  const { people } = look;
  const snapshot = await readIssue(context, number, now, wantsPulls, people, already, adopt);
  if (snapshot === null) return null;
  const { issue } = snapshot;
  return { ...snapshot, issue: { ...issue, labels: labelsAfter(issue.labels) } };
}

/** @returns what GitHub refused; anything else that fails ends the look. */
async function applyAll(
  { context, number, guard }: IssueLook,
  effects: readonly Effect[],
  thread: OwnThread,
  written: string[],
): Promise<readonly Effect[]> {
  const refused: Effect[] = [];
  for (const effect of effects) {
    if (isAssignment(effect)) continue;
    // What GitHub would not have is not said to be done.
    const undone = refused.flatMap(answeredBy);
    if (answeredBy(effect).some((commentId) => undone.includes(commentId))) continue;
    if (
      effect.kind === 'update-comment' &&
      !(await guard.mayWrite(effect.commentId, effect.body))
    ) {
      written.push(`left alone: somebody rewrites comment ${effect.commentId} after us`);
      continue;
    }
    try {
      await applyEffect(context.access, number, effect, thread);
      if (effect.kind === 'update-comment') await guard.wrote(effect.commentId, effect.body);
      written.push(`${effect.kind}: ${effect.why}`);
    } catch (error) {
      if (!isRefused(error)) throw error;
      refused.push(effect);
    }
  }
  return refused;
}

async function factsOf(look: IssueLook, snapshot: IssueSnapshot): Promise<IssueFacts> {
  const { context, clocks, labelled, now } = look;
  const kept = keptIn(await clocks.of(context.access.repository));
  return {
    context,
    snapshot,
    kept,
    consent: hasLabel(labelled, context.config.taskLabel.label),
    nextTasks: await readNextTasks(look, snapshot, kept),
    notAssignable: [],
    assignedNow: [],
    unsaid: new Set(),
    now,
    recordOf: recordsOf(look, snapshot, new Map()),
  };
}

function recordsOf(
  look: IssueLook,
  snapshot: IssueSnapshot,
  known: ReadonlyMap<number, KnownClaims>,
): IssueFacts['recordOf'] {
  return (person) => {
    const record = snapshot.records.get(person.id);
    if (record === null) return null;
    return {
      heldElsewhere: heldElsewhere(look, snapshot, person, known.get(person.id)),
      finished: record?.finished ?? { easy: 0, medium: 0, hard: 0 },
    };
  };
}
