/** The frame of every page: head, colours for day, night and print, and the only script. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { html, raw } from 'hono/html';
import { type MessageKey, say } from '../messages/format.js';
import type { Language } from '../messages/languages.js';

/** Safe to stand in a page. */
export type Html = ReturnType<typeof html>;

export type Document = {
  readonly language: Language;
  readonly title: string;
  readonly style?: string;
  /** Other documents that readers of feeds look for. */
  readonly feed?: string;
  readonly body: Html;
};

const STYLE = readAsset('document.css');
const SCRIPT = readAsset('clipboard.js');

/** What the pages' policy must allow for it to run. */
export const SCRIPT_SOURCE = `'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`;

export function renderDocument({ language, title, style = '', feed, body }: Document): string {
  const links = feed ? html`<link rel="alternate" type="application/atom+xml" href="${feed}">` : '';
  return String(html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title><link rel="icon" href="data:,">${links}<style>${raw(STYLE + style)}</style></head>
<body>${body}<script>${raw(SCRIPT)}</script></body></html>`);
}

/** A file that stands in a page as it is. The build copies them. */
export function readAsset(name: string): string {
  return readFileSync(new URL(`browser/${name}`, import.meta.url), 'utf8');
}

/** A message whose variables may be HTML themselves. */
export function sayHtml(
  language: Language,
  key: MessageKey,
  variables: Readonly<Record<string, string | number | Html>>,
): Html {
  const names = Object.keys(variables);
  const marks = Object.fromEntries(names.map((name, at) => [name, `\u0001${at}\u0001`]));
  const parts = say(language, key, marks).split('\u0001');
  return html`${parts.map((part, at) => (at % 2 === 0 ? part : variables[names[Number(part)] ?? '']))}`;
}
