/** Step two of a look at an issue: what it should be, and only the difference. Pure. */
import type { Person } from '../../core/task.js';
import type { Effect } from '../effect.js';
import { decideAnswers } from './answers.js';
import { assignments, decideClaims } from './claims.js';
import { describeTask, type IssueFacts } from './facts.js';
import { decideLabels } from './labels.js';
import { decidePlan } from './plan.js';

export type IssueDecision = {
  readonly effects: readonly Effect[];
  /** People whose claims are granted here, whose lanes must be held while assigning. */
  readonly granted: readonly Person[];
};

export function decideIssue(facts: IssueFacts): IssueDecision {
  const labels = decideLabels(facts);
  const task = describeTask(facts, labels.difficulty);
  const { open, settlement } = decideClaims(facts, task);
  const plan = decidePlan(facts, { task, labels, open, settlement });
  return {
    effects: [
      ...assignments(settlement),
      ...decideAnswers(facts, settlement, labels.difficulty),
      ...(plan.wanted ? labels.effects : []),
      ...plan.effects,
    ],
    granted: settlement.outcomes
      .filter(({ outcome }) => outcome.kind === 'granted')
      .map(({ open: { author } }) => author),
  };
}
