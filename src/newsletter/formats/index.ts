/** The formats of an edition, all from one model; one line registers one. */
import type { Format } from './format.js';
import { hugo } from './hugo.js';
import { json } from './json.js';
import { markdown } from './markdown.js';
import { text } from './text.js';
import { wechat } from './wechat.js';

export const FORMATS = [markdown, hugo, wechat, text, json] as const;

export type FormatName = (typeof FORMATS)[number]['name'];

/** null: there is none of that name. */
export function formatOf(name: string): Format<FormatName> | null {
  return FORMATS.find((format) => format.name === name) ?? null;
}
