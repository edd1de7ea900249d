/** Edits of the lists that people wrote, and the lines as they are afterwards. Pure. */

import { editOf, type ListEdits, saysDone } from '../core/list/edit-list.js';
import type { TaskLine } from '../core/list/task-line.js';
import type { RepositoryContext } from '../github/repository-context.js';
import type { ProjectEffect } from './effect.js';
import type { ProjectSnapshot } from './snapshot.js';

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
