/** What can be chosen on the board: difficulty and state by one tap each, the rest in a form. */
import { html } from 'hono/html';
import { sayDifficulty } from '../claims/wording.js';
import { BOARD_STATES, type BoardProject } from '../domain/board.js';
import { DIFFICULTIES } from '../domain/difficulty.js';
import { say } from '../messages/format.js';
import type { Language } from '../messages/languages.js';
import type { Html } from './document.js';
import { type Filters, filterProjects, queryOf } from './filters.js';
import type { View } from './task.js';

export type BoardPage = View & {
  readonly projects: readonly BoardProject[];
  /** false: the projects are not read yet. */
  readonly isKnown: boolean;
  readonly filters: Filters;
  /** The language that the address names; null: the browser's. */
  readonly chosenLanguage: Language | null;
  /** From 1. */
  readonly page: number;
  /** In milliseconds since the epoch. */
  readonly now: number;
  /** Where strangers reach this server, without a slash at the end; null: nobody said. */
  readonly publicUrl: string | null;
  readonly hasNewsletter: boolean;
};

export function renderFilters(board: BoardPage): Html {
  const { language, projects, filters } = board;
  const t = (key: Parameters<typeof say>[1]) => say(language, key);
  const codes = distinct(projects.flatMap(({ codeLanguage }) => codeLanguage ?? []));
  const tasks = projects.flatMap((project) => project.tasks);
  const categories = distinct(tasks.flatMap((task) => task.categories));
  const difficulties = DIFFICULTIES.map((each) => [each, sayDifficulty(language, each)] as const);
  const states = BOARD_STATES.map((each) => [each, t(`board.state.${each}`)] as const);
  const names = projects.map(
    ({ name, repository }) => [`${repository.owner}/${repository.repo}`, name] as const,
  );
  return html`<section aria-label="${t('board.filters')}">
${chips(board, 'difficulty', difficulties)}
${chips(board, 'state', states)}
<form method="get" role="search"><input type="search" name="q" value="${filters.q}" aria-label="${t('board.search')}" placeholder="${t('board.search')}">
${select(board, 'project', names)}${select(board, 'category', pairs(categories))}${select(board, 'code', pairs(codes))}
${(['difficulty', 'state'] as const).map((name) => (filters[name] === null ? '' : html`<input type="hidden" name="${name}" value="${filters[name]}">`))}${hiddenLanguage(board)}
<button>${t('board.apply')}</button></form></section>`;
}

function hiddenLanguage({ chosenLanguage }: BoardPage): Html | string {
  return chosenLanguage === null
    ? ''
    : html`<input type="hidden" name="lang" value="${chosenLanguage}">`;
}

function chips(
  board: BoardPage,
  name: 'difficulty' | 'state',
  values: readonly (readonly [string, string])[],
): Html {
  const { language, filters, projects } = board;
  const tasks = filterProjects(projects, { ...filters, [name]: null }).flatMap((one) => one.tasks);
  const chip = ([value, label]: readonly [string | null, string]) => {
    const isCurrent = filters[name] === value;
    const count = tasks.filter((task) => task[name] === value).length;
    if (count === 0 && !isCurrent && value !== null) return '';
    const to = linkTo(board, { ...filters, [name]: value });
    return html`<li><a href="${to}"${isCurrent ? html` aria-current="true"` : ''}>${label}${value === null ? '' : ` ${count}`}</a></li>`;
  };
  const options = [[null, say(language, `board.any.${name}`)] as const, ...values];
  return html`<ul class="chips" aria-label="${say(language, `board.${name}`)}">${options.map(chip)}</ul>`;
}

/** A page must not grow with what strangers call their labels. */
const MOST_OPTIONS = 50;

function select(
  { language, filters }: BoardPage,
  name: 'project' | 'category' | 'code',
  values: readonly (readonly [string, string])[],
): Html | string {
  if (values.length < 2 && filters[name] === null) return '';
  const shown = values.slice(0, MOST_OPTIONS);
  const label = say(language, `board.${name}`);
  const chosen = filters[name]?.toLowerCase();
  return html`<select name="${name}" aria-label="${label}"><option value="">${label}</option>${shown.map(
    ([value, text]) =>
      html`<option value="${value}"${[value, text].some((each) => each.toLowerCase() === chosen) ? html` selected` : ''}>${text}</option>`,
  )}</select>`;
}

export function linkTo(
  { chosenLanguage }: BoardPage,
  filters: Filters,
  others: Readonly<Record<string, string>> = {},
): string {
  return queryOf(filters, { ...(chosenLanguage && { lang: chosenLanguage }), ...others }) || '?';
}

export function countOf(projects: readonly BoardProject[]): number {
  return projects.reduce((sum, { tasks }) => sum + tasks.length, 0);
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].toSorted();
}

function pairs(values: readonly string[]): readonly (readonly [string, string])[] {
  return values.map((value) => [value, value]);
}
