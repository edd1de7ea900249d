/**
 * `merge: true` under a difficulty: its aliases' issues, of every state, move to its label. Only
 * asked for by `sync`, as it reads a whole history.
 */

import {
  DIFFICULTIES,
  type DifficultyLabels,
  difficultyOf,
  hasLabel,
  labelChanges,
} from '../domain/difficulty.js';
import type { Issue } from '../domain/task.js';
import type { Label } from '../github/labels.js';
import { listLabelledIssues } from '../github/read.js';
import type { ProjectEffect } from '../project/effect.js';
import type { RepositoryContext } from '../repository/context.js';

/**
 * One request per alias that the repository has, and per 100 issues.
 * @param labelsAfter the labels of an issue once all else is written
 */
export async function decideMerges(
  { access, config }: RepositoryContext,
  labels: readonly Label[],
  labelsAfter: (number: number, labels: readonly string[]) => readonly string[],
): Promise<readonly ProjectEffect[]> {
  const names = labels.map(({ name }) => name);
  const aliases = DIFFICULTIES.map((difficulty) => config.difficulties[difficulty])
    .filter(({ merge }) => merge)
    .flatMap((definition) => definition.aliases)
    .filter((alias) => hasLabel(names, alias));
  const found = new Map<number, Issue>();
  for (const alias of aliases) {
    for (const issue of await listLabelledIssues(access, alias, 'all')) {
      found.set(issue.number, issue);
    }
  }
  return [...found.values()]
    .filter(({ isPullRequest }) => !isPullRequest)
    .sort((a, b) => a.number - b.number)
    .map(({ number, labels: own }) => ({ number, labels: labelsAfter(number, own) }))
    .flatMap((issue) => mergeEffects(issue, config.difficulties));
}

/** Labels that contradict each other are a person's to resolve. */
function mergeEffects(
  { number, labels }: Pick<Issue, 'number' | 'labels'>,
  difficulties: DifficultyLabels,
): readonly ProjectEffect[] {
  const difficulty = difficultyOf(labels, difficulties);
  if (difficulty === null) return [];
  const { add, remove } = labelChanges(labels, difficulty, difficulties);
  const why = `merge: true for ${difficulty}`;
  return [
    ...(add.length === 0 ? [] : [{ kind: 'add-labels', labels: add, why } as const]),
    ...remove.map((label) => ({ kind: 'remove-label', label, why }) as const),
  ].map((effect) => ({ kind: 'on-issue', number, effect }));
}
