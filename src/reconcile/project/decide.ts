/** Step two of a look at a project: which issues a list makes tasks, and what its plan says. Pure. */

import type { ProjectNote, ProjectRow } from '../../core/comment/project-plan.js';
import { difficultiesOf, difficultyOf, hasLabel } from '../../core/difficulty.js';
import type { TaskLine } from '../../core/list/task-list.js';
import { issueName, sameRepository } from '../../core/reference.js';
import { type Difficulty, draftParts, type Issue } from '../../core/task.js';
import type { ProjectSnapshot } from '../../github/project-snapshot.js';
import type { RepositoryContext } from '../../github/repository-context.js';
import { notesOf } from './notes.js';

export type ProjectDecision = {
  /** Labels that the list gives to issues, by issue. */
  readonly labels: readonly {
    readonly number: number;
    readonly add: readonly string[];
    readonly why: string;
  }[];
  readonly rows: readonly ProjectRow[];
  readonly notes: readonly ProjectNote[];
  /** Listed issues that carry the task label, or will. */
  readonly agreed: readonly number[];
};

export function decideProject(
  context: RepositoryContext,
  snapshot: ProjectSnapshot,
  agreedBefore: readonly number[],
  kept: readonly number[],
): ProjectDecision {
  const issues = new Map(snapshot.openTasks.map((issue) => [issue.number, issue]));
  for (const [number, issue] of snapshot.named) if (issue !== null) issues.set(number, issue);
  const headings = headingsByIssue(context, snapshot.lines);
  const tasks = [...issues.values()]
    .filter((issue) => issue.state === 'open' && !issue.isPullRequest)
    .filter(({ number }) => !context.isTracking(number))
    .map((issue) => {
      const isAgreed = agreedBefore.includes(issue.number);
      return describe(context, issue, headings.get(issue.number) ?? [], isAgreed);
    })
    .filter(({ isTask }) => isTask);
  return {
    labels: tasks.flatMap(({ issue, add, difficulty }) =>
      add.length === 0
        ? []
        : [
            {
              number: issue.number,
              add,
              why: `the task list names it (${difficulty ?? 'no'} heading)`,
            },
          ],
    ),
    rows: rowsOf(context, snapshot, tasks, kept),
    notes: notesOf(context, snapshot, tasks),
    agreed: agreedNow(tasks, agreedBefore, headings),
  };
}

export type ListedTask = {
  readonly issue: Issue;
  readonly difficulty: Difficulty | null;
  /** The difficulties under which the list names it. */
  readonly headings: readonly Difficulty[];
  readonly labelled: readonly Difficulty[];
  /** The one that counts. */
  readonly label: Difficulty | null;
  readonly isDraft: boolean;
  /** false: a maintainer took the label away, though the list still names it. */
  readonly isTask: boolean;
  readonly add: readonly string[];
};

/** The heading sets a difficulty only where the issue has none, and only where it is one heading. */
function describe(
  { config }: RepositoryContext,
  issue: Issue,
  headings: readonly Difficulty[],
  isAgreed: boolean,
): ListedTask {
  const labelled = difficultiesOf(issue.labels, config.difficulties);
  const heading = headings.length === 1 ? headings[0] : undefined;
  const fromList = labelled.length === 0 ? heading : undefined;
  const isLabelled = hasLabel(issue.labels, config.taskLabel.label);
  const isTask = isLabelled || (headings.length > 0 && !isAgreed);
  const add = [
    ...(isTask && !isLabelled ? [config.taskLabel.label] : []),
    ...(fromList === undefined ? [] : [config.difficulties[fromList].label]),
  ];
  const difficulty = difficultyOf(issue.labels, config.difficulties) ?? fromList;
  return {
    issue,
    difficulty: difficulty ?? null,
    headings,
    labelled,
    label: difficultyOf(issue.labels, config.difficulties),
    isDraft: draftParts(issue).length > 0,
    isTask,
    add,
  };
}

/** A task that left the lists is forgotten, so that a new line may make it one again. */
function agreedNow(
  tasks: readonly ListedTask[],
  before: readonly number[],
  headings: ReadonlyMap<number, readonly Difficulty[]>,
): readonly number[] {
  const listed = tasks.filter((task) => task.headings.length > 0).map(({ issue }) => issue.number);
  const kept = before.filter((number) => headings.has(number));
  return [...new Set([...listed, ...kept])].sort((a, b) => a - b);
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

/** List lines first, in their order, then tasks that no list names, by number. */
function rowsOf(
  { access }: RepositoryContext,
  { lines }: ProjectSnapshot,
  tasks: readonly ListedTask[],
  kept: readonly number[],
): readonly ProjectRow[] {
  const rows: ProjectRow[] = [];
  const byNumber = new Map(tasks.map((task) => [task.issue.number, task]));
  const shown = new Set<number>();
  const show = (task: ListedTask, text: string) => {
    const { issue, difficulty, isDraft } = task;
    if (difficulty === null || isDraft || shown.has(issue.number)) return;
    shown.add(issue.number);
    const words = text === '' ? issue.title : text;
    const isKept = kept.includes(issue.number);
    const { number, assignees } = issue;
    rows.push({ difficulty, text: words, number, holders: assignees, isKept });
  };
  for (const { reference, difficulty, text, ticked, struck } of lines) {
    if (ticked || struck) continue;
    if (reference === null || !sameRepository(reference, access.repository)) {
      const elsewhere = reference === null ? null : issueName(reference);
      rows.push({ difficulty, text, number: null, elsewhere, holders: [] });
      continue;
    }
    const task = byNumber.get(reference.number);
    if (task !== undefined) show(task, text);
  }
  for (const task of tasks.toSorted((a, b) => a.issue.number - b.issue.number)) {
    show(task, task.issue.title);
  }
  return rows;
}
