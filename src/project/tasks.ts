/** The tasks of a project: what is labelled, what the lists name, and what both say. Pure. */

import {
  type Difficulty,
  difficultiesOf,
  difficultyOf,
  hasLabel,
  labelChanges,
} from '../domain/difficulty.js';
import { sameRepository } from '../domain/reference.js';
import { draftParts, type Issue } from '../domain/task.js';
import type { RepositoryContext } from '../repository/context.js';
import { type ListedTask, movedTo } from './agreement.js';
import type { Ledger } from './ledger.js';
import type { TaskLine } from './list/line.js';
import type { ProjectSnapshot } from './snapshot.js';

/** Every task, as it is once its labels are written. */
export function listedTasks(
  context: RepositoryContext,
  snapshot: ProjectSnapshot,
): readonly ListedTask[] {
  const headings = headingsByIssue(context, snapshot.lines);
  return openIssues(context, snapshot)
    .map((issue) => {
      const isSubIssue = snapshot.subIssues.some(({ number }) => number === issue.number);
      return describe(
        context,
        issue,
        headings.get(issue.number) ?? [],
        isSubIssue,
        snapshot.ledger,
      );
    })
    .filter(({ isTask }) => isTask);
}

/** Whether an open issue is a task, or will be one by its line. */
export function isTaskOf(
  { config }: RepositoryContext,
  { lines, ledger }: ProjectSnapshot,
): (issue: Issue) => boolean {
  const listed = new Set(lines.flatMap(({ reference }) => reference?.number ?? []));
  return ({ number, labels }) =>
    hasLabel(labels, config.taskLabel.label) || (listed.has(number) && !ledger.agreed.has(number));
}

/** Open issues that carry the task label or that an open line names. */
function openIssues(context: RepositoryContext, snapshot: ProjectSnapshot): readonly Issue[] {
  const listed = [...snapshot.subIssues, ...snapshot.openTasks];
  const issues = new Map(listed.map((issue) => [issue.number, issue]));
  for (const [number, issue] of snapshot.named) if (issue !== null) issues.set(number, issue);
  return [...issues.values()]
    .filter((issue) => issue.state === 'open' && !issue.isPullRequest)
    .filter(({ number }) => !context.isTracking(number));
}

function describe(
  context: RepositoryContext,
  issue: Issue,
  headings: readonly Difficulty[],
  isSubIssue: boolean,
  { agreed }: Ledger,
): ListedTask {
  const { difficulties, taskLabel } = context.config;
  const labelled = difficultiesOf(issue.labels, difficulties);
  const formerly = difficultyOf(issue.labels, difficulties);
  const isLabelled = hasLabel(issue.labels, taskLabel.label);
  const isListed = headings.length > 0 || isSubIssue;
  const isTask = isLabelled || (isListed && !agreed.has(issue.number));
  const to = movedTo({ formerly, headings, labelled }, agreed.get(issue.number) ?? null);
  const { add, remove } =
    to === null ? { add: [], remove: [] } : labelChanges(issue.labels, to, difficulties);
  return {
    issue,
    difficulty: to ?? formerly,
    isListed,
    headings,
    labelled,
    formerly,
    isDraft: draftParts(issue).length > 0,
    isTask,
    add: [...(isTask && !isLabelled ? [taskLabel.label] : []), ...add],
    remove,
  };
}

function headingsByIssue(
  { access }: RepositoryContext,
  lines: readonly TaskLine[],
): ReadonlyMap<number, readonly Difficulty[]> {
  const headings = new Map<number, Difficulty[]>();
  for (const { reference, difficulty, ticked, struck } of lines) {
    if (ticked || struck || reference === null) continue;
    if (!sameRepository(reference, access.repository)) continue;
    const known = headings.get(reference.number) ?? [];
    if (!known.includes(difficulty)) known.push(difficulty);
    headings.set(reference.number, known);
  }
  return headings;
}
