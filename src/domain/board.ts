/**
 * What the pages show: each project's tasks by difficulty and state, put together from what was
 * read of the project and of single issues. Pure.
 */

import type { Language } from '../messages/languages.js';
import {
  DIFFICULTIES,
  type Difficulty,
  type DifficultyLabels,
  difficultyOf,
} from './difficulty.js';
import type { IssueName } from './reference.js';
import { draftParts, type Issue, type RepositoryName } from './task.js';
import { DAY_MS } from './time.js';
import { oneLine } from './unprintable.js';

/** `ask`: a line that nobody opened an issue for, or another repository's: it cannot be claimed. */
export const BOARD_STATES = ['free', 'held', 'review', 'done', 'ask'] as const;
export type BoardState = (typeof BOARD_STATES)[number];

export type BoardTask = {
  readonly state: BoardState;
  readonly difficulty: Difficulty;
  /** The line's words, else the title. */
  readonly text: string;
  /** null: the line has no issue, or it is another repository's. */
  readonly title: string | null;
  /** null: the line has no issue. */
  readonly issue: IssueName | null;
  /** Logins. */
  readonly holders: readonly string[];
  /** Until when it is held, ISO 8601; null: free, in review, or held without a deadline. */
  readonly due: string | null;
  /** What stands behind `kind/` in its labels. */
  readonly categories: readonly string[];
  /** ISO 8601; null: the line has no issue. */
  readonly createdAt: string | null;
  /** ISO 8601; null: it is not done. */
  readonly doneAt: string | null;
};

export type BoardProject = {
  readonly name: string;
  readonly repository: RepositoryName;
  readonly language: Language;
  /** What most of its code is written in, as GitHub names it; null: GitHub did not say. */
  readonly codeLanguage: string | null;
  readonly trackingUrl: string | null;
  /** What the tracking issue or its lists lack: their addresses. */
  readonly missing: readonly string[];
  /** URL of the contributing guide. */
  readonly guide: string | null;
  /** Logins. */
  readonly mentors: readonly string[];
  readonly claimDays: Readonly<Record<Difficulty, number>>;
  /** When it was last read as a whole, ISO 8601. */
  readonly readAt: string;
  /** By difficulty; in a difficulty list lines first, in their order; what is done comes last. */
  readonly tasks: readonly BoardTask[];
};

/** An issue as it was read. */
export type KnownIssue = {
  readonly number: number;
  readonly title: string;
  readonly difficulty: Difficulty;
  readonly holders: readonly string[];
  readonly categories: readonly string[];
  readonly createdAt: string;
  /** ISO 8601; null: it is open. */
  readonly doneAt: string | null;
};

/** A row of the project's plan: a task, or a line without one. */
export type KnownRow = {
  readonly difficulty: Difficulty;
  readonly text: string;
  /** null: the line has no issue here. */
  readonly issue: KnownIssue | null;
  readonly elsewhere: IssueName | null;
};

export type KnownProject = Omit<BoardProject, 'tasks' | 'readAt' | 'codeLanguage'> & {
  readonly rows: readonly KnownRow[];
  /** When it was read, in milliseconds since the epoch; 0: not as a whole so far. */
  readonly at: number;
};

/** What reconciling one issue found. issue null: it is no task that could be shown. */
export type IssueNews = { readonly issue: KnownIssue | null; readonly at: number };

/** What the plan of a task says of who holds it. */
export type Hold = {
  readonly due: number | null;
  readonly isInReview: boolean;
  /** An offer, or a hold for somebody whom GitHub would not assign. */
  readonly isReserved: boolean;
};

export type Known = {
  readonly project: KnownProject;
  readonly codeLanguage: string | null;
  /** By issue number. */
  readonly news: ReadonlyMap<number, IssueNews>;
  readonly holds: ReadonlyMap<number, Hold>;
};

/** GitHub's listings lag behind: what reconciling one issue found counts for so long before a listing. */
const LAG_MS = 30_000;

/** What is done is shown for a month. */
export const DONE_SHOWN_MS = 30 * DAY_MS;

/** @param now in milliseconds since the epoch */
export function boardProject({ project, codeLanguage, news, holds }: Known, now: number) {
  const { rows, at, ...rest } = project;
  const isNewer = (found: IssueNews) => found.at > at - LAG_MS;
  const inRows = new Set(rows.flatMap(({ issue }) => issue?.number ?? []));
  const shown = rows.flatMap((row): readonly BoardTask[] => {
    const found = row.issue === null ? undefined : news.get(row.issue.number);
    const issue = found !== undefined && isNewer(found) ? found.issue : row.issue;
    if (row.issue !== null && issue === null) return [];
    const difficulty = issue?.difficulty ?? row.difficulty;
    return [taskOf({ ...row, issue, difficulty }, project.repository, holds)];
  });
  const others = [...news.values()]
    .filter((found) => isNewer(found) || found.issue?.doneAt)
    .flatMap(({ issue }) => (issue === null || inRows.has(issue.number) ? [] : [issue]))
    .toSorted((a, b) => a.number - b.number)
    .map((issue) =>
      taskOf({ ...issue, text: '', issue, elsewhere: null }, project.repository, holds),
    );
  const isShown = ({ doneAt }: BoardTask) =>
    doneAt === null || now - Date.parse(doneAt) < DONE_SHOWN_MS;
  const tasks = [...shown, ...others].filter(isShown);
  const done = tasks
    .filter(({ doneAt }) => doneAt !== null)
    .toSorted((a, b) => Date.parse(b.doneAt ?? '') - Date.parse(a.doneAt ?? ''));
  const open = DIFFICULTIES.flatMap((difficulty) =>
    tasks.filter((task) => task.difficulty === difficulty && task.doneAt === null),
  );
  return {
    ...rest,
    codeLanguage,
    readAt: new Date(
      at || Math.max(0, ...[...news.values()].map((found) => found.at)),
    ).toISOString(),
    tasks: [...open, ...done],
  } satisfies BoardProject;
}

function taskOf(
  { difficulty, text, issue, elsewhere }: KnownRow,
  repository: RepositoryName,
  holds: Known['holds'],
): BoardTask {
  if (issue === null) {
    const nobody = { holders: [], due: null, categories: [], createdAt: null, doneAt: null };
    return { state: 'ask', difficulty, text, title: null, issue: elsewhere, ...nobody };
  }
  const { number, title, holders, categories, createdAt, doneAt } = issue;
  const hold = holds.get(number);
  const state = stateOf(issue, hold);
  const isTimed = state === 'held' && hold?.due != null;
  return {
    state,
    difficulty,
    text: text || title,
    title,
    issue: { ...repository, number },
    holders,
    due: isTimed ? new Date(hold.due).toISOString() : null,
    categories,
    createdAt,
    doneAt,
  };
}

function stateOf({ holders, doneAt }: KnownIssue, hold: Hold | undefined): BoardState {
  if (doneAt !== null) return 'done';
  if (holders.length === 0) return hold?.isReserved ? 'held' : 'free';
  return hold?.isInReview ? 'review' : 'held';
}

/** An issue as the pages need it; null: a draft, or without one difficulty. */
export function knownIssue(
  issue: Issue,
  difficulties: DifficultyLabels,
  {
    difficulty = difficultyOf(issue.labels, difficulties),
    holders = issue.assignees.map(({ login }) => login),
    doneAt = null,
  }: Partial<Pick<KnownIssue, 'holders' | 'doneAt'>> & {
    readonly difficulty?: Difficulty | null;
  } = {},
): KnownIssue | null {
  if (difficulty === null || draftParts(issue).length > 0) return null;
  const { number, title, labels, createdAt } = issue;
  const categories = labels.flatMap((label) => {
    const [, category] = CATEGORY.exec(label) ?? [];
    const isDifficulty = difficultyOf([label], difficulties) !== null;
    return category === undefined || isDifficulty ? [] : [oneLine(category)];
  });
  return { number, title, difficulty, holders, categories, createdAt, doneAt };
}

const CATEGORY = /^kind\/(.+)$/i;
