/** Planned changes as a table for the terminal. */
import stringWidth from 'string-width';
import type { PlannedSync } from '../sync/plan.js';
import { padRight, shortened } from './columns.js';

const HEAD = ['repository', 'issue', 'change', 'reason'];

/** A longer change is cut, in columns: it is read in the issue itself. */
const WIDEST = 60;

/** One text a line; none where nothing changes. */
export function changesTable(planned: readonly PlannedSync[]): readonly string[] {
  const rows = planned.flatMap(({ repository: { owner, repo }, changes }) =>
    changes.map(({ issue, change, why }) => [
      `${owner}/${repo}`,
      issue === null ? '' : `#${issue}`,
      shortened(change, WIDEST),
      why,
    ]),
  );
  if (rows.length === 0) return [];
  const all = [HEAD, ...rows];
  const widths = HEAD.map((_, column) =>
    Math.max(...all.map((row) => stringWidth(row[column] ?? ''))),
  );
  return all.map((row) =>
    row
      .map((cell, column) => padRight(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
