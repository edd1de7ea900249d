/** Step two of a look at an issue: what it should be, and only the difference. Pure. */
import type { Outcome } from '../../core/claim/outcome.js';
import { without } from '../../core/claim/people.js';
import type { Claim } from '../../core/claim/state.js';
import type { Difficulty, Person } from '../../core/task.js';
import type { Effect } from '../effect.js';
import { decideAnswers } from './answers.js';
import { assignments, decideClaims } from './claims.js';
import { type ClockDecision, decideClock } from './clock.js';
import { decideEnding } from './ending.js';
import { describeTask, type IssueFacts, type Task } from './facts.js';
import { byOurHand, decideMoved } from './former.js';
import { decideHints } from './hints.js';
import { decideLabels } from './labels.js';
import { decideNomination } from './nomination.js';
import { decideOffer } from './offer.js';
import { decideOtherPulls } from './other-pull.js';
import { decidePlan } from './plan.js';

export type ClaimOutcome = Outcome['kind'] | 'released' | 'offered';

export type IssueDecision = {
  readonly effects: readonly Effect[];
  /** People whose claims are answered here: their lanes must be held while assigning. */
  readonly claiming: readonly Person[];
  /** What became of the claims here, by commands and by the clock. */
  readonly outcomes: readonly ClaimOutcome[];
  /** When a clock wants the next look, in milliseconds since the epoch; null: none does. */
  readonly nextAt: number | null;
  /** Whether the task is kept for somebody who is not assigned: an offer, or a hold. */
  readonly isKept: boolean;
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
  const task = describeTask(facts, labels);
  const settlement = decideClaims(facts, task, labels.difficulty);
  const clock = decideClock(facts, task, settlement.claims);
  const ending = decideEnding(facts, task, labels.difficulty);
  const offer = decideOffer(facts, task, settlement.line, clock.claims);
  const { ended } = ending;
  const plan = decidePlan(facts, { task, labels, settlement, clock, line: offer.line, ended });
  const answers = decideAnswers(facts, settlement, labels.difficulty);
  // The offer says that the task was given back.
  const spoken =
    offer.effects.length === 0 ? answers : answers.filter(({ kind }) => kind !== 'react');
  const words = [...spoken, ...inOneComment(clock.effects, offer.effects), ...ending.effects];
  // Nobody asked for a hint: never beside another word of ours, only where we may have a plan.
  const mayHint = words.length === 0 && offer.line.offer === null && plan.wanted;
  const unassigned = clock.claims.filter(({ assigned }) => !assigned);
  const effects = [
    ...assignments(settlement),
    ...decideNomination(facts, settlement),
    ...words,
    ...(mayHint ? unasked(facts, task, clock) : []),
    ...(plan.wanted ? labels.effects : []),
    ...plan.effects,
  ];
  return {
    effects: [...byOurHand(facts, effects), ...(plan.wanted ? decideMoved(facts) : [])],
    claiming: settlement.outcomes
      .filter(({ open }) => open.command.name === 'claim')
      .map(({ open: { author } }) => author),
    outcomes: [
      ...settlement.outcomes.map(({ outcome }) => outcome.kind),
      ...without(settlement.claims, clock.claims).map(() => 'released' as const),
      ...offer.effects.map(() => 'offered' as const),
    ],
    nextAt: earliest(clock.nextAt, offer.nextAt),
    isKept: offer.line.offer !== null || unassigned.length > 0,
    unassigned,
    isTask: task.isTask,
    difficulty: labels.difficulty,
    claims: clock.claims,
    isDone: ended !== null && (ended.pull !== null || issue.closedAs === 'completed'),
  };
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

/** At most one comment that nobody asked for, and none beside another of ours. */
function unasked(facts: IssueFacts, task: Task, { claims }: ClockDecision): readonly Effect[] {
  return [...decideOtherPulls(facts, claims), ...decideHints(facts, task, claims)].slice(0, 1);
}
