/** Texts that people read, in both languages. The lowest room: it imports no other. */
import { IntlMessageFormat } from 'intl-messageformat';
import { boardEn } from './board.en.js';
import { boardZhCN } from './board.zh-CN.js';
import { en } from './en.js';
import { zhCN } from './zh-CN.js';

export type MessageKey = keyof typeof zhCN | keyof typeof boardZhCN;
export type Messages = Readonly<Record<MessageKey, string>>;
export type MessageLanguage = 'zh-CN' | 'en';
export type Variables = Readonly<Record<string, string | number>>;

export const MESSAGES: Readonly<Record<MessageLanguage, Messages>> = {
  'zh-CN': { ...zhCN, ...boardZhCN },
  en: { ...en, ...boardEn },
};

export const LANGUAGES: readonly MessageLanguage[] = ['zh-CN', 'en'];

const compiled = new Map<string, IntlMessageFormat>();

/** A message with its variables; throws on a variable that is missing, which a test rules out. */
export function say(language: MessageLanguage, key: MessageKey, variables: Variables = {}): string {
  const id = `${language}:${key}`;
  let message = compiled.get(id);
  if (message === undefined) {
    message = new IntlMessageFormat(MESSAGES[language][key], language, undefined, {
      ignoreTag: true,
    });
    compiled.set(id, message);
  }
  const plain = Object.fromEntries(Object.entries(variables).map(([k, v]) => [k, String(v)]));
  return String(message.format(plain));
}

const ZONES: Readonly<Record<MessageLanguage, string>> = { 'zh-CN': 'Asia/Shanghai', en: 'UTC' };

/** The calendar day of an instant (ISO 8601), in the zone that the text names. */
export function sayDay(language: MessageLanguage, instant: string): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: ZONES[language],
    month: 'numeric',
    day: 'numeric',
  }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  const monthName = new Intl.DateTimeFormat('en', {
    timeZone: ZONES[language],
    month: 'long',
  }).format(new Date(instant));
  return say(language, 'day', { month: part('month'), day: part('day'), monthName });
}

/** The language in which to answer a comment: that of its words, else the repository's. */
export function languageOf(text: string, otherwise: MessageLanguage): MessageLanguage {
  const words = text.replace(/[/／][a-z]+|@[\w-]+|https?:\/\/\S+/gi, ' ');
  if (/\p{Script=Han}/u.test(words)) return 'zh-CN';
  return /[a-z]{2,}/i.test(words) ? 'en' : otherwise;
}
