/** What a decision about an issue is made from: what was read, and what the process knows. */
import type { ClaimRules } from '../../core/claim/command-outcome.js';
import type { TaskState } from '../../core/claim/state.js';
import type { FreeTask } from '../../core/comment/answer.js';
import { hasLabel } from '../../core/difficulty.js';
import {
  type Difficulty,
  type DraftPart,
  draftParts,
  type Person,
  type RepositoryName,
} from '../../core/task.js';
import type { IssueSnapshot } from '../../github/issue-snapshot.js';
import type { RepositoryContext } from '../../github/repository-context.js';
import type { Effect } from '../effect.js';

export type Labels = {
  readonly difficulty: Difficulty | null;
  /** A maintainer's command makes the issue a task, whatever its labels were. */
  readonly makesTask: boolean;
  readonly contradiction: readonly string[];
  readonly settled: TaskState['settled'];
  readonly effects: readonly Effect[];
};

/** A task that is free in one of the newsletter's projects. */
export type NextTask = FreeTask & RepositoryName;

export type IssueFacts = {
  readonly context: RepositoryContext;
  readonly snapshot: IssueSnapshot;
  /** Somebody labelled the issue just now, which allows a plan on it. */
  readonly consent: boolean;
  /** What a person holds elsewhere, as `#12` or `owner/repo#12`, and finished. */
  readonly recordOf: ClaimRules['recordOf'];
  /** Tasks of this repository that are kept for somebody who is not assigned. */
  readonly kept: ReadonlySet<number>;
  /** Free tasks of the newsletter's projects, for whoever just finished this one. */
  readonly nextTasks: readonly NextTask[];
  readonly notAssignable: readonly string[];
  /** People whom this look assigned already. */
  readonly assignedNow: readonly Person[];
  /** Comments whose answer GitHub refused just now: they stay open. */
  readonly unsaid: ReadonlySet<number>;
  /** ISO 8601. */
  readonly now: string;
};

/** What the rules need to know of the issue itself. */
export type Task = {
  readonly isTask: boolean;
  readonly drafts: readonly DraftPart[];
  readonly claimDays: number;
};

export function describeTask(
  { context, snapshot }: IssueFacts,
  { difficulty, makesTask }: Pick<Labels, 'difficulty' | 'makesTask'>,
): Task {
  const { config, isTracking } = context;
  const { issue } = snapshot;
  return {
    isTask:
      (makesTask || hasLabel(issue.labels, config.taskLabel.label)) && !isTracking(issue.number),
    drafts: draftParts(issue),
    // A task whose difficulty nobody set yet gets the longest time: the doubt is not the claimant's.
    claimDays: config.difficulties[difficulty ?? 'hard'].claimDays,
  };
}
