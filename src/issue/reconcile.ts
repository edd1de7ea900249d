/**
 * Reconciling one issue: read it as it is, decide what it should be, write only the difference.
 * Assignments come first, because GitHub's answer to them may change what is to be said.
 */
import { type KnownIssue, knownIssue } from '../domain/board.js';
import { GitHubFailure } from '../github/errors.js';
import { answerable, ownThread } from './answerable.js';
import { answeredBy, applyAll, type Written } from './apply.js';
import { assignAndDecide } from './assign.js';
import { NO_CLOCK, type TaskClock, timesOfClaims } from './clock-index.js';
import { decideIssue, type IssueDecision, planEffects } from './decide.js';
import type { Effect } from './effect.js';
import { gatherFacts, type IssueFacts } from './facts.js';
import type { IssueInput, IssueTools } from './input.js';
import { claimantsOf, lockOf, recordsUnderLock } from './records.js';
import { type AlreadyRead, readIssue } from './snapshot.js';

export type IssueReport = {
  readonly written: readonly Written[];
  /** Why GitHub would not have what: a plan on a locked issue, say. */
  readonly refused: readonly string[];
  readonly clock: TaskClock;
  /** null: no task, or none that can be shown. */
  readonly task: KnownIssue | null;
  /** Others come first: the rest is left to another request, as if this one had been cut off. */
  readonly isUnfinished: boolean;
  /** What could not be read of some people, who wait for it; null: nothing. */
  readonly unread: GitHubFailure | null;
};

const NOTHING: IssueReport = {
  ...{ written: [], refused: [], clock: NO_CLOCK, task: null },
  ...{ isUnfinished: false, unread: null },
};

export async function reconcileIssue(request: IssueInput, tools: IssueTools): Promise<IssueReport> {
  const { context } = request;
  const whole = await readIssue(request, tools.people);
  if (whole === null) return NOTHING;
  const snapshot = await answerable(request, whole);
  const gathered = await gatherFacts(request, tools, snapshot);

  const claimants = claimantsOf(snapshot);
  const locks = claimants.map((person) => lockOf(context, person));
  const written: Written[] = [];
  const { facts, decision } = await tools.locks.hold(locks, async () => {
    const recordOf = await recordsUnderLock(request, tools, snapshot, claimants);
    return assignAndDecide(request, tools, { ...gathered, recordOf }, written);
  });

  const report = { written, refused: [], ...whatIsKnown(facts, decision), unread: snapshot.unread };
  const thread = ownThread(context, snapshot);
  const apply = (effects: readonly Effect[]) =>
    applyAll(request, tools.repairs, effects, thread, written);
  const givesWay = async (effects: readonly Effect[]) =>
    effects.length > 0 && written.length > 0 && (await tools.isBusy());

  if (await givesWay(decision.effects)) return { ...report, isUnfinished: true };
  const unsaid = await apply(decision.effects);
  if (unsaid.length > 0) {
    // The plan says how things are, but does not call answered what GitHub let nobody read.
    await apply(planEffects(facts, decision, new Set(unsaid.flatMap(answeredBy))));
    throw new GitHubFailure('refused', `refused: ${unsaid[0]?.why}`, null);
  }
  for (const outcome of decision.outcomes) tools.onOutcome(outcome);
  const plan = planEffects(facts, decision);
  if (await givesWay(plan)) return { ...report, isUnfinished: true };
  const refused = await apply(plan);
  return { ...report, refused: refused.map(({ why }) => why), isUnfinished: false };
}

/** Reads and decides, and writes nothing. null: a pull request, which is never a task. */
export async function previewIssue(
  request: IssueInput,
  tools: IssueTools,
  already: AlreadyRead | null = null,
): Promise<Preview | null> {
  const snapshot = await readIssue(request, tools.people, already);
  if (snapshot === null) return null;
  const facts = await gatherFacts(request, tools, snapshot);
  const decision = decideIssue(facts);
  const effects = [...decision.effects, ...planEffects(facts, decision)];
  return { facts, decision, effects: [...decision.assignments, ...effects] };
}

export type Preview = {
  readonly facts: IssueFacts;
  readonly decision: IssueDecision;
  /** All that would be written, in its order. */
  readonly effects: readonly Effect[];
};

/** What the pages and the clocks know of the task from now on. */
function whatIsKnown(
  { context, snapshot, now }: IssueFacts,
  decision: IssueDecision,
): Pick<IssueReport, 'clock' | 'task'> {
  const { issue } = snapshot;
  const { isTask, isDone, difficulty, claims, nextAt, isReserved, unassigned } = decision;
  const holders = (claims.length > 0 ? claims : issue.assignees).map(({ login }) => login);
  const doneAt = isDone ? (issue.closedAt ?? now) : null;
  const isShown = isTask && (issue.state === 'open' || isDone);
  const task = isShown
    ? knownIssue(issue, context.config.difficulties, { difficulty, holders, doneAt })
    : null;
  const isHeld = task !== null && task.doneAt === null;
  const times = timesOfClaims(isHeld ? claims : []);
  const clock = { at: nextAt, isReserved, holders: unassigned.map(({ id }) => id), ...times };
  return { clock, task };
}
