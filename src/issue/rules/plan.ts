/** Whether the issue carries a plan, and whether it still says how things are. */

import { isChange } from '../../claims/change.js';
import { renderTaskPlan, type TaskPlan, type TaskStatus } from '../../claims/plan-text.js';
import {
  type AnsweredCommand,
  commandKey,
  type Ending,
  MOST_PAST,
  NO_STATE,
  remember,
  type TaskState,
} from '../../claims/state.js';
import { printState } from '../../claims/state-text.js';
import type { Waitlist } from '../../claims/waitlist.js';
import { isRecorded, needsPlan, type Outcome } from '../../commands/index.js';
import type { OpenCommand } from '../../commands/open-commands.js';
import { DIFFICULTIES } from '../../domain/difficulty.js';
import { planBlock, replaceBlock } from '../../domain/marker.js';
import type { Effect } from '../effect.js';
import type { IssueFacts, Task } from '../facts.js';
import type { IssueSnapshot } from '../snapshot.js';
import type { ClaimDecision } from './claim.js';
import type { ClockDecision } from './clock.js';
import type { Labels } from './labels.js';

export type PlanParts = {
  readonly task: Task;
  readonly labels: Labels;
  readonly claimDecision: ClaimDecision;
  readonly clock: ClockDecision;
  readonly waitlist: Waitlist;
  readonly ended: Ending | null;
};

/** The plan as data: it is rendered once, when it is written. */
export type PlanDecision = {
  readonly plan: TaskPlan;
  /** What it remembers, but for the commands that are answered now. */
  readonly state: TaskState;
  /** Commands for which the plan has to be written. */
  readonly recorded: readonly OpenCommand[];
  /** Commands whose own answers record them, as refusals are: remembered where the plan is written anyway, should those vanish. */
  readonly answered: readonly OpenCommand[];
};

/** null: this issue carries no plan, and so no labels of ours. */
export function decidePlan(facts: IssueFacts, parts: PlanParts): PlanDecision | null {
  const { snapshot } = facts;
  const { labels, claimDecision, clock, waitlist, ended } = parts;
  if (snapshot.plans.length === 0 && !mayCreatePlan(facts, parts)) return null;
  const answeredNow = new Set(claimDecision.outcomes.map(({ open }) => open));
  return {
    plan: describePlan(facts, parts),
    state: {
      ...(snapshot.state ?? NO_STATE),
      claims: clock.claims,
      settled: labels.settled,
      past: [...claimDecision.past, ...clock.released].slice(-MOST_PAST),
      waitlist,
      ended,
    },
    recorded: claimDecision.outcomes.filter(isInPlan).map(({ open }) => open),
    answered: snapshot.open.filter((open) => open.answer !== null || answeredNow.has(open)),
  };
}

/**
 * Only the difference to the plan that stands there.
 * @param unsaid comments whose answer GitHub refused just now: they stay open
 */
export function writePlan(
  { context, snapshot }: IssueFacts,
  { plan, state, recorded, answered }: PlanDecision,
  unsaid: ReadonlySet<number>,
): readonly Effect[] {
  const text = renderTaskPlan(plan);
  const block = (remembered: TaskState) => planBlock('plan', text, printState(remembered));
  const said = ({ commentId }: OpenCommand) => !unsaid.has(commentId);
  const needed = remember(state, recorded.filter(said).map(answeredCommand));
  const known = new Set(needed.answered.map(commandKey));
  const others = answered.filter(said).map(answeredCommand);
  const whole = remember(
    needed,
    others.filter((command) => !known.has(commandKey(command))),
  );
  const [existing, ...doubled] = snapshot.plans;
  if (existing === undefined) {
    const why =
      snapshot.previousPlan === null
        ? `${context.project.name} #${snapshot.issue.number} is a task without a plan`
        : `it carries on the plan of ${snapshot.previousPlan.author?.login}`;
    return [{ kind: 'create-comment', priority: 'plan', body: block(whole), why }];
  }
  const deletions = doubled.map(
    ({ id }): Effect => ({ kind: 'delete-comment', commentId: id, why: 'our doubled plan' }),
  );
  // A refusal is recorded by its answer alone: it is no reason to write the plan.
  if (replaceBlock(existing.body, 'plan', block(needed)) === existing.body) return deletions;
  const body = replaceBlock(existing.body, 'plan', block(whole));
  const why = 'the plan no longer says how things are';
  const commentId = existing.id;
  return [{ kind: 'update-comment', priority: 'plan', commentId, body, why }, ...deletions];
}

function answeredCommand({ commentId, text, countsFrom }: OpenCommand): AnsweredCommand {
  return { commentId, command: text, countsFrom };
}

/** Labelling after the installation is consent; older tasks wait for an active repository or a claim. */
function mayCreatePlan({ context, snapshot, consent }: IssueFacts, parts: PlanParts): boolean {
  const { issue } = snapshot;
  if (!parts.task.isTask) return false;
  const acted = parts.claimDecision.outcomes.some(
    (each) => isInPlan(each) && needsPlan(each.open.command),
  );
  if (issue.state === 'closed') return acted;
  const isNew = Date.parse(issue.createdAt) > Date.parse(context.access.installedAt);
  return acted || consent || context.active || isNew;
}

/** Whether an outcome changes what the plan says, has no comment of its own, or must not come back. */
function isInPlan({ open, outcome }: { readonly open: OpenCommand; readonly outcome: Outcome }) {
  return isChange(outcome) || isRecorded(open.command, outcome);
}

function describePlan(facts: IssueFacts, parts: PlanParts): TaskPlan {
  const { context, snapshot } = facts;
  const { config, project } = context;
  return {
    language: config.language,
    number: snapshot.issue.number,
    project: project.name,
    status: statusOf(snapshot, parts),
    difficulty: parts.labels.difficulty,
    contradiction: parts.labels.contradiction,
    claims: parts.clock.claims,
    canExtend: parts.clock.claims.some(
      ({ due, extensions }) => due !== null && extensions < config.claims.extensions,
    ),
    stuck: parts.clock.stuck,
    waitlist: parts.waitlist,
    doneBy: parts.ended?.pull ?? null,
    now: facts.now,
    draftParts: parts.task.drafts,
    author: snapshot.issue.author?.login ?? null,
    claimDays: parts.task.claimDays,
    difficultyLabels: DIFFICULTIES.map((difficulty) => config.difficulties[difficulty].label),
    mentors: config.mentors,
    trackingUrl: project.tracking?.reference ?? null,
    guide: config.guide,
    policy: config.claims.policy,
  };
}

function statusOf({ issue }: IssueSnapshot, { task, clock, waitlist }: PlanParts): TaskStatus {
  if (issue.state === 'closed') return 'closed';
  if (!task.isTask) return 'withdrawn';
  if (clock.claims.length > 0) return 'held';
  if (task.drafts.length > 0) return 'draft';
  return waitlist.offer === null ? 'free' : 'offered';
}
