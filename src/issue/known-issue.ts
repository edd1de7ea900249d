/** Tasks as the pages show them, out of what looks read. Pure. */
import type { KnownIssue, KnownRow } from '../core/board.js';
import type { ProjectRow } from '../core/comment/project-plan.js';
import { type DifficultyLabels, difficultyOf } from '../core/difficulty.js';
import { parseIssueName } from '../core/reference.js';
import { type Difficulty, draftParts, type Issue } from '../core/task.js';

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

/** The rows of the project's plan, with what is known of their issues. */
export function knownRows(
  rows: readonly ProjectRow[],
  issues: readonly Issue[],
  difficulties: DifficultyLabels,
): readonly KnownRow[] {
  const byNumber = new Map(issues.map((issue) => [issue.number, issue]));
  return rows.flatMap(({ difficulty, text, number, elsewhere }): readonly KnownRow[] => {
    if (number === null) {
      return [{ difficulty, text, issue: null, elsewhere: parseIssueName(elsewhere ?? '') }];
    }
    const issue = byNumber.get(number);
    const known = issue && knownIssue(issue, difficulties, { difficulty });
    return known ? [{ difficulty, text, issue: known, elsewhere: null }] : [];
  });
}
