/** The pages of a running server. They ask GitHub nothing: they show what is known, and its age. */
import { LRUCache } from 'lru-cache';
import type { Editions } from '../newsletter/editions.js';
import { newsletterPage } from './newsletter-page.js';
import type { Doors, Page } from './server.js';

/** A page is made once for all who look at it, and anew after a minute: its age is on it. */
const CACHED = { max: 20, ttl: 60_000 };

export function createPages(editions: Editions): Doors['page'] {
  const cache = new LRUCache<string, Page>(CACHED);
  return async (path, query) => {
    const [, name, kind = 'page'] = /^\/(newsletter)(?:\.(md|html))?$/.exec(path) ?? [];
    if (name === undefined) return null;
    const previews = await editions.previews();
    const title = query.get('title');
    const preview = previews.find(({ newsletter }) => title === null || newsletter.title === title);
    if (preview === undefined) return null;
    const key = `${preview.newsletter.title} ${kind} ${preview.at}`;
    const known = cache.get(key);
    if (known !== undefined) return known;
    const page = newsletterPage(preview, kind as 'page' | 'md' | 'html', Date.now());
    cache.set(key, page);
    return page;
  };
}
