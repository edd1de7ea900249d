/** The pages of a running server. They ask GitHub nothing: they show what is known, and its age. */
import { LRUCache } from 'lru-cache';
import type { BoardProject } from '../core/board.js';
import { issueName } from '../core/reference.js';
import type { Language } from '../core/task.js';
import type { Preview } from '../newsletter/previews.js';
import { withoutTasks } from '../newsletter/verify.js';
import { filterProjects, queryOf, readFilters } from './board/filters.js';
import { renderBoard } from './board/page.js';
import { newsletterPage } from './newsletter-page.js';
import type { Page, PageRequest } from './server.js';
import { renderTasksFeed } from './tasks-feed.js';
import { renderTasksJson, tagOf } from './tasks-json.js';
import { chooseLanguage } from './words.js';

export type PagesOptions = {
  readonly board: () => Promise<readonly BoardProject[]>;
  /** Whether the projects are known by now. */
  readonly isListed: () => Promise<boolean>;
  /** null: there is no newsletter. */
  readonly previews: (() => Promise<readonly Preview[]>) | null;
  /** Where GitHub's own pages are, without a slash at the end. */
  readonly gitHub: string;
  /** Where strangers reach this server, without a slash at the end; null: nobody said. */
  readonly publicUrl: string | null;
  /** For visitors whose browser asks for no language of ours. */
  readonly language: Language;
};

/** A page is made once for all who look at it just now. */
const CACHED = { max: 20, ttl: 2_000, ttlAutopurge: true };

export function createPages(options: PagesOptions): (request: PageRequest) => Promise<Page | null> {
  const cache = new LRUCache<string, Promise<Page | null>>(CACHED);

  /** @returns null: there is no such page */
  return async (request) => {
    const render = PAGES[request.path];
    if (render === undefined) return null;
    const chosen = request.query.get('lang');
    const language = chooseLanguage(chosen, request.acceptLanguage, options.language);
    // What nobody reads must not make a page another.
    const rest = ['page', 'title'].map((name) => request.query.get(name));
    const filters = queryOf(readFilters(request.query));
    const key = JSON.stringify([language, chosen === language, request.path, filters, ...rest]);
    const known = cache.get(key);
    if (known !== undefined) return known;
    const page = render({ ...options, ...request, language, now: Date.now() });
    cache.set(key, page);
    page.catch(() => cache.delete(key));
    return page;
  };
}

type Asked = PagesOptions & PageRequest & { readonly now: number };

const PAGES: Readonly<Record<string, (asked: Asked) => Promise<Page | null>>> = {
  '/': async (asked) => {
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
  },
  '/tasks.json': async ({ board, query, gitHub }) => {
    const projects = filterProjects(await board(), readFilters(query));
    const body = renderTasksJson(projects, gitHub);
    return { type: 'application/json', body, tag: tagOf(projects), isOpen: true };
  },
  '/feed.xml': async (asked) => {
    const filters = readFilters(asked.query);
    const projects = filterProjects(await asked.board(), filters);
    const body = renderTasksFeed({ ...asked, projects, query: queryOf(filters) });
    return { type: 'application/atom+xml', body };
  },
  '/badge.svg': async ({ board, query, language }) => {
    const { renderTasksBadge } = await import('./badge.js');
    const projects = filterProjects(await board(), readFilters(query));
    return { type: 'image/svg+xml', body: renderTasksBadge(projects, language) };
  },
  '/newsletter': (asked) => newsletter(asked, 'page'),
  '/newsletter.md': (asked) => newsletter(asked, 'md'),
  '/newsletter.html': (asked) => newsletter(asked, 'html'),
};

async function newsletter(
  { previews, board, query, now }: Asked,
  kind: 'page' | 'md' | 'html',
): Promise<Page | null> {
  const title = query.get('title');
  const all = (await previews?.()) ?? [];
  const preview = all.find(({ newsletter }) => title === null || newsletter.title === title);
  if (preview === undefined) return null;
  const edition = withoutTasks(preview.edition, takenOn(await board()), preview.newsletter);
  return newsletterPage({ ...preview, edition }, kind, now);
}

/** What somebody took, or finished, since the edition was composed. */
function takenOn(projects: readonly BoardProject[]): ReadonlySet<string> {
  const tasks = projects.flatMap((project) => project.tasks);
  const taken = tasks.filter(({ state }) => state !== 'free' && state !== 'ask');
  return new Set(taken.flatMap(({ issue }) => (issue === null ? [] : [issueName(issue)])));
}
