/** Messages inside HTML, in the language of whoever looks. */
import { html } from 'hono/html';
import Negotiator from 'negotiator';
import type { Language } from '../core/task.js';
import { type MessageKey, say } from '../messages/format.js';
import { LANGUAGES } from '../messages/languages.js';

/** Safe to stand in a page. */
export type Html = ReturnType<typeof html>;

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

/** By choice, else by the browser, else the first newsletter's. */
export function chooseLanguage(
  chosen: string | null,
  accepted: string | undefined,
  otherwise: Language,
): Language {
  const byChoice = LANGUAGES.find((language) => language === chosen);
  if (byChoice !== undefined) return byChoice;
  if (accepted === undefined || accepted.trim() === '') return otherwise;
  const found = new Negotiator({ headers: { 'accept-language': accepted } }).language([
    ...LANGUAGES,
  ]);
  return LANGUAGES.find((language) => language === found) ?? otherwise;
}
