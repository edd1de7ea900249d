/** Light and dark by the reader's preference; one column, so 375 pixels are enough. */
export const THREAD_STYLE = `
:root{color-scheme:light dark;--text:#1f2328;--soft:#59636e;--line:#d1d9e0;--head:#f6f8fa;--page:#fff;--link:#0969da;--code:#818b981f}
@media (prefers-color-scheme:dark){:root{--text:#f0f6fc;--soft:#9198a1;--line:#3d444d;--head:#151b23;--page:#0d1117;--link:#4493f8;--code:#656c7633}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:14px/1.6 -apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans",Helvetica,Arial,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:880px;margin:0 auto;padding:16px}
a{color:var(--link)}
h1{font-size:26px;font-weight:400;line-height:1.3;margin:4px 0 8px;overflow-wrap:anywhere}
.repository,.number,.soft,.nothing,.post header,.post header a{color:var(--soft)}
.repository{margin:0}
.facts{margin:8px 0;display:flex;flex-wrap:wrap;align-items:center;gap:4px}
.soft strong{color:var(--text)}
.nothing{font-style:italic}
.state,.label,.bot{display:inline-block;border-radius:2em;font-weight:500}
.state{padding:3px 12px;margin-right:4px;color:#fff;background:#1f883d;text-transform:capitalize}
.state.closed{background:#8250df}
.label{padding:0 10px;font-size:12px;line-height:20px;border:1px solid #0000001a}
.bot{padding:0 6px;font-size:12px;line-height:18px;border:1px solid var(--line)}
.avatar{display:inline-block;width:24px;height:24px;margin-right:8px;border-radius:50%;background:#6e7781;color:#fff;font-size:12px;font-weight:600;line-height:24px;text-align:center}
.avatar.app{border-radius:6px;background:#1f883d}
.post{border:1px solid var(--line);border-radius:6px;margin:16px 0}
.post:target{border-color:var(--link)}
.post header{background:var(--head);border-bottom:1px solid var(--line);border-radius:6px 6px 0 0;padding:6px 16px}
.post header strong{color:var(--text)}
.post header a{text-decoration:none}
.body{padding:16px;overflow-wrap:anywhere}
.body>:first-child{margin-top:0}
.body>:last-child{margin-bottom:0}
.body p,.body ul,.body ol,.body blockquote,.body table,.body pre{margin:0 0 16px}
.body h1,.body h2,.body h3,.body h4{margin:24px 0 12px;font-weight:600;line-height:1.3}
.body h1,.body h2{padding-bottom:.3em;border-bottom:1px solid var(--line)}
.body h1{font-size:2em}
.body h2{font-size:1.5em}
.body h3{font-size:1.25em}
.body h4{font-size:1em}
.body ul,.body ol{padding-left:2em}
.body li+li,.body li>ul,.body li>ol{margin:.25em 0 0}
.body li.task{list-style:none;position:relative}
.body li.task input{position:absolute;left:-1.6em;top:.25em;margin:0}
.body pre{background:var(--head);padding:12px;overflow:auto;border-radius:6px}
.body code{background:var(--code);padding:.2em .4em;border-radius:6px;font:85% ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
.body pre code{background:none;padding:0}
.body blockquote{padding:0 1em;color:var(--soft);border-left:4px solid var(--line)}
.body table{display:block;overflow:auto;border-collapse:collapse}
.body td,.body th{border:1px solid var(--line);padding:4px 12px}
.body hr{height:2px;margin:24px 0;border:0;background:var(--line)}
.body img{max-width:100%}
@media (max-width:480px){h1{font-size:21px}}
`;
