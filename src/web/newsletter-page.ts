/** The edition to come, as a page, as Markdown, and as the article for WeChat. */
import type { Preview } from '../newsletter/editions.js';
import { renderHtml } from '../newsletter/format/html.js';
import { escapeHtml } from '../newsletter/format/markdown.js';
import { renderEdition } from '../newsletter/format.js';
import type { Page } from './server.js';

const STYLE =
  ':root{color-scheme:light dark}body{font:16px/1.7 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}' +
  'blockquote{margin:1rem 0;padding:.1rem 1rem;border-left:4px solid #8888;opacity:.85}img{max-width:100%}small{opacity:.75}';

/** @param now in milliseconds since the epoch */
export function newsletterPage(preview: Preview, kind: 'page' | 'md' | 'html', now: number): Page {
  const { edition, newsletter, at } = preview;
  if (kind === 'md') {
    return { type: 'text/markdown', body: renderEdition('markdown', edition, newsletter, null) };
  }
  if (kind === 'html') {
    return { type: 'text/html', body: renderEdition('wechat', edition, newsletter, null) };
  }
  const minutes = Math.max(0, Math.round((now - at) / 60_000));
  const isChinese = newsletter.language === 'zh-CN';
  const age = isChinese ? `${minutes} 分钟前整理` : `assembled ${minutes} min ago`;
  const title = escapeHtml(edition.title);
  const query = `?title=${encodeURIComponent(newsletter.title)}`;
  return {
    type: 'text/html',
    body: [
      `<!doctype html><html lang="${newsletter.language}"><meta charset="utf-8">`,
      '<meta name="viewport" content="width=device-width,initial-scale=1">',
      `<title>${title}</title><style>${STYLE}</style>`,
      `<main><h1>${title}</h1><p><small>${edition.date} · ${age} · <a href="newsletter.md${query}">Markdown</a> · <a href="newsletter.html${query}">${isChinese ? '公众号' : 'WeChat'}</a></small></p>`,
      renderHtml(renderEdition('markdown', edition, newsletter, null)),
      '</main></html>',
    ].join('\n'),
  };
}
