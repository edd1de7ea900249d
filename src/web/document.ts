/** The frame of every page: head, colours for day, night and print, and the only script. */
import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { Language } from '../core/task.js';
import type { Html } from './words.js';

export type Document = {
  readonly language: Language;
  readonly title: string;
  readonly style?: string;
  /** Other documents that readers of feeds look for. */
  readonly feed?: string;
  readonly body: Html;
};

const STYLE = `:root{color-scheme:light dark;--ink:#1f2328;--soft:#59636e;--line:#d1d9e0;--card:#f6f8fa;--page:#fff;--link:#0858bd;--go:#116329;--go-ink:#fff;--free:#116329;--held:#0858bd;--review:#6b3fc0;--ask:#7a4b00;--done:#59636e}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9ea7b3;--line:#3d444d;--card:#151b23;--page:#0d1117;--link:#6cb0ff;--go:#2c974b;--go-ink:#04150a;--free:#56d364;--held:#6cb0ff;--review:#c297ff;--ask:#e3b341;--done:#9ea7b3}}
*{box-sizing:border-box}html{-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:54rem;padding:0 1rem 3rem;background:var(--page);color:var(--ink);font:1rem/1.6 system-ui,-apple-system,"PingFang SC","Microsoft YaHei",sans-serif;overflow-wrap:anywhere}
a{color:var(--link)}a:focus-visible,button:focus-visible,summary:focus-visible,input:focus-visible,select:focus-visible{outline:3px solid var(--link);outline-offset:2px}
h1{font-size:1.6rem;line-height:1.25;margin:.2rem 0}h2{font-size:1.2rem;margin:2rem 0 .25rem}h3{font-size:1rem;margin:1rem 0 .25rem}
small,.soft{color:var(--soft);font-size:.875rem}code{font:.9em ui-monospace,Consolas,monospace;background:var(--card);border:1px solid var(--line);border-radius:.3rem;padding:.05rem .3rem}
button,.go{font:inherit;font-size:.9rem;border:1px solid var(--line);border-radius:.4rem;padding:.3rem .7rem;background:var(--card);color:var(--ink);cursor:pointer;text-decoration:none;display:inline-block}
button[data-copy],button[data-article]{display:none}.js button[data-copy],.js button[data-article]{display:inline-block}
.go{background:var(--go);color:var(--go-ink);border-color:transparent}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--page);padding:.5rem;z-index:1}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:.75rem 0;padding:0}
img{max-width:100%}blockquote{margin:1rem 0;padding:.1rem 1rem;border-left:4px solid var(--line);color:var(--soft)}
@media print{nav,form,button,.go,.skip,.chips,footer{display:none!important}body{max-width:none;color:#000;background:#fff}a{color:#000}li a[href^=http]::after{content:" (" attr(href) ")";font-size:.8em}}`;

/**
 * Copies what a button names, and an article with its looks. Pages are whole without it: the
 * buttons are shown only where it runs.
 */
const SCRIPT = `document.documentElement.className='js';
addEventListener('submit',e=>{for(const f of e.target.elements)if(!f.value)f.disabled=true});
addEventListener('click',async e=>{
const b=e.target.closest('[data-copy],[data-article]');
if(!b)return;
const said=b.dataset.said||=b.textContent,put=t=>{b.textContent=t;clearTimeout(b.timer);b.timer=setTimeout(()=>b.textContent=said,2000)};
try{
if(b.dataset.article){
const page=fetch(b.dataset.article).then(r=>r.text()),as=(type,text)=>page.then(t=>new Blob([text(t)],{type}));
await navigator.clipboard.write([new ClipboardItem({'text/html':as('text/html',t=>t),'text/plain':as('text/plain',t=>[...new DOMParser().parseFromString(t,'text/html').querySelectorAll('p,h1,h2,h3,h4,li')].map(n=>n.textContent.trim()).join('\\n\\n'))})])
}else await navigator.clipboard.writeText(b.dataset.copy);
put(b.dataset.done)
}catch{put(b.dataset.failed||b.dataset.copy)}
})`;

/** What the pages' policy must allow for it to run. */
export const SCRIPT_SOURCE = `'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`;

export function renderDocument({ language, title, style = '', feed, body }: Document): string {
  const links = feed ? html`<link rel="alternate" type="application/atom+xml" href="${feed}">` : '';
  return String(html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title><link rel="icon" href="data:,">${links}<style>${raw(STYLE + style)}</style></head>
<body>${body}<script>${raw(SCRIPT)}</script></body></html>`);
}
