/** Step two of reconciling a project: what its labels, lists and plan should be. Pure. */

import { sameLabel } from '../domain/difficulty.js';
import { issueName, sameRepository } from '../domain/reference.js';
import type { Issue } from '../domain/task.js';
import type { Label } from '../github/labels.js';
import { reservedIn, type TaskClocks } from '../issue/clock-index.js';
import type { Effect } from '../issue/effect.js';
import type { RepositoryContext } from '../repository/context.js';
import { agreedAfter, type ListedTask } from './agreement.js';
import type { ProjectEffect } from './effect.js';
import { decideLabelDefinitions, labelNames } from './label-definitions.js';
import { clockInLedger, type LabelNames, type Ledger } from './ledger.js';
import { decideStates, decideTicks, edited, listEffects } from './list-edits.js';
import { notesOf } from './notes.js';
import { writeProjectPlan } from './plan.js';
import type { ProjectRow } from './plan-text.js';
import type { ProjectSnapshot } from './snapshot.js';
import { isTaskOf, listedTasks } from './tasks.js';

export type ProjectDecision = {
  /** In the order in which they are written. */
  readonly effects: readonly ProjectEffect[];
  /** Issues that a list made tasks, or moved to another difficulty: their plans follow. */
  readonly relabelled: readonly number[];
  /** What the plan shows, whether there is one or not. */
  readonly rows: readonly ProjectRow[];
  /** The issues of the rows, and others. */
  readonly issues: readonly Issue[];
  /** What the process and the ledger know together. */
  readonly clocks: TaskClocks;
};

/** What the process knows besides GitHub. */
export type ProjectMemory = {
  /** Those of tasks that are not in it stay as the ledger has them. */
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
  const definitions = decideLabelDefinitions(labels, config, ledger.labels ?? formerly);
  const known = withoutGoneLabel(config.taskLabel.label, definitions, read);
  const { ticks, done } = decideTicks(context, read, ledger.done);
  const allClocks = withLedger(clocks, read);
  const reserved = reservedIn(allClocks);
  const edits = { ticks, states: decideStates(context, read, reserved, isTaskOf(context, known)) };
  const snapshot = { ...known, lines: edited(context, read.lines, edits) };
  const tasks = listedTasks(context, snapshot);
  const relabelled = tasks.filter(({ add, remove }) => add.length + remove.length > 0);
  const rows = rowsOf(context, snapshot, tasks, reserved);
  const issues = tasks.map(({ issue }) => issue);
  // Without a plan of our own nothing is remembered, and a maintainer's word would be fought over.
  if (trackingNumber === null || !read.hasTracking) {
    return { effects: definitions, relabelled: [], rows, issues, clocks: allClocks };
  }
  const plan = writeProjectPlan(trackingNumber, snapshot, {
    language: config.language,
    project: context.project.name,
    taskLabel: config.taskLabel.label,
    rows,
    notes: notesOf(context, snapshot, tasks),
    ledger: {
      ...clocksForLedger(allClocks),
      labels: labelNames(config),
      reserved: [...reserved],
      agreed: agreedAfter(context, tasks, snapshot),
      done,
      moves: ledger.moves,
    },
  });
  return {
    effects: [
      ...definitions,
      ...relabelled.flatMap(labelEffects),
      ...listEffects(context, snapshot, edits),
      ...plan,
    ],
    relabelled: relabelled.map(({ issue }) => issue.number),
    rows,
    issues,
    clocks: allClocks,
  };
}

/**
 * Whoever deletes or renames the task label itself took it from all tasks at once, which is no word
 * about any of them: what the lists name becomes a task again. A label that the configuration
 * renamed is not gone: its issues keep it.
 */
function withoutGoneLabel(
  taskLabel: string,
  definitions: readonly ProjectEffect[],
  snapshot: ProjectSnapshot,
): ProjectSnapshot {
  const isGone = definitions.some(
    (effect) => effect.kind === 'create-label' && sameLabel(effect.label.name, taskLabel),
  );
  if (!isGone) return snapshot;
  return { ...snapshot, ledger: { ...snapshot.ledger, agreed: new Map() } };
}

/** What the process does not know, after a start say, the ledger may know of tasks that are open. */
function withLedger(
  clocks: TaskClocks,
  { ledger, openTasks, named }: Pick<ProjectSnapshot, 'ledger' | 'openTasks' | 'named'>,
): TaskClocks {
  const open = new Set(openTasks.map(({ number }) => number));
  for (const [number, issue] of named) if (issue?.state === 'open') open.add(number);
  const remembered = [...ledger.clocks.keys(), ...ledger.dues.keys(), ...ledger.inReview];
  const others = [...remembered, ...ledger.reserved]
    .filter((number) => open.has(number) && !clocks.has(number))
    .map((number) => [number, clockInLedger(ledger, number)] as const);
  return new Map([...clocks, ...others]);
}

function clocksForLedger(clocks: TaskClocks): Pick<Ledger, 'clocks' | 'dues' | 'inReview'> {
  const times = (of: 'at' | 'due') =>
    [...clocks].flatMap(([number, { [of]: at, isInReview }]) =>
      // While a pull request stops the clock, the next request is only a precaution.
      at === null || (of === 'at' && isInReview) ? [] : [[number, at] as const],
    );
  const inReview = [...clocks].flatMap(([number, { isInReview }]) => (isInReview ? number : []));
  return { clocks: new Map(times('at')), dues: new Map(times('due')), inReview };
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

/** List lines first, in their order, then tasks that no list names, by number. */
function rowsOf(
  { access }: RepositoryContext,
  { lines }: ProjectSnapshot,
  tasks: readonly ListedTask[],
  reserved: ReadonlySet<number>,
): readonly ProjectRow[] {
  const rows: ProjectRow[] = [];
  const byNumber = new Map(tasks.map((task) => [task.issue.number, task]));
  const shown = new Set<number>();
  const show = (task: ListedTask, text: string) => {
    const { issue, difficulty, isDraft } = task;
    if (difficulty === null || isDraft || shown.has(issue.number)) return;
    shown.add(issue.number);
    const words = text === '' ? issue.title : text;
    const isReserved = reserved.has(issue.number);
    const { number, assignees } = issue;
    rows.push({ difficulty, text: words, number, holders: assignees, isReserved });
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
