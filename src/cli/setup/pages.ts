/** The two pages of setup: before GitHub and after it. */
import { escapeHtml } from '../../newsletter/read-markdown.js';
import type { Manifest } from './manifest.js';

/** What is said to the person in the browser once GitHub's code was tried. */
export type Outcome = { readonly text: string; readonly next: string | null };

/** One button. It is a form because GitHub takes a manifest only from a browser that is signed in. */
export function formPage(action: string, manifest: Manifest): string {
  const permissions = Object.entries(manifest.default_permissions ?? {});
  return page(`<h1>Register the GitHub App</h1>
<p>GitHub shows you its name, which you may change there, and asks you to confirm. It will ask for:</p>
<ul>${permissions.map(([name, level]) => `<li>${escapeHtml(`${name}: ${level}`)}</li>`).join('')}</ul>
<form action="${escapeHtml(action)}" method="post">
<input type="hidden" name="manifest" value="${escapeHtml(JSON.stringify(manifest))}">
<button>Continue on ${escapeHtml(new URL(action).host)}</button>
</form>`);
}

export function backPage({ text, next }: Outcome): string {
  const link = next === null ? '' : `<p><a href="${escapeHtml(next)}">Install the App</a></p>`;
  return page(`<h1>newbie-tasks</h1>\n<p>${escapeHtml(text)}</p>\n${link}`);
}

function page(body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>newbie-tasks setup</title>
<style>
:root{color-scheme:light dark}
body{font:16px/1.6 system-ui,sans-serif;max-width:36em;margin:3em auto;padding:0 1em}
button{font:inherit;padding:.5em 1em}
</style>
${body}
</html>
`;
}
