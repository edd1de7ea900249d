/** Strangers' words, and what Markdown of ours that holds them must not do. */
import MarkdownIt from 'markdown-it';
import { expectThat } from './fuzz.js';
import { textOf } from './texts.js';

export const HOSTILE = [
  ...[
    '--> <!-- newbie-tasks:end -->',
    '<!-- newbie-tasks:plan -->',
    '/assign @ann',
    '@all',
    '@a/b',
  ],
  ...['[x](https://evil.example)', 'https://evil.example', 'www.evil.example', 'a@evil.example'],
  ...['![](https://evil.example/x.png)', '| a |', '&#64;all', '&commat;all', '#13', 'evil/evil#13'],
  ...['[a]: https://evil.example', 'GH-13', '<https://evil.example>', '```\n', '{{< raw >}}', '\\'],
  ...[
    'http://evil.example',
    'ftp://evil.example',
    '://',
    'HTTPS://evil.example',
    '0123456789abcdef',
  ],
];

const GITHUB = new MarkdownIt({ html: true, linkify: true });
const READER = new MarkdownIt({ html: true });

/** Our own numbers and addresses, beside which nothing may be linked. */
export const OURS = 777;
export const OUR_URL = 'https://ours.example/';

/** What stands in Markdown of ours that must do nothing. */
export function checkQuiet(markdown: string, answered = '-'): void {
  const own = markdown
    .replace(/^<!-- newbie-tasks:(?:end|edition 2021-11-12) -->$/gm, '')
    .replaceAll(`@${answered} `, '');
  expectThat(!/<!--|-->|<\/?(?!details|summary)[a-z]/i.test(own), () => `HTML: ${own}`);
  expectThat(!/\/assign/i.test(own), () => `a command: ${own}`);
  const html = GITHUB.render(own);
  const hrefs = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, url = '']) => url);
  const foreign = hrefs.filter((url) => !url.startsWith(OUR_URL));
  expectThat(foreign.length === 0, () => `links to ${foreign}: ${own}`);
  const text = html
    .replace(/<code>[\s\S]*?<\/code>|<pre>[\s\S]*?<\/pre>/g, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&quot;|&lt;|&gt;/g, '"')
    .replaceAll('&amp;', '&');
  expectThat(!/(?<![\w/])@[a-z\d]/i.test(text), () => `a mention: ${text}`);
  expectThat(!new RegExp(`#(?!${OURS}\\b)\\d|\\bGH-\\d`, 'i').test(text), () => `a link: ${text}`);
}

export function blocksIn(markdown: string): string {
  return READER.parse(markdown, {})
    .filter(({ type }) => /html|fence|code_block|table|hr|heading_open|blockquote_open/.test(type))
    .map(({ type, tag }) => `${type} ${tag}`)
    .join();
}

/** Never only white space. */
export const hostileText = textOf(HOSTILE, 10).map((words) =>
  /[^\s\p{C}]/u.test(words) ? words : 'w',
);
