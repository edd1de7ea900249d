/** Pages that exist only to be photographed: the demo's output, side by side. */
import { readFileSync } from 'node:fs';
import MarkdownIt from 'markdown-it';

const THREAD_STYLE = readFileSync(
  new URL(import.meta.resolve('@newbie-tasks/embedded-github/thread.css')),
  'utf8',
);

const markdown = new MarkdownIt({ linkify: true });

const FRAME = `
main{max-width:none;padding:24px;background:#eef1f4}
.sheets{display:flex;gap:20px;align-items:stretch}
.sheet{flex:1 1 0;min-width:0;border:1px solid var(--line);border-radius:10px;background:#fff;overflow:hidden}
.sheet.narrow{flex-grow:.86}
.sheet>.bar{padding:9px 24px;border-bottom:1px solid var(--line);background:#f6f8fa;color:#59636e;font-size:13px}
.sheet>.content{padding:18px 24px}
.threads{font-size:14.5px}
.threads h1{font-size:21px}
.threads .post{margin:14px 0 0}
.threads .content{padding-bottom:22px}
.threads .next{border-top:1px solid var(--line)}
.threads .next .repository{display:none}
.terminal{background:#0d1117;border-color:#0d1117}
.terminal>.bar{background:#161b22;border-color:#30363d;color:#9198a1}
.terminal pre{margin:0;padding:18px 24px;color:#e6edf3;font:13px/1.34 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono","Noto Sans Mono CJK SC",monospace;white-space:pre-wrap;overflow-wrap:anywhere}
.terminal .command{color:#7ee787}
.newsletter{font-size:15px;line-height:1.7;color:#24292f}
.newsletter h3{margin:0 0 12px;font-size:20px;line-height:1.3}
.newsletter p{margin:0 0 6px}
.newsletter ul{margin:10px 0 3px;padding-left:1.2em;font-weight:600}
.newsletter p:has(>strong:only-child){margin-top:16px;font-size:16px}
.newsletter a{word-break:break-all}
.narrow .newsletter{font-size:14.5px;line-height:1.65}
`;

/** What the editor types and gets, and what a reader of the newsletter sees. */
export function digestPage(command, edition) {
  return page(`
<div class="sheets">
<section class="sheet terminal">
<div class="bar">newbie-tasks</div>
<pre><span class="command">$ newbie-tasks ${escapeHtml(command.join(' '))}</span>

${escapeHtml(edition)}</pre>
</section>
<section class="sheet">
<div class="bar">SOFA Weekly</div>
<div class="content newsletter">${markdown.render(edition)}</div>
</section>
</div>`);
}

/** At one moment: a free task's plan, another one's claim, and the edition that follows. */
export function overviewPage(free, claimed, edition) {
  return page(`
<div class="sheets">
<section class="sheet threads">
<div class="content">${free.heading}${free.posts.at(-1)}</div>
<div class="content next">${claimed.heading}${claimed.posts.slice(-2).join('')}</div>
</section>
<section class="sheet narrow">
<div class="bar">SOFA Weekly</div>
<div class="content newsletter">${markdown.render(edition)}</div>
</section>
</div>`);
}

/** The parts of a thread's page. */
export function threadParts(thread) {
  return thread.evaluate(() => {
    const parts = [...document.querySelectorAll('main > *')];
    const isPost = (part) => part.matches('.post');
    const html = (part) => part.outerHTML;
    return {
      heading: parts
        .filter((part) => !isPost(part))
        .map(html)
        .join(''),
      posts: parts.filter(isPost).map(html),
    };
  });
}

function page(content) {
  return `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><style>${THREAD_STYLE}${FRAME}</style>
<main>${content}</main></html>`;
}

function escapeHtml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
