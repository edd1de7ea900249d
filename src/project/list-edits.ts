/** What is written into the lists that people wrote: boxes and state cells, nothing else. Pure. */

import { sayNames } from '../claims/wording.js';
import { sameRepository } from '../domain/reference.js';
import { draftParts, type Issue } from '../domain/task.js';
import { say } from '../messages/format.js';
import type { RepositoryContext } from '../repository/context.js';
import type { ProjectEffect } from './effect.js';
import { editOf, type ListEdits, saysDone } from './list/edit.js';
import type { TaskLine } from './list/line.js';
import type { ProjectSnapshot } from './snapshot.js';

type Ticking = {
  readonly ticks: ListEdits['ticks'];
  /** For the ledger. */
  readonly done: readonly number[];
};

/**
 * A box is ticked once its issue is done, and unticked when an issue that was done is open again.
 * A box that a person ticked while the issue is open is theirs, and so is one that they unticked
 * though it is done.
 */
export function decideTicks(
  { access, project }: RepositoryContext,
  { lines, openTasks, named, ticked }: ProjectSnapshot,
  before: readonly number[],
): Ticking {
  const mayTick = project.tracking?.edit === 'tick';
  const open = new Set(openTasks.map(({ number }) => number));
  const ticks = new Map<number, boolean>();
  const done = new Set<number>();
  for (const [number, boxes] of boxesByIssue(lines, access.repository)) {
    const wasDone = before.includes(number);
    const issue = named.get(number) ?? ticked.get(number);
    if (issue?.isPullRequest) continue;
    const isTicked = boxes.every((box) => box.ticked);
    const isOpen = open.has(number) || issue?.state === 'open';
    if (issue?.closedAs === 'completed' || (isTicked && wasDone && !isOpen)) {
      if (mayTick || isTicked) done.add(number);
      if (mayTick && !isTicked && !wasDone) ticks.set(number, true);
    } else if (isTicked && isOpen && wasDone) {
      if (mayTick) ticks.set(number, false);
      else done.add(number);
    }
  }
  return { ticks, done: [...done] };
}

function boxesByIssue(
  lines: readonly TaskLine[],
  repository: RepositoryContext['access']['repository'],
): ReadonlyMap<number, readonly TaskLine[]> {
  const boxes = new Map<number, TaskLine[]>();
  for (const line of lines) {
    const { reference, offset, struck } = line;
    if (reference === null || offset === null || struck) continue;
    if (!sameRepository(reference, repository)) continue;
    boxes.set(reference.number, [...(boxes.get(reference.number) ?? []), line]);
  }
  return boxes;
}

/**
 * What the state cells of task tables shall say, by issue number. A row that says done is read again
 * only where the words are ours: a person who closed a task by hand in the table has their reasons.
 */
export function decideStates(
  { access, config, project }: RepositoryContext,
  { lines, openTasks, named }: ProjectSnapshot,
  reserved: ReadonlySet<number>,
  isTask: (issue: Issue) => boolean,
): ReadonlyMap<number, string> {
  if (project.tracking?.edit !== 'tick') return new Map();
  const { language } = config;
  const open = new Map(openTasks.map((issue) => [issue.number, issue]));
  const words = (issue: Issue): string => {
    if (issue.assignees.length > 0) {
      return say(language, 'table.held', { names: sayNames(language, issue.assignees) });
    }
    return say(language, reserved.has(issue.number) ? 'table.kept' : 'table.free');
  };
  const states = new Map<number, string>();
  for (const { reference, state, struck } of lines) {
    if (reference === null || state === null || struck) continue;
    if (!sameRepository(reference, access.repository)) continue;
    const { number } = reference;
    const issue = open.get(number) ?? named.get(number) ?? null;
    if (issue === null) {
      if (saysDone(state.text)) states.set(number, state.text);
    } else if (issue.isPullRequest) continue;
    else if (issue.closedAs === 'completed') states.set(number, say(language, 'table.done'));
    else if (issue.state === 'closed' || draftParts(issue).length > 0) states.set(number, '');
    else if (isTask(issue)) states.set(number, words(issue));
    else states.set(number, '');
  }
  return states;
}

/** The lines as they are once the lists are edited: the plan shows what follows from it. */
export function edited(
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

export function listEffects(
  { access }: RepositoryContext,
  { lists }: ProjectSnapshot,
  { ticks, states }: ListEdits,
): readonly ProjectEffect[] {
  return lists.flatMap(({ address, isEditable, lines }) => {
    if (!isEditable) return [];
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
