import { readFileSync } from 'node:fs';

/** Read once: the build puts it beside this file. */
const STYLE = readFileSync(new URL('./thread.css', import.meta.url), 'utf8');

export type ThreadPage = {
  /** owner/name. */
  readonly repository: string;
  readonly issue: {
    readonly number: number;
    readonly title: string;
    readonly state: 'open' | 'closed';
    readonly author: string;
    /** ISO 8601. */
    readonly createdAt: string;
    readonly body: string;
    readonly assignees: readonly string[];
  };
  readonly comments: readonly {
    readonly id: number;
    readonly author: string;
    readonly createdAt: string;
    readonly edited: boolean;
    readonly body: string;
  }[];
  /** `colour`: six hexadecimal digits. */
  readonly labelsWithColours: readonly { readonly name: string; readonly colour: string }[];
  /** Markdown to safe HTML: see openMarkdown. */
  readonly markdown: (text: string) => string;
};

/** One issue as a page to read: no script, nothing loaded from elsewhere. */
export function renderThreadPage(page: ThreadPage): string {
  const { repository, issue, comments, labelsWithColours, markdown } = page;
  const post = (author: string, createdAt: string, note: string, body: string, anchor: string) => `
<article class="post"${anchor && ` id="${anchor}"`}>
<header>${signature(author)} <a href="#${anchor}">${day(createdAt)}</a>${note}</header>
<div class="body">${body.trim() === '' ? NO_DESCRIPTION : markdown(body)}</div>
</article>`;
  const labels = labelsWithColours.map(({ name, colour }) => pill(name, colour)).join(' ');
  const assignees = issue.assignees.map(escapeHtml).join(', ') || 'nobody';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(issue.title)} · Issue #${issue.number} · ${escapeHtml(repository)}</title>
<style>
${STYLE}</style>
</head>
<body>
<main>
<p class="repository">${escapeHtml(repository)}</p>
<h1>${escapeHtml(issue.title)} <span class="number">#${issue.number}</span></h1>
<p class="facts"><span class="state ${issue.state}">${issue.state}</span> ${labels}</p>
<p class="facts soft">Assigned to <strong>${assignees}</strong></p>
${post(issue.author, issue.createdAt, '', issue.body, '')}
${comments
  .map(({ id, author, createdAt, edited, body }) =>
    post(author, createdAt, edited ? ' · edited' : '', body, `issuecomment-${id}`),
  )
  .join('')}
</main>
</body>
</html>
`;
}

const NO_DESCRIPTION = '<p class="nothing">No description provided.</p>';

/** An initial instead of a picture; Apps have a square one, and say what they are. */
function signature(author: string): string {
  const name = author.replace(/\[bot\]$/, '');
  const kind = name === author ? 'person' : 'app';
  const initial = escapeHtml([...name][0]?.toUpperCase() ?? '?');
  const bot = kind === 'app' ? ' <span class="bot">bot</span>' : '';
  return `<span class="avatar ${kind}" aria-hidden="true">${initial}</span><strong>${escapeHtml(name)}</strong>${bot}`;
}

/** Black on light colours, white on dark ones, by the usual weights for brightness. */
function pill(name: string, colour: string): string {
  const safe = /^[0-9a-f]{6}$/i.test(colour) ? colour : 'ededed';
  const part = (from: number) => Number.parseInt(safe.slice(from, from + 2), 16);
  const light = part(0) * 0.299 + part(2) * 0.587 + part(4) * 0.114 > 150;
  const style = `background:#${safe};color:${light ? '#1f2328' : '#fff'}`;
  return `<span class="label" style="${style}">${escapeHtml(name)}</span>`;
}

function day(date: string): string {
  return `<time datetime="${escapeHtml(date)}">${escapeHtml(date.slice(0, 16).replace('T', ' '))} UTC</time>`;
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
