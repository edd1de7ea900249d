/** Which labels the issue should carry: its difficulty's, and that of a nomination. */

import type { TaskState } from '../../claims/state.js';
import { NEWSLETTER_LABEL } from '../../commands/newsletter.js';
import {
  type Difficulty,
  difficultiesOf,
  difficultyLabels,
  hasLabel,
  isDifficulty,
  labelChanges,
  newestByPerson,
} from '../../domain/difficulty.js';
import type { Effect } from '../effect.js';
import type { IssueFacts } from '../facts.js';
import type { ClaimDecision } from './claim.js';

export type Labels = {
  readonly difficulty: Difficulty | null;
  /** A maintainer's command makes the issue a task, whatever its labels were. */
  readonly makesTask: boolean;
  readonly contradiction: readonly string[];
  readonly settled: TaskState['settled'];
  readonly effects: readonly Effect[];
};

const NOTHING: Omit<Labels, 'difficulty'> = {
  makesTask: false,
  contradiction: [],
  settled: null,
  effects: [],
};

/** The newest word of a maintainer counts: a command first, then the label that a person set last. */
export function decideLabels(facts: IssueFacts): Labels {
  const { context, snapshot } = facts;
  const { issue, state, labelEvents } = snapshot;
  const { taskLabel, difficulties: config } = context.config;
  const commanded = commandedDifficulty(facts);
  if (commanded !== null) return chosenLabels(facts, commanded, 'a maintainer said so', true);
  const present = difficultiesOf(issue.labels, config);
  if (!hasLabel(issue.labels, taskLabel.label)) {
    return { ...NOTHING, difficulty: present[0] ?? null };
  }
  const [only] = present;
  if (only === undefined) return { ...NOTHING, difficulty: null };
  if (present.length === 1) return chosenLabels(facts, only, `an alias says ${only}`);
  const chosen =
    labelEvents === null
      ? (state?.settled?.difficulty ?? null)
      : newestByPerson(labelEvents, present, config);
  if (chosen === null) {
    const contradiction = difficultyLabels(issue.labels, config);
    return { ...NOTHING, difficulty: null, contradiction };
  }
  return chosenLabels(facts, chosen, `of two difficulties, a person set ${chosen} last`);
}

/** The last `/easy`, `/medium` or `/hard` of somebody who may say so. */
function commandedDifficulty({ context, snapshot }: IssueFacts): Difficulty | null {
  if (context.isTracking(snapshot.issue.number)) return null;
  const names = snapshot.open
    .filter(({ author, answer }) => answer === null && snapshot.maintainers.get(author.id) === true)
    .map(({ command }) => command.name);
  return names.filter(isDifficulty).at(-1) ?? null;
}

function chosenLabels(
  { context, snapshot }: IssueFacts,
  difficulty: Difficulty,
  why: string,
  makesTask = false,
): Labels {
  const { labels } = snapshot.issue;
  const { taskLabel, difficulties } = context.config;
  const { add, remove } = labelChanges(labels, difficulty, difficulties);
  const isTask = hasLabel(labels, taskLabel.label);
  const added = makesTask && !isTask ? [taskLabel.label, ...add] : add;
  const left = [...labels.filter((label) => !remove.includes(label)), ...added];
  const contradicts = difficultiesOf(left, difficulties).length > 1;
  return {
    difficulty,
    makesTask,
    contradiction: [],
    settled: contradicts ? { labels: difficultyLabels(left, difficulties), difficulty } : null,
    effects: [
      ...(added.length === 0 ? [] : [{ kind: 'add-labels', labels: added, why } as const]),
      ...remove.map((label) => ({ kind: 'remove-label', label, why }) as const),
    ],
  };
}

/** Added once for each command, so whoever removes it is obeyed. */
export function nominationLabel(
  { snapshot }: IssueFacts,
  { outcomes }: ClaimDecision,
): readonly Effect[] {
  const nominations = outcomes
    .filter(({ outcome }) => outcome.kind === 'nominated')
    .map(({ open }) => open);
  if (nominations.length === 0 || hasLabel(snapshot.issue.labels, NEWSLETTER_LABEL)) return [];
  const who = [...new Set(nominations.map(({ author }) => author.login))].join(', ');
  const askedBy = nominations.map(({ commentId }) => commentId);
  const why = `${who} nominated it for the newsletter`;
  return [{ kind: 'add-labels', labels: [NEWSLETTER_LABEL], askedBy, why }];
}
