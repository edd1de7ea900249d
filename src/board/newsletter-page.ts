/** `/newsletter`: the edition to come, as a page, as Markdown, and as the article for WeChat. */
import { html, raw } from 'hono/html';
import type { BoardProject } from '../domain/board.js';
import { issueName } from '../domain/reference.js';
import { say } from '../messages/format.js';
import { markdown } from '../newsletter/formats/markdown.js';
import { wechat } from '../newsletter/formats/wechat.js';
import type { Preview } from '../newsletter/previews.js';
import { renderHtml } from '../newsletter/read-markdown.js';
import { withoutTasks } from '../newsletter/verify.js';
import { type Html, renderDocument } from './document.js';
import type { Asked, Page } from './page.js';

type Kind = 'page' | 'md' | 'html';

export async function newsletterPage(
  { previews, board, query, now }: Asked,
  kind: Kind,
): Promise<Page | null> {
  const title = query.get('title');
  const all = (await previews?.()) ?? [];
  const preview = all.find(({ newsletter }) => title === null || newsletter.title === title);
  if (preview === undefined) return null;
  const edition = withoutTasks(preview.edition, takenOn(await board()), preview.newsletter);
  return renderPreview({ ...preview, edition }, kind, now);
}

/** What somebody claimed, or finished, since the edition was composed. */
function takenOn(projects: readonly BoardProject[]): ReadonlySet<string> {
  const tasks = projects.flatMap((project) => project.tasks);
  const taken = tasks.filter(({ state }) => state !== 'free' && state !== 'ask');
  return new Set(taken.flatMap(({ issue }) => (issue === null ? [] : [issueName(issue)])));
}

/** @param now in milliseconds since the epoch */
function renderPreview(preview: Preview, kind: Kind, now: number): Page {
  const { edition, newsletter } = preview;
  switch (kind) {
    case 'md':
      return { type: 'text/markdown', body: markdown.render(edition, newsletter, null) };
    case 'html':
      return { type: 'text/html', body: wechat.render(edition, newsletter, null) };
    case 'page':
      return { type: 'text/html', body: renderArticle(preview, now) };
  }
}

function renderArticle(preview: Preview, now: number): string {
  const { edition, newsletter } = preview;
  const { language } = newsletter;
  const article = belowTitle(renderHtml(markdown.render(edition, newsletter, null)));
  const body = html`<header>${links(preview, now)}<h1>${edition.title}</h1></header>
<main>${raw(article)}</main>`;
  return renderDocument({ language, title: edition.title, body });
}

/** As downloads: an article and a chat take the PNG, a site draws the SVG by day and by night. */
function pictures({ newsletter, edition, picture }: Preview): Html | string {
  if (picture === null) return '';
  const files = [
    ['PNG', `image/png;base64,${picture.png}`],
    ['SVG', `image/svg+xml;base64,${Buffer.from(picture.svg).toString('base64')}`],
  ] as const;
  return html`${files.map(
    ([format, data]) =>
      html` <a download="contributors-${edition.date}.${format.toLowerCase()}" href="data:${data}">${say(newsletter.language, 'newsletter.picture', { format })}</a>`,
  )}`;
}

/** The headings of an article begin at any level; on the page they follow the title's. */
function belowTitle(article: string): string {
  const levels = [...article.matchAll(/<h([1-6])>/g)].map(([, level]) => Number(level));
  const shift = 2 - Math.min(...levels);
  return article.replace(
    /(<\/?h)([1-6])>/g,
    (_, tag: string, level: string) => `${tag}${Math.min(6, Number(level) + shift)}>`,
  );
}

function links(preview: Preview, now: number): Html {
  const { edition, newsletter, at } = preview;
  const { language, title } = newsletter;
  const query = `?title=${encodeURIComponent(title)}`;
  const minutes = Math.max(0, Math.round((now - at) / 60_000));
  const t = (key: Parameters<typeof say>[1], variables = {}) => say(language, key, variables);
  const article = `newsletter.html${query}`;
  return html`<nav><ul><li><a href=".">${t('newsletter.board')}</a></li><li><a href="newsletter.md${query}">Markdown</a></li><li><a href="${article}">${t('newsletter.wechat')}</a></li></ul></nav>
<p class="soft">${edition.date} · ${t('newsletter.age', { minutes })} <button type="button" data-article="${article}" data-done="${t('board.copied')}" data-failed="${t('newsletter.copy-failed')}">${t('newsletter.copy')}</button>${pictures(preview)}</p>`;
}
