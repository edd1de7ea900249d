/** Which difficulty a task has, and the labels that should say so. */

import type { TaskState } from '../../core/claim/state.js';
import { difficultiesOf, hasLabel, labelChanges, newestByPerson } from '../../core/difficulty.js';
import type { Difficulty } from '../../core/task.js';
import type { Effect } from '../effect.js';
import type { IssueFacts } from './facts.js';

export type Labels = {
  readonly difficulty: Difficulty | null;
  readonly contradiction: readonly string[];
  readonly settled: TaskState['settled'];
  readonly effects: readonly Effect[];
};

export function decideLabels({ context, snapshot }: IssueFacts): Labels {
  const { issue, state, labelEvents } = snapshot;
  const config = context.config.difficulties;
  const none = { contradiction: [], settled: null, effects: [] };
  if (!hasLabel(issue.labels, context.config.taskLabel.label)) {
    return { ...none, difficulty: difficultiesOf(issue.labels, config)[0] ?? null };
  }
  const present = difficultiesOf(issue.labels, config);
  const single = present.length > 1 ? null : (present[0] ?? null);
  if (present.length === 0) return { ...none, difficulty: null };
  const chosen =
    single ??
    (labelEvents === null
      ? (state?.settled?.difficulty ?? null)
      : newestByPerson(labelEvents, present, config));
  if (chosen === null) {
    const contradiction = issue.labels.filter(
      (label) => difficultiesOf([label], config).length > 0,
    );
    return { ...none, difficulty: null, contradiction };
  }
  const { add, remove } = labelChanges(issue.labels, chosen, config);
  const effects: Effect[] = remove.map((label) => ({
    kind: 'remove-label',
    label,
    why: `of two difficulties, ${chosen} is the newest that a person set`,
  }));
  if (add.length > 0) {
    effects.unshift({ kind: 'add-labels', labels: add, why: `an alias says ${chosen}` });
  }
  const left = [...issue.labels.filter((label) => !remove.includes(label)), ...add];
  const settled =
    difficultiesOf(left, config).length > 1 ? { labels: left, difficulty: chosen } : null;
  return { difficulty: chosen, contradiction: [], settled, effects };
}
