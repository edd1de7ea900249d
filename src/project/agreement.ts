/**
 * Two-way agreement of list and issues, against what they last agreed on (the ledger): the side
 * that changed since wins. Both changed differently: shown, left alone. Pure.
 */

import type { Difficulty } from '../domain/difficulty.js';
import { sameRepository } from '../domain/reference.js';
import type { Issue } from '../domain/task.js';
import type { RepositoryContext } from '../repository/context.js';
import type { Ledger } from './ledger.js';
import type { ProjectSnapshot } from './snapshot.js';

export type ListedTask = {
  readonly issue: Issue;
  /** The one that it has afterwards. */
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

/**
 * The difficulty to which somebody moved the line; null: nothing is to relabel.
 * @param agreed what list and label last agreed on
 */
export function movedTo(
  { formerly, headings, labelled }: Pick<ListedTask, 'formerly' | 'headings' | 'labelled'>,
  agreed: Difficulty | null,
): Difficulty | null {
  const [heading, ...others] = headings;
  if (heading === undefined || others.length > 0) return null;
  if (labelled.length === 0) return heading;
  // The new label was added, and the run ended before the old one was removed.
  const isCutOff = labelled.length === 2 && agreed !== null && labelled.includes(agreed);
  if (isCutOff && heading !== agreed && labelled.includes(heading)) return heading;
  return agreed !== null && formerly === agreed && heading !== agreed ? heading : null;
}

/** What list and label agree on afterwards. A task that no line names any more is forgotten. */
export function agreedAfter(
  { access }: RepositoryContext,
  tasks: readonly ListedTask[],
  { lines, subIssues, missing, ledger }: ProjectSnapshot,
): Ledger['agreed'] {
  const before = ledger.agreed;
  const inLines = lines.flatMap(({ reference }) =>
    reference !== null && sameRepository(reference, access.repository) ? [reference.number] : [],
  );
  const listed = new Set([...inLines, ...subIssues.map(({ number }) => number)]);
  // A list that cannot be read just now is not a list without lines.
  const isForgotten = (number: number) => missing.length === 0 && !listed.has(number);
  const agreed = new Map([...before].filter(([number]) => !isForgotten(number)));
  for (const { issue, isListed, headings: own, difficulty } of tasks) {
    const [heading, ...others] = own;
    if (!isListed) continue;
    const isAgreed = others.length === 0 && heading !== undefined && heading === difficulty;
    agreed.set(issue.number, isAgreed ? heading : (before.get(issue.number) ?? null));
  }
  return agreed;
}
