import { escapeHtml } from './thread-page.js';

/** Tags that GitHub lets through and that need no attributes; everything else stays text. */
const HARMLESS = /^<\/?(details|summary|br|sub|sup|kbd|b|i|em|strong)\s*\/?>$/i;

/**
 * GitHub-like Markdown: line breaks kept, HTML comments hidden, task boxes drawn, #12 linked.
 * markdown-it parses HTML here only so that it can be taken out precisely: never inside code.
 */
export async function openMarkdown(repository: string): Promise<(text: string) => string> {
  const { default: MarkdownIt } = await import('markdown-it');
  const markdown = new MarkdownIt({ html: true, linkify: true, breaks: true });
  markdown.renderer.rules.html_block = (tokens, at) => harmlessHtml(tokens[at]?.content ?? '');
  markdown.renderer.rules.html_inline = (tokens, at) => harmlessHtml(tokens[at]?.content ?? '');
  markdown.renderer.rules.text = (tokens, at) =>
    escapeHtml(tokens[at]?.content ?? '').replace(
      /(^|[\s(（，、：])#(\d+)\b/g,
      `$1<a href="/${repository}/issues/$2">#$2</a>`,
    );
  markdown.renderer.rules.task_box = (tokens, at) =>
    `<input type="checkbox" disabled${tokens[at]?.meta?.done ? ' checked' : ''}> `;
  markdown.core.ruler.after('inline', 'task_boxes', (state) => {
    for (const [at, token] of state.tokens.entries()) {
      const item = state.tokens[at - 2];
      const first = token.children?.[0];
      if (token.type !== 'inline' || item?.type !== 'list_item_open' || !first) continue;
      const box = /^\[([ xX])\]\s+/.exec(first.content);
      if (first.type !== 'text' || !box) continue;
      first.content = first.content.slice(box[0].length);
      const drawn = new state.Token('task_box', '', 0);
      drawn.meta = { done: box[1] !== ' ' };
      token.children?.unshift(drawn);
      item.attrJoin('class', 'task');
    }
  });
  return (text) => markdown.render(text);
}

function harmlessHtml(html: string): string {
  return html
    .replace(/<!--[\s\S]*?(-->|$)/g, '')
    .split(/(<[^<>]*>)/)
    .map((piece) => (HARMLESS.test(piece) ? piece : asText(piece)))
    .join('');
}

/** Entities stay what they are: this was HTML to begin with. */
function asText(html: string): string {
  return html.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
