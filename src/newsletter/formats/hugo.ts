/** An edition as the site's Hugo post: front matter, header, sections, footer. */
import { fill } from '../../config/templates.js';
import type { Newsletter } from '../configuration/newsletter.js';
import type { Edition } from '../edition.js';
import type { Format } from './format.js';
import { renderMarkdown } from './markdown.js';

export const hugo: Format<'hugo'> = {
  ...{ name: 'hugo', extension: 'md', hasPicture: true },
  render: (edition, newsletter, picture) => renderPost(edition, newsletter, picture).trimEnd(),
};

/** @param picture the contributors' picture beside the post; null: there is none */
export function renderPost(
  edition: Edition,
  newsletter: Newsletter,
  picture: string | null,
): string {
  return `${frontMatter(edition, newsletter)}\n${renderBody(edition, newsletter, picture)}\n`;
}

/** The post without its front matter. */
export function renderBody(
  edition: Edition,
  newsletter: Newsletter,
  picture: string | null,
): string {
  const { cover } = newsletter.post;
  const around = (forms: readonly string[]) => forms.map((form) => fill(form, { cover }));
  return [
    ...around(newsletter.header),
    renderMarkdown(edition, newsletter, picture),
    ...around(newsletter.footer),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

function frontMatter({ title, until }: Edition, { post }: Newsletter): string {
  const { author, authorlink, categories, tags, cover } = post;
  return [
    '---',
    `title: ${quoted(title)}`,
    `author: ${quoted(author)}`,
    `authorlink: ${quoted(authorlink)}`,
    `description: ${quoted(title)}`,
    `categories: ${quoted(categories)}`,
    `tags: [${tags.map(quoted).join(', ')}]`,
    `date: ${until}`,
    `cover: ${quoted(cover)}`,
    '---',
  ].join('\n');
}

/** A double-quoted YAML string is a JSON string. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
