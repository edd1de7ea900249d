/** What maintainers should repair, shown in the project's plan; nothing of it is guessed. */

import { DIFFICULTIES, type Difficulty } from '../domain/difficulty.js';
import { addressPath } from '../domain/reference.js';
import { CONFIG_PATH } from '../repository/config-file.js';
import type { RepositoryContext } from '../repository/context.js';
import type { ListedTask } from './agreement.js';
import type { ProjectNote } from './plan-text.js';
import type { ProjectSnapshot } from './snapshot.js';

export function notesOf(
  context: RepositoryContext,
  { missing, named }: ProjectSnapshot,
  tasks: readonly ListedTask[],
): readonly ProjectNote[] {
  const notes: ProjectNote[] = [];
  if (context.configProblems.length > 0) {
    notes.push({ kind: 'config', file: CONFIG_PATH, problems: context.configProblems });
  }
  for (const address of missing) notes.push({ kind: 'list-missing', url: addressPath(address) });
  for (const [number, issue] of named) if (issue === null) notes.push({ kind: 'missing', number });
  for (const task of tasks.toSorted((a, b) => a.issue.number - b.issue.number)) {
    const note = noteOn(task);
    if (note !== null) notes.push(note);
  }
  return notes;
}

function noteOn({
  issue,
  headings,
  labelled,
  difficulty,
  isDraft,
}: ListedTask): ProjectNote | null {
  const { number } = issue;
  if (isDraft) return { kind: 'draft', number };
  if (headings.length > 1) return { kind: 'two-headings', number, difficulties: sorted(headings) };
  if (labelled.length > 1 && difficulty === null) return { kind: 'label-conflict', number };
  const [heading] = headings;
  if (difficulty === null) return { kind: 'no-difficulty', number };
  if (heading === undefined || difficulty === heading) return null;
  return { kind: 'difference', number, label: difficulty, heading };
}

function sorted(difficulties: readonly Difficulty[]): readonly Difficulty[] {
  return DIFFICULTIES.filter((difficulty) => difficulties.includes(difficulty));
}
