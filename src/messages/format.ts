/** Texts that people read, with what they are filled with. */
import { IntlMessageFormat } from 'intl-messageformat';
import { LANGUAGE_TRAITS, type Language } from './languages.js';
import type { MessageKey } from './zh-CN.js';

export type { MessageKey } from './zh-CN.js';
export type Variables = Readonly<Record<string, string | number>>;

const compiled = new Map<string, IntlMessageFormat>();

/** A message with its variables; throws on a variable that is missing, which a test rules out. */
export function say(language: Language, key: MessageKey, variables: Variables = {}): string {
  const id = `${language}:${key}`;
  let message = compiled.get(id);
  if (message === undefined) {
    const text = LANGUAGE_TRAITS[language].messages[key];
    message = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
    compiled.set(id, message);
  }
  const plain = Object.fromEntries(Object.entries(variables).map(([k, v]) => [k, String(v)]));
  return String(message.format(plain));
}

/** The calendar day of an instant (ISO 8601), in the zone that the text names. */
export function sayDay(language: Language, instant: string): string {
  const { timeZone } = LANGUAGE_TRAITS[language];
  const date = new Date(instant);
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    month: 'numeric',
    day: 'numeric',
  }).formatToParts(date);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  const monthName = new Intl.DateTimeFormat(language, { timeZone, month: 'long' }).format(date);
  return say(language, 'day', { month: part('month'), day: part('day'), monthName });
}
