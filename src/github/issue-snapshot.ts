/** An issue as GitHub shows it now, read, in two requests for an open task. */

import { parseState, type TaskState } from '../core/claim/state.js';
import { markedComments, readState } from '../core/comment/marker.js';
import { difficultiesOf, hasLabel, type LabelEvent } from '../core/difficulty.js';
import type { Comment, Issue } from '../core/task.js';
import { getIssue, listComments, listLabelEvents, listOpenIssues } from './read.js';
import type { RepositoryContext } from './repository-context.js';

export type IssueSnapshot = {
  readonly issue: Issue;
  readonly comments: readonly Comment[];
  /** All open issues of the repository that carry the task label. */
  readonly openTasks: readonly Issue[];
  /** Our plans in the thread, lowest id first; more than one is an accident to mend. */
  readonly plans: readonly Comment[];
  /** null: there is no plan, or its state is damaged. */
  readonly state: TaskState | null;
  /** Read only where difficulty labels contradict each other; null: not needed. */
  readonly labelEvents: readonly LabelEvent[] | null;
};

/** null: a pull request, which is never a task. Fails as missing where the issue is gone. */
export async function readIssue(
  { access, config, botLogin }: RepositoryContext,
  number: number,
): Promise<IssueSnapshot | null> {
  const [openTasks, comments] = await Promise.all([
    listOpenIssues(access, config.taskLabel.label),
    listComments(access, number),
  ]);
  // The listing leaves out what is closed or unlabelled, and lags behind a label just added.
  const listed = openTasks.find((issue) => issue.number === number);
  const issue = listed ?? (await getIssue(access, number));
  if (issue.isPullRequest) return null;

  const plans = markedComments(comments, botLogin, { kind: 'plan', key: '' });
  const state = plans[0] === undefined ? null : parseState(readState(plans[0].body, 'plan'));
  const snapshot = { issue, comments, openTasks, plans, state };
  const unsettled = isUnsettled(snapshot, config);
  return { ...snapshot, labelEvents: unsettled ? await listLabelEvents(access, number) : null };
}

function isUnsettled(
  { issue, state }: Pick<IssueSnapshot, 'issue' | 'state'>,
  config: RepositoryContext['config'],
): boolean {
  if (!hasLabel(issue.labels, config.taskLabel.label)) return false;
  if (difficultiesOf(issue.labels, config.difficulties).length < 2) return false;
  return !sameLabels(issue.labels, state?.settled?.labels ?? []);
}

export function sameLabels(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((label) => hasLabel(b, label));
}
