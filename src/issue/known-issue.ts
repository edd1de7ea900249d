/** Tasks as the pages show them, out of what was read. Pure. */
import type { KnownIssue } from '../domain/board.js';
import { type Difficulty, type DifficultyLabels, difficultyOf } from '../domain/difficulty.js';
import { draftParts, type Issue } from '../domain/task.js';

/** An issue as the pages need it; null: a draft, or without one difficulty. */
export function knownIssue(
  issue: Issue,
  difficulties: DifficultyLabels,
  {
    difficulty = difficultyOf(issue.labels, difficulties),
    holders = issue.assignees.map(({ login }) => login),
    doneAt = null,
  }: Partial<Pick<KnownIssue, 'holders' | 'doneAt'>> & {
    readonly difficulty?: Difficulty | null;
  } = {},
): KnownIssue | null {
  if (difficulty === null || draftParts(issue).length > 0) return null;
  const { number, title, labels, createdAt } = issue;
  const categories = labels.flatMap((label) => {
    const [, category] = CATEGORY.exec(label) ?? [];
    const isDifficulty = difficultyOf([label], difficulties) !== null;
    return category === undefined || isDifficulty ? [] : [category];
  });
  return { number, title, difficulty, holders, categories, createdAt, doneAt };
}

const CATEGORY = /^kind\/(.+)$/i;
