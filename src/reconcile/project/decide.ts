/** Step two of a look at a project: what its labels, lists and plan should be. Pure. */

import type { LabelNames, Ledger } from '../../core/comment/ledger.js';
import type { ProjectRow } from '../../core/comment/project-plan.js';
import { difficultiesOf, difficultyOf, hasLabel, labelChanges } from '../../core/difficulty.js';
import { editOf, type ListEdits, saysDone } from '../../core/list/edit-list.js';
import type { TaskLine } from '../../core/list/task-list.js';
import { issueName, sameRepository } from '../../core/reference.js';
import { type Difficulty, draftParts, type Issue } from '../../core/task.js';
import type { ProjectSnapshot } from '../../github/project-snapshot.js';
import type { Label } from '../../github/read.js';
import type { RepositoryContext } from '../../github/repository-context.js';
import { keptIn, type TaskClocks } from '../clock-index.js';
import type { Effect, ProjectEffect } from '../effect.js';
import { agreedAfter, decideTicks, movedTo } from './agreement.js';
import { decideLabelDefinitions, labelNames } from './label-definitions.js';
import { notesOf } from './notes.js';
import { planEffects } from './plan.js';
import { decideStates } from './table-states.js';

export type ProjectDecision = {
  /** In the order in which they are written. */
  readonly effects: readonly ProjectEffect[];
  /** Issues that a list made tasks, or moved to another difficulty: they want their plan. */
  readonly relabelled: readonly number[];
};

/** What the process knows besides GitHub. */
export type ProjectMemory = {
  readonly clocks: TaskClocks;
  /** The label names before the configuration changed, where this process saw the change. */
  readonly formerly: LabelNames | null;
};

/** @param labels the label definitions of the repository */
export function decideProject(
  context: RepositoryContext,
  read: ProjectSnapshot,
  labels: readonly Label[],
  { clocks, formerly }: ProjectMemory,
): ProjectDecision {
  const { config, trackingNumber } = context;
  const { ledger } = read;
  const { ticks, done } = decideTicks(context, read, ledger.done);
  const kept = keptIn(clocks);
  const edits = { ticks, states: decideStates(context, read, kept) };
  const snapshot = { ...read, lines: edited(context, read.lines, edits) };
  const headings = headingsByIssue(context, snapshot.lines);
  const tasks = openIssues(context, snapshot)
    .map((issue) => {
      const isSubIssue = snapshot.subIssues.some(({ number }) => number === issue.number);
      return describe(context, issue, headings.get(issue.number) ?? [], isSubIssue, ledger);
    })
    .filter(({ isTask }) => isTask);
  const relabelled = tasks.filter(({ add, remove }) => add.length + remove.length > 0);
  const times = [...clocks].flatMap(([number, { at }]) =>
    at === null ? [] : [[number, at] as const],
  );
  const plan = planEffects(trackingNumber, snapshot, {
    language: config.language,
    project: context.project.name,
    taskLabel: config.taskLabel.label,
    rows: rowsOf(context, snapshot, tasks, kept),
    notes: notesOf(context, snapshot, tasks),
    ledger: {
      labels: labelNames(config),
      clocks: new Map(times),
      kept: [...kept],
      agreed: agreedAfter(context, tasks, snapshot),
      done,
    },
  });
  return {
    effects: [
      ...decideLabelDefinitions(labels, config, ledger.labels ?? formerly),
      ...relabelled.flatMap(labelEffects),
      ...listEffects(context, snapshot, edits),
      ...plan,
    ],
    relabelled: relabelled.map(({ issue }) => issue.number),
  };
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

export type ListedTask = {
  readonly issue: Issue;
  /** The one that it has after this look. */
  readonly difficulty: Difficulty | null;
  /** A line of a list names it, or it is a sub-issue of the tracking issue. */
  readonly isListed: boolean;
  /** The difficulties under which the list names it. */
  readonly headings: readonly Difficulty[];
  readonly labelled: readonly Difficulty[];
  /** The one of its labels before it. */
  readonly formerly: Difficulty | null;
  readonly isDraft: boolean;
  /** false: a maintainer took the label away, though the list still names it. */
  readonly isTask: boolean;
  readonly add: readonly string[];
  readonly remove: readonly string[];
};

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

function labelEffects({ issue, add, remove, formerly, difficulty }: ListedTask): ProjectEffect[] {
  const { number } = issue;
  const why =
    formerly === null || formerly === difficulty
      ? `the task list names it (${difficulty ?? 'no'} difficulty)`
      : `its line moved from ${formerly} to ${difficulty}`;
  const effects: Effect[] = [
    ...(add.length === 0 ? [] : [{ kind: 'add-labels', labels: add, why } as const]),
    ...remove.map((gone) => ({ kind: 'remove-label', label: gone, why }) as const),
  ];
  return effects.map((effect) => ({ kind: 'on-issue', number, effect }));
}

/** The lines as they are once the lists are edited: the plan shows what follows from it. */
function edited(
  { access }: RepositoryContext,
  lines: readonly TaskLine[],
  edits: ListEdits,
): readonly TaskLine[] {
  return lines.map((line) => {
    const edit = editOf(line, access.repository, edits);
    if (edit === null) return line;
    const isDone = line.offset === null ? saysDone(edit.text) : edit.text === 'x';
    return { ...line, ticked: isDone };
  });
}

function listEffects(
  { access }: RepositoryContext,
  { lists }: ProjectSnapshot,
  { ticks, states }: ListEdits,
): readonly ProjectEffect[] {
  return lists.flatMap(({ address, lines }) => {
    const here = lines.filter(
      (line) => editOf(line, access.repository, { ticks, states }) !== null,
    );
    if (here.length === 0) return [];
    const ofBoxes = numbersOf(here.filter(({ offset }) => offset !== null));
    const ofCells = numbersOf(here.filter(({ offset }) => offset === null));
    const own = {
      ticks: new Map([...ticks].filter(([number]) => ofBoxes.has(number))),
      states: new Map([...states].filter(([number]) => ofCells.has(number))),
    };
    const boxes = [...own.ticks].map(([n, isDone]) => `#${n} is ${isDone ? 'done' : 'open again'}`);
    const cells = [...own.states.keys()].map((n) => `the state of #${n} changed`);
    const why = [...boxes, ...cells].join(', ');
    return [{ kind: 'edit-list', list: address, edits: own, why } as const];
  });
}

function numbersOf(lines: readonly TaskLine[]): ReadonlySet<number> {
  return new Set(lines.flatMap(({ reference }) => reference?.number ?? []));
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
  kept: ReadonlySet<number>,
): readonly ProjectRow[] {
  const rows: ProjectRow[] = [];
  const byNumber = new Map(tasks.map((task) => [task.issue.number, task]));
  const shown = new Set<number>();
  const show = (task: ListedTask, text: string) => {
    const { issue, difficulty, isDraft } = task;
    if (difficulty === null || isDraft || shown.has(issue.number)) return;
    shown.add(issue.number);
    const words = text === '' ? issue.title : text;
    const isKept = kept.has(issue.number);
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
