/** What an issue should be, and only the difference: one rule a file, composed here. Pure. */

import type { Claim } from '../claims/state.js';
import type { Outcome } from '../commands/index.js';
import type { Difficulty } from '../domain/difficulty.js';
import { without } from '../domain/person.js';
import type { Person } from '../domain/task.js';
import { say } from '../messages/format.js';
import type { Assignment, Effect } from './effect.js';
import { describeTask, type IssueFacts } from './facts.js';
import { decideAnswers } from './rules/answers.js';
import { assignments, decideClaims } from './rules/claim.js';
import { decideClock } from './rules/clock.js';
import { decideEnding } from './rules/ending.js';
import { decideHint } from './rules/hint.js';
import { decideLabels, nominationLabel } from './rules/labels.js';
import { decidePlan, type PlanDecision, writePlan } from './rules/plan.js';
import { byOurHand, movedEffects } from './rules/previous-account.js';
import { decideOffer } from './rules/waitlist.js';

export type ClaimOutcome = Outcome['kind'] | 'released' | 'offered';

export type IssueDecision = {
  /** They come first: GitHub's answer to them may change the rest. */
  readonly assignments: readonly Assignment[];
  /** Everything else but the plan, in its order. */
  readonly effects: readonly Effect[];
  /** What the plan should say; null: the issue carries none. */
  readonly plan: PlanDecision | null;
  /** What became of the claims here, by commands and by the clock. */
  readonly outcomes: readonly ClaimOutcome[];
  /** When a clock asks for the next request, in milliseconds since the epoch; null: none does. */
  readonly nextAt: number | null;
  /** Whether the task is reserved for somebody who is not assigned: an offer, or a hold. */
  readonly isReserved: boolean;
  /** Those who hold it though GitHub did not assign them. */
  readonly unassigned: readonly Person[];
  readonly isTask: boolean;
  readonly difficulty: Difficulty | null;
  /** Everybody who holds it. */
  readonly claims: readonly Claim[];
  /** Closed because it was done, as far as can be told. */
  readonly isDone: boolean;
};

export function decideIssue(facts: IssueFacts): IssueDecision {
  const { issue } = facts.snapshot;
  const labels = decideLabels(facts);
  const { difficulty } = labels;
  const task = describeTask(facts, labels);
  const claimDecision = decideClaims(facts, task, difficulty);
  const clock = decideClock(facts, task, claimDecision.claims);
  const { claims } = clock;
  const ending = decideEnding(facts, task, difficulty);
  const { ended } = ending;
  const offer = decideOffer(facts, task, claimDecision.waitlist, claims);
  const { waitlist } = offer;
  const plan = decidePlan(facts, { task, labels, claimDecision, clock, waitlist, ended });
  const answers = decideAnswers(facts, claimDecision, difficulty);
  // The offer says that the task was given back.
  const said =
    offer.effects.length === 0 ? answers : answers.filter(({ kind }) => kind !== 'react');
  const replies = [...said, ...inOneComment(clock.effects, offer.effects), ...ending.effects];
  // Nobody asked for a hint: never beside another comment of ours, only where we may have a plan.
  const mayHint = replies.length === 0 && waitlist.offer === null && plan !== null;
  const unassigned = claims.filter(({ assigned }) => !assigned);
  return {
    assignments: assignments(claimDecision),
    effects: byOurHand(facts, [
      ...nominationLabel(facts, claimDecision),
      ...replies,
      ...(mayHint ? decideHint(facts, task, claims) : []),
      ...(plan === null ? [] : labels.effects),
    ]),
    plan,
    outcomes: [
      ...claimDecision.outcomes.map(({ outcome }) => outcome.kind),
      ...without(claimDecision.claims, claims).map(() => 'released' as const),
      ...offer.effects.map(() => 'offered' as const),
    ],
    nextAt: earliest(clock.nextAt, offer.nextAt),
    isReserved: waitlist.offer !== null || unassigned.length > 0,
    unassigned,
    isTask: task.isTask,
    difficulty,
    claims,
    isDone: ended !== null && (ended.pull !== null || issue.closedAs === 'completed'),
  };
}

/**
 * The writes that bring our plan up to date: the one place where it is rendered.
 * @param unsaid comments whose answer GitHub refused just now: they stay open
 */
export function planEffects(
  facts: IssueFacts,
  { plan }: IssueDecision,
  unsaid: ReadonlySet<number> = new Set(),
): readonly Effect[] {
  if (plan === null) return [];
  const { previousPlan } = facts.snapshot;
  const moved = say(facts.context.config.language, 'plan.moved');
  return [
    ...byOurHand(facts, writePlan(facts, plan, unsaid)),
    ...movedEffects(previousPlan, 'plan', moved),
  ];
}

/** A release and the offer that follows from it are one event, and so one comment. */
function inOneComment(releases: readonly Effect[], offers: readonly Effect[]): readonly Effect[] {
  const [offer] = offers;
  const said = releases.findLast(({ kind }) => kind === 'create-comment');
  if (offer?.kind !== 'create-comment' || said?.kind !== 'create-comment') {
    return [...releases, ...offers];
  }
  const body = `${said.body}\n\n${offer.body}`;
  return releases.map((effect) => (effect === said ? { ...said, body } : effect));
}

function earliest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}
