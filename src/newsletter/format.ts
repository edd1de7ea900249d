/** The formats of an edition, all from one model. */
import type { Newsletter } from '../config/newsletter/newsletter.js';
import { fill } from '../config/templates.js';
import type { Edition } from './edition.js';
import { renderMarkdown } from './edition-markdown.js';
import { renderAtom } from './format/atom.js';
import { renderHtml } from './format/html.js';
import { renderText } from './format/text.js';
import { renderWechat } from './format/wechat.js';
import { renderBody, renderPost } from './hugo.js';

export const FORMATS = ['markdown', 'hugo', 'wechat', 'text', 'json', 'atom'] as const;
export type Format = (typeof FORMATS)[number];

/**
 * Without a trailing line break.
 * @param picture the contributors' picture beside a Hugo post; null: there is none
 */
export function renderEdition(
  format: Format,
  edition: Edition,
  newsletter: Newsletter,
  picture: string | null,
): string {
  const { language } = newsletter;
  switch (format) {
    case 'markdown':
      return renderMarkdown(edition, newsletter);
    case 'hugo':
      return renderPost(edition, newsletter, picture).trimEnd();
    case 'wechat':
      return renderWechat(renderBody(edition, newsletter, picture), {
        // WeChat has a field of its own for the title.
        ...{ title: '', language },
        imageUrl: (source) => (/^https?:\/\//.test(source) ? source : null),
      });
    case 'text':
      return `${edition.title}\n\n${renderText(renderMarkdown(edition, newsletter))}`.trimEnd();
    case 'json':
      return JSON.stringify(edition, null, 2);
    case 'atom':
      return renderFeed(edition, newsletter).trimEnd();
  }
}

function renderFeed(edition: Edition, newsletter: Newsletter): string {
  const url = addressOf(edition, newsletter);
  const site = new URL('/', url).href;
  return renderAtom({
    title: newsletter.title,
    language: newsletter.language,
    siteUrl: site,
    feedId: new URL(`?newsletter=${encodeURIComponent(newsletter.title)}`, site).href,
    entries: [
      {
        ...{ id: url, title: edition.title, url, updated: edition.until },
        html: renderHtml(renderMarkdown(edition, newsletter)),
      },
    ],
  });
}

/** Where the edition can be read once it is out. */
export function addressOf({ date }: Edition, { post }: Newsletter): string {
  return fill(post.url, { yyyyMMdd: date.replaceAll('-', '') });
}
