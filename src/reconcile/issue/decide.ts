/** Step two of a look at an issue: what it should be, and only the difference. Pure. */
import type { Person } from '../../core/task.js';
import type { Effect } from '../effect.js';
import { decideAnswers } from './answers.js';
import { assignments, decideClaims } from './claims.js';
import { describeTask, type IssueFacts } from './facts.js';
import { decideHints } from './hints.js';
import { decideLabels } from './labels.js';
import { decidePlan } from './plan.js';

export type IssueDecision = {
  readonly effects: readonly Effect[];
  /** People whose claims are granted here, whose lanes must be held while assigning. */
  readonly granted: readonly Person[];
};

export function decideIssue(facts: IssueFacts): IssueDecision {
  const labels = decideLabels(facts);
  const task = describeTask(facts, labels);
  const settlement = decideClaims(facts, task, labels.difficulty);
  const plan = decidePlan(facts, { task, labels, settlement });
  const answers = decideAnswers(facts, settlement, labels.difficulty);
  const hints = answers.length > 0 ? [] : decideHints(facts, task, settlement);
  return {
    effects: [
      ...assignments(settlement),
      ...answers,
      ...hints,
      ...(plan.wanted ? labels.effects : []),
      ...plan.effects,
    ],
    granted: settlement.outcomes
      .filter(({ outcome }) => outcome.kind === 'granted')
      .map(({ open: { author } }) => author),
  };
}
