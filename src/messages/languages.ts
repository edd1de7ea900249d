/** The languages that the bot speaks. The lowest room: it imports no other. */
import { en } from './en.js';
import { type Messages, zhCN } from './zh-CN.js';

type Traits = {
  readonly messages: Messages;
  /** As it calls itself. */
  readonly name: string;
  /** The letters by which words are known as its own. */
  readonly letters: RegExp;
  /** Of a text in two languages, the side with Han characters is its side. */
  readonly readsHan: boolean;
  /** In which it counts days: its message `day` names it. */
  readonly timeZone: string;
};

/** A line here and a file of messages are a language. The first whose letters words have is theirs. */
const TABLE = {
  'zh-CN': {
    messages: zhCN,
    name: '中文',
    letters: /\p{Script=Han}/u,
    readsHan: true,
    timeZone: 'Asia/Shanghai',
  },
  en: { messages: en, name: 'English', letters: /[a-z]{2,}/i, readsHan: false, timeZone: 'UTC' },
} as const satisfies Readonly<Record<string, Traits>>;

export type Language = keyof typeof TABLE;

export const LANGUAGE_TRAITS: Readonly<Record<Language, Traits>> = TABLE;

export const LANGUAGES = Object.keys(TABLE) as readonly Language[];

/** The language in which to answer a comment: that of its words, else the repository's. */
export function languageOf(text: string, otherwise: Language): Language {
  const words = text.replace(/[/／][a-z]+|@[\w-]+|https?:\/\/\S+/gi, ' ');
  return LANGUAGES.find((one) => LANGUAGE_TRAITS[one].letters.test(words)) ?? otherwise;
}

export function hasHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}
