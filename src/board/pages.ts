/** The pages of a running server. They ask GitHub nothing: they show what is known, and its age. */
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import { LANGUAGES, type Language } from '../messages/languages.js';
import { boardPage } from './board-page.js';
import { queryOf, readFilters } from './filters.js';
import { newsletterPage } from './newsletter-page.js';
import type { Page, PageRequest, PagesOptions, RenderPage } from './page.js';
import { tasksFeed } from './tasks-feed.js';
import { tasksJson } from './tasks-json.js';

const PAGES: Readonly<Record<string, RenderPage>> = {
  '/': boardPage,
  '/tasks.json': tasksJson,
  '/feed.xml': tasksFeed,
  // What draws it is loaded where somebody shows a badge.
  '/badge.svg': async (asked) => (await import('./badge.js')).tasksBadge(asked),
  '/newsletter': (asked) => newsletterPage(asked, 'page'),
  '/newsletter.md': (asked) => newsletterPage(asked, 'md'),
  '/newsletter.html': (asked) => newsletterPage(asked, 'html'),
};

/** A page is made once for all who ask for it just now. */
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

/** By choice, else by the browser, else the first newsletter's. */
export function chooseLanguage(
  chosen: string | null,
  accepted: string | undefined,
  otherwise: Language,
): Language {
  const byChoice = LANGUAGES.find((language) => language === chosen);
  if (byChoice !== undefined) return byChoice;
  if (accepted === undefined || accepted.trim() === '') return otherwise;
  const found = new Negotiator({ headers: { 'accept-language': accepted } }).language([
    ...LANGUAGES,
  ]);
  return LANGUAGES.find((language) => language === found) ?? otherwise;
}
