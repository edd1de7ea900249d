/** Light and dark by the reader's preference; one column, so 375 pixels are enough. */
export const THREAD_STYLE = `
:root{color-scheme:light dark;--text:#1f2328;--soft:#59636e;--line:#d1d9e0;--head:#f6f8fa;--page:#fff;--link:#0969da}
@media (prefers-color-scheme:dark){:root{--text:#f0f6fc;--soft:#9198a1;--line:#3d444d;--head:#151b23;--page:#0d1117;--link:#4493f8}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:14px/1.5 -apple-system,"Segoe UI","Noto Sans","Noto Sans CJK SC",Helvetica,Arial,sans-serif}
main{max-width:880px;margin:0 auto;padding:16px}
a{color:var(--link)}
h1{font-size:26px;font-weight:400;line-height:1.25;margin:4px 0 8px;overflow-wrap:anywhere}
.repository,.number,.post header,.post header a{color:var(--soft)}
.repository{margin:0}
.facts{margin:8px 0}
.state,.label{display:inline-block;border-radius:2em;font-weight:500}
.state{padding:4px 12px;color:#fff;background:#1f883d}
.state.closed{background:#8250df}
.label{padding:1px 10px;font-size:12px;border:1px solid var(--line)}
.post{border:1px solid var(--line);border-radius:6px;margin:16px 0}
.post:target{border-color:var(--link)}
.post header{background:var(--head);border-bottom:1px solid var(--line);border-radius:6px 6px 0 0;padding:8px 16px}
.post header strong{color:var(--text)}
.post header a{text-decoration:none}
.body{padding:12px 16px;overflow-wrap:anywhere}
.body>:first-child{margin-top:0}
.body>:last-child{margin-bottom:0}
.body ul,.body ol{padding-left:24px}
.body li.task{list-style:none;margin-left:-20px}
.body pre{background:var(--head);padding:12px;overflow:auto;border-radius:6px}
.body code{background:var(--head);padding:2px 4px;border-radius:4px;font-size:85%}
.body blockquote{margin:0;padding:0 1em;color:var(--soft);border-left:4px solid var(--line)}
.body table{display:block;overflow:auto;border-collapse:collapse}
.body td,.body th{border:1px solid var(--line);padding:4px 12px}
.body img{max-width:100%}
`;
