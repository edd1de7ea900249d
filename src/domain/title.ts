/** What a title says in one language. Bilingual titles hold both: `Add lock API; 新增分布式锁 API`. */
import { LANGUAGE_TRAITS, type Language } from '../messages/languages.js';
import { oneLine } from './unprintable.js';

const SEPARATOR = /[;；]|\s\/\s/g;

/** In UTF-16 units. GitHub takes 256 characters; a longer text is a line of a list, and one text. */
const LONGEST_TITLE = 1_000;

/**
 * The side of a bilingual title in the language. It splits at the first separator of which exactly
 * one side has Han characters and both have words; otherwise it is one text.
 */
export function titleFor(language: Language, title: string): string {
  const text = oneLine(title);
  if (text.length > LONGEST_TITLE) return text;
  const han = extent(text, /\p{Script=Han}/gu);
  const words = extent(text, /[\p{L}\p{N}]/gu);
  for (const { index, 0: separator } of text.matchAll(SEPARATOR)) {
    const end = index + separator.length;
    const hanLeft = han.first < index;
    const hanRight = han.last >= end;
    if (hanLeft === hanRight || words.first >= index || words.last < end) continue;
    const takesLeft = hanLeft === LANGUAGE_TRAITS[language].readsHan;
    return (takesLeft ? text.slice(0, index) : text.slice(end)).trim();
  }
  return text;
}

/** A title is no Markdown: what looks like a link in it is none where it is printed as Markdown. */
export function titleWords(language: Language, title: string): string {
  return titleFor(language, title).replace(/\](?=\()/g, ']\\');
}

/** Offsets of the first and last match; none: an empty extent. */
function extent(text: string, pattern: RegExp): { first: number; last: number } {
  let first = Number.POSITIVE_INFINITY;
  let last = -1;
  for (const { index } of text.matchAll(pattern)) {
    first = Math.min(first, index);
    last = index;
  }
  return { first, last };
}
