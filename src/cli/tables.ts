/** What commands show as tables in the terminal, where Chinese characters and emoji take two columns. */
import stringWidth from 'string-width';
import { DIFFICULTIES, DIFFICULTY_TRAITS } from '../domain/difficulty.js';
import type { Figures, Stats } from '../newsletter/stats/count.js';
import type { SyncPreview } from '../sync/preview.js';

const CHANGES_HEAD = ['repository', 'issue', 'change', 'reason'];

/** A longer change is cut, in columns: it is read in the issue itself. */
const WIDEST = 60;

/** What would change, one text a line; none where nothing changes. */
export function changesTable(previews: readonly SyncPreview[]): readonly string[] {
  const rows = previews.flatMap(({ repository: { owner, repo }, changes }) =>
    changes.map(({ issue, change, why }) => [
      `${owner}/${repo}`,
      issue === null ? '' : `#${issue}`,
      shortened(change, WIDEST),
      why,
    ]),
  );
  if (rows.length === 0) return [];
  return aligned([CHANGES_HEAD, ...rows], () => padRight).map((line) => line.trimEnd());
}

/** 80 columns with a project's name of at most ten, where no number has more digits than its head. */
const FIGURES: readonly (readonly [head: string, show: (figures: Figures) => string])[] = [
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

/**
 * A line for each project, its difficulties below it, one text a line. A difficulty without tasks has none;
 * `none` is of the tasks without one.
 */
export function statsTable(
  projects: readonly { readonly name: string; readonly figures: Stats }[],
  total: Stats,
): readonly string[] {
  const rows = [
    ['project', ...FIGURES.map(([head]) => head)],
    ...projects.flatMap(({ name, figures }) => rowsOf(name, figures)),
    ...rowsOf('Total', total),
  ];
  const lines = aligned(rows, (column) => (column === 0 ? padRight : padLeft));
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
  return [name, ...FIGURES.map(([, show]) => show(figures))];
}

/** Each column as wide as its widest cell, two spaces between them. */
function aligned(
  rows: readonly (readonly string[])[],
  padOf: (column: number) => typeof padRight,
): readonly string[] {
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => stringWidth(row[column] ?? ''))),
  );
  return rows.map((row) =>
    row.map((cell, column) => padOf(column)(cell, widths?.[column] ?? 0)).join('  '),
  );
}

/** With spaces behind, up to `columns`. */
export function padRight(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - stringWidth(text)));
}

/** With spaces in front, up to `columns`. */
export function padLeft(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - stringWidth(text))) + text;
}

/** Cut behind so many columns, with an ellipsis where anything is cut. */
export function shortened(text: string, columns: number): string {
  const flat = text.replace(/\s+/g, ' ');
  if (stringWidth(flat) <= columns) return flat;
  let short = '';
  for (const character of flat) {
    if (stringWidth(short + character) >= columns) break;
    short += character;
  }
  return `${short}…`;
}
