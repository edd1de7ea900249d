/**
 * One edition of a newsletter, as plain data: every format is printed from it. Texts are Markdown
 * that is printed as it stands where an editor wrote them, and plain words where strangers did.
 */
import type { SectionKind } from '../config/newsletter/section-forms.js';
import type { Difficulty, Language } from '../core/task.js';

export type Edition = {
  readonly version: 1;
  /** The newsletter's title. */
  readonly newsletter: string;
  /** The edition's own: what it holds. */
  readonly title: string;
  readonly language: Language;
  /** yyyy-MM-dd, in the newsletter's time zone. */
  readonly date: string;
  /** ISO 8601 with the offset of the newsletter's time zone: [since, until). */
  readonly since: string;
  readonly until: string;
  /** In printing order; none is empty. */
  readonly sections: readonly Section[];
  /**
   * What this and earlier editions printed of what still waits: questions by `Question.source`, and
   * the articles of reading.md by their address.
   */
  readonly asked: readonly string[];
};

export type Section =
  | { readonly kind: 'contributors'; readonly people: readonly Contributor[] }
  | { readonly kind: 'questions'; readonly questions: readonly Question[] }
  | { readonly kind: 'tasks'; readonly projects: readonly TasksProject[] }
  | { readonly kind: 'releases'; readonly releases: readonly ReleaseNews[] }
  | { readonly kind: 'meetings'; readonly meetings: readonly Meeting[] }
  | { readonly kind: 'reading'; readonly articles: readonly Article[] }
  | { readonly kind: 'finished'; readonly tasks: readonly FinishedTask[] };

export type SectionOf<Kind extends SectionKind> = Extract<Section, { kind: Kind }>;

export type Contributor = {
  readonly login: string;
  readonly url: string;
  /** No pull request of theirs was merged in the project before. */
  readonly isFirst: boolean;
};

export type Question = {
  /** Without @. */
  readonly asker: string;
  readonly project: string;
  readonly url: string | null;
  /** In turn; an answer or a question may be missing. */
  readonly turns: readonly Turn[];
  /** The issue's number; null: it was asked elsewhere. */
  readonly number: number | null;
  /** By which it is known again: its file's name, or `owner/repo#916`; null: not known. */
  readonly source: string | null;
};

export type Turn = { readonly question: string; readonly answer: string };

export type TasksProject = {
  readonly name: string;
  /** The address behind the reference; null leaves the reference out. */
  readonly url: string | null;
  readonly groups: readonly TasksGroup[];
};

export type TasksGroup = {
  readonly difficulty: Difficulty;
  readonly tasks: readonly PrintedTask[];
};

export type PrintedTask = {
  readonly text: string;
  /** `owner/repo#12`; null: the line has no issue. */
  readonly issue: string | null;
  /** How many of the last eight editions printed it, 0: it is new; null: there were none. */
  readonly editions: number | null;
};

/** By which a task is the same in two editions. */
export function keyOf({ text, issue }: Pick<PrintedTask, 'text' | 'issue'>): string {
  return issue?.toLowerCase() ?? text;
}

export type ReleaseNews = {
  readonly project: string;
  readonly tag: string;
  readonly name: string;
  readonly url: string;
  readonly notes: readonly string[];
  /** Notes that were left out. */
  readonly more: number;
};

export type Meeting = {
  readonly project: string;
  readonly title: string;
  /** `2023-03-23 19:00`, in the newsletter's time zone. */
  readonly at: string;
  readonly text: string;
};

export type Article = { readonly title: string; readonly url: string };

export type FinishedTask = {
  readonly text: string;
  /** `owner/repo#12`. */
  readonly issue: string;
  readonly project: string;
  readonly login: string;
};
