/** The figures as a table for the terminal: a line for each project, its difficulties below it. */
import stringWidth from 'string-width';
import { DIFFICULTIES, DIFFICULTY_TRAITS } from '../core/difficulty.js';
import type { Figures, Stats } from '../core/stats.js';
import { padLeft, padRight } from './columns.js';

/** 80 columns with a project's name of at most ten, where no number has more digits than its head. */
const COLUMNS: readonly (readonly [head: string, show: (figures: Figures) => string])[] = [
  ['tasks', ({ tasks }) => String(tasks)],
  ['open', ({ open }) => String(open)],
  ['free', ({ free }) => String(free)],
  ['held', ({ held }) => String(held)],
  ['done', ({ done }) => String(done)],
  ['closed', ({ closed }) => String(closed)],
  ['claims', ({ claims }) => String(claims)],
  ['back', ({ givenBack }) => String(givenBack)],
  ['released', ({ released }) => String(released)],
  ['to PR', ({ medianDaysToPull: days }) => (days === null ? '–' : days.toFixed(1))],
];

const LEGEND = [
  'closed: without a merge that a plan knows of · back: given back by the claimant',
  'released: by the clock · to PR: median days from a claim to its pull request',
];

/** One text a line. A difficulty without tasks has none; `none` is of the tasks without one. */
export function statsTable(
  projects: readonly { readonly name: string; readonly figures: Stats }[],
  total: Stats,
): readonly string[] {
  const rows = [
    ['project', ...COLUMNS.map(([head]) => head)],
    ...projects.flatMap(({ name, figures }) => rowsOf(name, figures)),
    ...rowsOf('Total', total),
  ];
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => stringWidth(row[column] ?? ''))),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? padRight : padLeft)(cell, widths?.[column] ?? 0))
      .join('  '),
  );
  return [...lines, '', ...LEGEND];
}

function rowsOf(name: string, figures: Stats): string[][] {
  const parts = [
    ...DIFFICULTIES.map((one) => [`  ${DIFFICULTY_TRAITS[one].name}`, figures[one]] as const),
    ['  none', figures.none] as const,
  ];
  const filled = parts.filter(([, { tasks }]) => tasks > 0);
  return [row(name, figures.total), ...filled.map(([head, own]) => row(head, own))];
}

function row(name: string, figures: Figures): string[] {
  return [name, ...COLUMNS.map(([, show]) => show(figures))];
}
