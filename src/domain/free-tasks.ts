/** Which tasks a newcomer can take right now. */
import {
  DIFFICULTIES,
  type Difficulty,
  type DifficultyLabels,
  difficultyOf,
} from './difficulty.js';
import { draftParts, type Issue } from './task.js';

export type FreeTask = {
  readonly number: number;
  readonly title: string;
  readonly difficulty: Difficulty;
};

/**
 * Open, without assignee, no draft, of exactly one difficulty; easiest first, then by number.
 * @param except tasks that are not free though nobody is assigned, and the one that is asked about
 */
export function freeTasks(
  openTasks: readonly Issue[],
  difficulties: DifficultyLabels,
  except: ReadonlySet<number>,
): readonly FreeTask[] {
  return openTasks
    .flatMap((issue) => {
      const difficulty = difficultyOf(issue.labels, difficulties);
      if (difficulty === null || except.has(issue.number)) return [];
      if (issue.isPullRequest || issue.assignees.length > 0) return [];
      if (draftParts(issue).length > 0) return [];
      return [{ number: issue.number, title: issue.title, difficulty }];
    })
    .sort(
      (a, b) =>
        DIFFICULTIES.indexOf(a.difficulty) - DIFFICULTIES.indexOf(b.difficulty) ||
        a.number - b.number,
    );
}
