/** Whether the issue carries a plan, and whether it still says how things are. */

import type { OpenCommand } from '../../core/claim/open-commands.js';
import type { Outcome } from '../../core/claim/outcome.js';
import type { Settlement } from '../../core/claim/settle.js';
import {
  commandKey,
  type Ending,
  MOST_PAST,
  NO_STATE,
  remember,
  type TaskState,
} from '../../core/claim/state.js';
import { printState } from '../../core/claim/state-text.js';
import type { Line } from '../../core/claim/waitlist.js';
import { planBlock, replaceBlock } from '../../core/comment/marker.js';
import { renderTaskPlan, type TaskStatus } from '../../core/comment/plan.js';
import { DIFFICULTIES } from '../../core/task.js';
import type { IssueSnapshot } from '../../github/issue-snapshot.js';
import type { Effect } from '../effect.js';
import type { ClockDecision } from './clock.js';
import type { IssueFacts, Labels, Task } from './facts.js';

export type PlanParts = {
  readonly task: Task;
  readonly labels: Labels;
  readonly settlement: Settlement;
  readonly clock: ClockDecision;
  readonly line: Line;
  readonly ended: Ending | null;
};

type PlanDecision = {
  /** Whether this issue may carry a plan, and so labels of ours. */
  readonly wanted: boolean;
  readonly effects: readonly Effect[];
};

export function decidePlan(facts: IssueFacts, parts: PlanParts): PlanDecision {
  const { context, snapshot } = facts;
  const [plan, ...doubled] = snapshot.plans;
  const deletions = doubled.map(
    ({ id }): Effect => ({ kind: 'delete-comment', commentId: id, why: 'our doubled plan' }),
  );
  if (plan === undefined) {
    if (!mayCreatePlan(facts, parts)) return { wanted: false, effects: [] };
    const body = printPlan(facts, parts, fullState(facts, parts));
    const why =
      snapshot.formerPlan === null
        ? `${context.project.name} #${snapshot.issue.number} is a task without a plan`
        : `it carries on the plan of ${snapshot.formerPlan.author?.login}`;
    return { wanted: true, effects: [{ kind: 'create-comment', lane: 'plan', body, why }] };
  }
  // A refusal is recorded by its answer alone: it is no reason to write the plan.
  const needed = replaceBlock(plan.body, 'plan', printPlan(facts, parts, stateOf(facts, parts)));
  if (needed === plan.body) return { wanted: true, effects: deletions };
  const body = replaceBlock(plan.body, 'plan', printPlan(facts, parts, fullState(facts, parts)));
  const why = 'the plan no longer says how things are';
  return {
    wanted: true,
    effects: [
      { kind: 'update-comment', lane: 'plan', commentId: plan.id, body, why },
      ...deletions,
    ],
  };
}

/** Labelling after the installation is consent; older tasks wait for an active repository or a claim. */
function mayCreatePlan({ context, snapshot, consent }: IssueFacts, parts: PlanParts): boolean {
  const { issue } = snapshot;
  if (!parts.task.isTask) return false;
  // A nomination is the newsletter's affair: it makes nobody want a plan.
  const acted = parts.settlement.outcomes.some(
    ({ outcome }) => isInPlan(outcome) && outcome.kind !== 'nominated',
  );
  if (issue.state === 'closed') return acted;
  const isNew = Date.parse(issue.createdAt) > Date.parse(context.access.installedAt);
  return acted || consent || context.active || isNew;
}

/** Whether an outcome changes what the plan says, has no comment of its own, or must not come back. */
function isInPlan({ kind }: Outcome): boolean {
  return IN_PLAN.has(kind);
}

const IN_PLAN: ReadonlySet<Outcome['kind']> = new Set([
  'granted',
  'held-unassigned',
  'given-back',
  'extended',
  'waiting',
  'left-line',
  'handed',
  'taken-away',
  'difficulty-set',
  'nominated',
] as const);

/** The outcomes that only the plan records, because a refusal has its own comment. */
function stateOf({ snapshot, unsaid }: IssueFacts, parts: PlanParts): TaskState {
  const { labels, settlement } = parts;
  const before = snapshot.state ?? NO_STATE;
  const recorded = settlement.outcomes
    .filter(({ outcome }) => isInPlan(outcome))
    .map(({ open }) => answered(open))
    .filter(({ commentId }) => !unsaid.has(commentId));
  return {
    ...remember(before, recorded),
    claims: parts.clock.claims,
    settled: labels.settled,
    past: [...settlement.past, ...parts.clock.released].slice(-MOST_PAST),
    line: parts.line,
    ended: parts.ended,
  };
}

/** When the plan is written anyway it remembers the refusals too, in case their answers vanish. */
function fullState(facts: IssueFacts, parts: PlanParts): TaskState {
  const state = stateOf(facts, parts);
  const known = new Set(state.answered.map(commandKey));
  const answeredNow = new Set(parts.settlement.outcomes.map(({ open }) => open));
  const others = facts.snapshot.open
    .filter((open) => open.answer !== null || answeredNow.has(open))
    .map(answered)
    .filter((command) => !known.has(commandKey(command)))
    .filter(({ commentId }) => !facts.unsaid.has(commentId));
  return remember(state, others);
}

function answered({ commentId, text, countsFrom }: OpenCommand) {
  return { commentId, command: text, countsFrom };
}

function printPlan(facts: IssueFacts, parts: PlanParts, state: TaskState): string {
  const { context, snapshot } = facts;
  const { config, project } = context;
  const text = renderTaskPlan({
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
    line: parts.line,
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
  });
  return planBlock('plan', text, printState(state));
}

function statusOf({ issue }: IssueSnapshot, { task, clock, line }: PlanParts): TaskStatus {
  if (issue.state === 'closed') return 'closed';
  if (!task.isTask) return 'withdrawn';
  if (clock.claims.length > 0) return 'held';
  if (task.drafts.length > 0) return 'draft';
  return line.offer === null ? 'free' : 'offered';
}
