/** The text of the plan on the tracking issue: the project's tasks by difficulty and state. */

import { sayDifficulty, sayNames } from '../claims/wording.js';
import { DIFFICULTIES, type Difficulty } from '../domain/difficulty.js';
import { inert } from '../domain/markdown/inert.js';
import { quietName } from '../domain/reference.js';
import type { Person } from '../domain/task.js';
import { say } from '../messages/format.js';
import type { Language } from '../messages/languages.js';

export type ProjectRow = {
  readonly difficulty: Difficulty;
  readonly text: string;
  /** null: a line that nobody opened an issue for yet. */
  readonly number: number | null;
  /** The other repository's issue that the line names, as `owner/repo#12`. */
  readonly elsewhere?: string | null;
  readonly holders: readonly Person[];
  /** Reserved for somebody who is not assigned: an offer, or a hold. */
  readonly isReserved?: boolean;
};

/** What maintainers should repair; nothing of it is guessed. */
export type ProjectNote =
  | {
      readonly kind: 'two-headings';
      readonly number: number;
      readonly difficulties: readonly Difficulty[];
    }
  | {
      readonly kind: 'difference';
      readonly number: number;
      readonly label: Difficulty;
      readonly heading: Difficulty;
    }
  | {
      readonly kind: 'no-difficulty' | 'label-conflict' | 'draft' | 'missing';
      readonly number: number;
    }
  | { readonly kind: 'list-missing'; readonly url: string }
  | { readonly kind: 'config'; readonly file: string; readonly problems: readonly string[] };

export type ProjectPlan = {
  readonly language: Language;
  readonly project: string;
  readonly taskLabel: string;
  readonly rows: readonly ProjectRow[];
  readonly notes: readonly ProjectNote[];
};

/** GitHub takes 65,536 characters; the state and what others put around the block need room. */
const MOST_BYTES = 50_000;
const MOST_NOTES = 20;
const LONGEST_TEXT = 100;

/** Whole rows only: what does not fit is counted at the end of its difficulty. */
export function renderProjectPlan(plan: ProjectPlan): string {
  for (const most of [100, 50, 20]) {
    const text = renderRows(plan, most);
    if (new TextEncoder().encode(text).length <= MOST_BYTES) return text;
  }
  return renderRows(plan, 5);
}

function renderRows(plan: ProjectPlan, mostPerDifficulty: number): string {
  const { language, rows, notes } = plan;
  const claimable = rows.filter(({ number }) => number !== null);
  const held = claimable.filter((row) => row.holders.length > 0 || row.isReserved).length;
  const summary =
    rows.length === 0
      ? say(language, 'project.empty', { label: inert(plan.taskLabel) })
      : say(language, 'project.summary', { free: claimable.length - held, held });
  const groups = DIFFICULTIES.flatMap((difficulty) => {
    const own = rows.filter((row) => row.difficulty === difficulty);
    if (own.length === 0) return [];
    const shown = own.slice(0, mostPerDifficulty).map((row) => sayRow(language, row));
    const more = own.length - shown.length;
    if (more > 0) shown.push(say(language, 'project.more', { count: more }));
    return [`#### ${sayDifficulty(language, difficulty)}`, shown.join('\n')];
  });
  const title = say(language, 'project.title', { project: inert(plan.project) });
  return [title, summary, ...groups, ...sayNotes(language, notes)].join('\n\n');
}

function sayRow(language: Language, row: ProjectRow): string {
  const { number, text, elsewhere, holders } = row;
  const words = inert(text, LONGEST_TEXT);
  if (elsewhere) {
    const task = `${words} ${quietName(elsewhere)}`.trim();
    return say(language, 'project.row.elsewhere', { task });
  }
  if (number === null) return say(language, 'project.row.no-issue', { task: words });
  const task = `#${number} ${words}`;
  if (holders.length === 0) {
    return say(language, row.isReserved ? 'project.row.kept' : 'project.row.free', { task });
  }
  return say(language, 'project.row.held', { task, names: sayNames(language, holders) });
}

function sayNotes(language: Language, notes: readonly ProjectNote[]): readonly string[] {
  if (notes.length === 0) return [];
  const lines = notes.slice(0, MOST_NOTES).map((note) => sayNote(language, note));
  const more = notes.length - lines.length;
  if (more > 0) lines.push(say(language, 'project.more', { count: more }));
  return [say(language, 'project.notes'), lines.join('\n')];
}

function sayNote(language: Language, note: ProjectNote): string {
  switch (note.kind) {
    case 'two-headings': {
      const names = note.difficulties.map((difficulty) => sayDifficulty(language, difficulty));
      return say(language, 'project.note.two-headings', {
        number: note.number,
        difficulties: names.join(say(language, 'list')),
      });
    }
    case 'difference':
      return say(language, 'project.note.difference', {
        number: note.number,
        label: sayDifficulty(language, note.label),
        heading: sayDifficulty(language, note.heading),
      });
    case 'list-missing':
      return say(language, 'project.note.list-missing', { url: note.url });
    case 'config': {
      const problems = note.problems.map((problem) => `  - ${inert(problem, 300)}`);
      return [say(language, 'project.note.config', { file: note.file }), ...problems].join('\n');
    }
    case 'no-difficulty':
    case 'label-conflict':
    case 'draft':
    case 'missing':
      return say(language, `project.note.${note.kind}`, { number: note.number });
  }
}
