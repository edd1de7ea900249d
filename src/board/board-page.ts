/** `/`, the board: every project's tasks by difficulty and state, useful without a script. */
import { html } from 'hono/html';
import { sayDifficulty } from '../claims/wording.js';
import { BOARD_STATES, type BoardProject, type BoardTask } from '../domain/board.js';
import { DIFFICULTIES } from '../domain/difficulty.js';
import { finishers, POINTS } from '../domain/ladder.js';
import { say } from '../messages/format.js';
import { LANGUAGE_TRAITS, LANGUAGES, type Language } from '../messages/languages.js';
import { type Html, readAsset, renderDocument, sayHtml } from './document.js';
import { type BoardPage, countOf, linkTo, renderFilters } from './filter-bar.js';
import { type Filters, filterProjects, NO_FILTERS, queryOf, readFilters } from './filters.js';
import type { Asked, Page } from './page.js';
import { renderTask } from './task.js';

/** A page has at most 60 KB, whatever its tasks are called. */
const PER_PAGE = 40;
const MOST_NAMES = 5;

const STYLE = readAsset('board.css');

export async function boardPage(asked: Asked): Promise<Page> {
  const { query, previews } = asked;
  const chosen = query.get('lang') === asked.language ? asked.language : null;
  const page = Math.max(1, Math.min(1000, Math.trunc(Number(query.get('page'))) || 1));
  const body = renderBoard({
    ...asked,
    projects: await asked.board(),
    isKnown: await asked.isListed(),
    filters: readFilters(query),
    chosenLanguage: chosen,
    page,
    hasNewsletter: previews !== null,
  });
  return { type: 'text/html', body };
}

export function renderBoard(board: BoardPage): string {
  const { language, projects, filters } = board;
  const t = (key: Parameters<typeof say>[1], variables = {}) => say(language, key, variables);
  const claim = html`<code>/claim</code>`;
  const shown = filterProjects(projects, filters);
  return renderDocument({
    language,
    title: t('board.title'),
    style: STYLE,
    feed: feedOf(filters),
    body: html`<a class="skip" href="#tasks">${t('board.skip')}</a>
<header>${links(board)}<h1>${t('board.title')}</h1><p>${sayHtml(language, 'board.lead', { command: claim })}</p>
<details><summary>${t('board.how.title')}</summary><ol>${(['1', '2', '3', '4'] as const).map(
      (step) =>
        html`<li>${sayHtml(language, `board.how.${step}`, step === '1' ? { command: claim } : step === '3' ? { fixes: html`<code>Fixes #123</code>` } : step === '4' ? { extend: html`<code>/extend</code>`, unclaim: html`<code>/unclaim</code>` } : {})}</li>`,
    )}</ol></details></header>
<main id="tasks">${projects.length === 0 ? html`<p>${t(board.isKnown ? 'board.empty' : 'board.starting')}</p>` : html`${renderFilters(board)}${renderProjects(board, shown)}`}
${renderPeople(board)}</main>
<footer>${renderBadge(board)}</footer>`,
  });
}

function feedOf({ project, difficulty }: Filters): string {
  return `feed.xml${queryOf({ ...NO_FILTERS, project, difficulty })}`;
}

function links({ language, filters, hasNewsletter }: BoardPage): Html {
  const others = LANGUAGES.filter((other) => other !== language).map(
    (other) =>
      html`<li><a href="${queryOf(filters, { lang: other })}" hreflang="${other}" lang="${other}">${LANGUAGE_TRAITS[other].name}</a></li>`,
  );
  return html`<nav><ul>${others}<li><a href="${feedOf(filters)}">${say(language, 'board.feed')}</a></li>${hasNewsletter ? html`<li><a href="newsletter">${say(language, 'board.newsletter')}</a></li>` : ''}<li><a href="tasks.json">${say(language, 'board.json')}</a></li></ul></nav>`;
}

function renderProjects(board: BoardPage, shown: readonly BoardProject[]): Html {
  const { language, projects, filters, page } = board;
  const count = countOf(shown);
  const hasFilters = queryOf(filters) !== '';
  const reset = html`<a href="${linkTo(board, NO_FILTERS)}">${say(language, 'board.reset')}</a>`;
  if (count === 0) {
    const isEmpty = countOf(projects) === 0;
    return html`<p>${say(language, isEmpty ? 'board.empty' : 'board.none')} ${hasFilters ? reset : ''}</p>${hasFilters ? '' : projects.map((project) => about(board, project))}`;
  }
  const first = (page - 1) * PER_PAGE;
  let before = 0;
  const parts = shown.map((project) => {
    const tasks = project.tasks.slice(Math.max(0, first - before), first + PER_PAGE - before);
    const isHere = before < first + PER_PAGE;
    before += project.tasks.length;
    const isNoted = page === 1 && project.tasks.length === 0 && project.missing.length > 0;
    if (isNoted) return about(board, project);
    return isHere && tasks.length > 0 ? renderProject(board, project, tasks) : '';
  });
  return html`<p role="status">${say(language, 'board.count', { count })} ${hasFilters ? reset : ''}</p>${parts}${pages(board, count)}`;
}

function pages(board: BoardPage, count: number): Html | string {
  const { language, filters, page } = board;
  const link = (to: number, key: 'board.less' | 'board.more') =>
    html`<li><a href="${linkTo(board, filters, { page: String(to) })}">${say(language, key)}</a></li>`;
  if (count <= PER_PAGE) return '';
  return html`<nav><ul>${page > 1 ? link(page - 1, 'board.less') : ''}${page * PER_PAGE < count ? link(page + 1, 'board.more') : ''}</ul></nav>`;
}

function renderProject(board: BoardPage, project: BoardProject, tasks: readonly BoardTask[]): Html {
  const { language } = board;
  const open = DIFFICULTIES.map((difficulty) => {
    const own = tasks.filter((task) => task.difficulty === difficulty && task.state !== 'done');
    if (own.length === 0) return '';
    const days = say(language, 'board.days', { days: project.claimDays[difficulty] });
    return html`<h3>${sayDifficulty(language, difficulty)} <small>${days}</small></h3>${list(board, project, own)}`;
  });
  const done = tasks.filter(({ state }) => state === 'done');
  const isAsked = board.filters.state === 'done';
  return html`${about(board, project)}${open}${done.length === 0 ? '' : html`<details${isAsked ? html` open` : ''}><summary>${say(language, 'board.done.title')} (${done.length})</summary>${list(board, project, done)}</details>`}`;
}

function about(board: BoardPage, project: BoardProject): Html {
  const { language, gitHub, now } = board;
  const { name, repository, mentors, guide, trackingUrl, codeLanguage } = project;
  const address = `${gitHub}/${repository.owner}/${repository.repo}`;
  const facts = [
    codeLanguage,
    mentors.length === 0
      ? null
      : say(language, 'board.mentors', {
          names: mentors.slice(0, MOST_NAMES).join(say(language, 'list')),
        }),
    trackingUrl && html`<a href="${trackingUrl}">${say(language, 'board.list')}</a>`,
    guide && html`<a href="${guide}">${say(language, 'board.guide')}</a>`,
    html`<time datetime="${project.readAt}">${sayAge(language, Date.parse(project.readAt), now)}</time>`,
  ].filter(Boolean);
  return html`<h2><a href="${address}">${name}</a></h2><p class="soft">${facts.map((fact, at) => html`${at === 0 ? '' : ' · '}${fact}`)}</p>${project.missing.slice(0, MOST_NAMES).map((path) => html`<p class="soft">⚠️ ${sayHtml(language, 'board.missing', { url: html`<a href="${gitHub}/${path}">${path}</a>` })}</p>`)}`;
}

function list(board: BoardPage, project: BoardProject, tasks: readonly BoardTask[]): Html {
  const order = BOARD_STATES.flatMap((state) => tasks.filter((task) => task.state === state));
  return html`<ul class="tasks">${order.map((task) => renderTask(board, project, task))}</ul>`;
}

function renderPeople({ language, projects }: BoardPage): Html {
  const people = finishers(projects.flatMap(({ tasks }) => tasks)).slice(0, 20);
  const ladder = html`<h2>${say(language, 'board.ladder.title')}</h2><p>${say(language, 'board.ladder', POINTS)}</p>`;
  if (people.length === 0) return html`<section>${ladder}</section>`;
  return html`<section>${ladder}<h2>${say(language, 'board.people.title')}</h2><ul>${people.map(
    ({ login, finished, points }) =>
      html`<li>${login} <small>${say(language, 'board.people', { finished, points })}</small></li>`,
  )}</ul></section>`;
}

function renderBadge({ language, publicUrl, filters }: BoardPage): Html | string {
  if (publicUrl === null) return '';
  const query = queryOf({ ...NO_FILTERS, project: filters.project });
  const snippet = `[![${say(language, 'badge.label')}](${publicUrl}/badge.svg${query})](${publicUrl}/${query})`;
  return html`<details><summary>${say(language, 'board.embed')}</summary><p><img src="badge.svg${query}" alt="${say(language, 'badge.label')}"></p><pre><code>${snippet}</code></pre></details>`;
}

function sayAge(language: Language, at: number, now: number): string {
  const minutes = Math.max(0, Math.floor((now - at) / 60_000));
  if (minutes < 120) return say(language, 'board.read', { minutes });
  return say(language, 'board.read.long', { hours: Math.floor(minutes / 60) });
}
