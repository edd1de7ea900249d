/** Which headings of a task list name a difficulty. */

import {
  byDifficulty,
  DIFFICULTIES,
  DIFFICULTY_TRAITS,
  type Difficulty,
} from '../../domain/difficulty.js';
import { hasHan } from '../../messages/languages.js';

/** `Easygoing` is no difficulty; 简单任务 is one, 简单介绍 (a brief introduction) is none. */
const LATIN_END = '(?!\\p{Script=Latin})';
const CHINESE_END = '(?:(?!\\p{Script=Han})|(?=任务|的任务|难度|级|类))';
const WORD = byDifficulty((difficulty) => {
  const words = DIFFICULTY_TRAITS[difficulty].words;
  const whole = words.map((word) => word + (hasHan(word) ? CHINESE_END : LATIN_END));
  return new RegExp(`^(?:${whole.join('|')})`, 'iu');
});
const SAME_WORD = byDifficulty(
  (difficulty) => new RegExp(DIFFICULTY_TRAITS[difficulty].words.join('|'), 'giu'),
);

/** Emoji, emphasis, numbering, an anchor, 「难度：」. */
const DECORATION = /^(?:<[^<>]*>|:[a-z0-9_+-]+:|[一二三四五六七八九十]+、|[^\p{L}])*/iu;
const PREFIX = /^(?:难度|difficulty|level)[^\p{L}]+/iu;
/** A heading's first words decide; strangers' headings may be 256 KB long. Characters. */
const LONGEST_HEADING = 160;

type Named = { readonly difficulty: Difficulty; readonly rest: string };

/** A heading that begins with the word: `Easy——从这里开始`, `🟢 Easy tasks`, `简单`. */
export function headingDifficulty(heading: string): Difficulty | null {
  return named(heading)?.difficulty ?? null;
}

/** A line that is the word and nothing else: `Easy：`, `**Easy**`, `-Easy`, `Easy (3)`, `简单 Easy`. */
export function labelDifficulty(line: string): Difficulty | null {
  if (line.length > LONGEST_HEADING) return null;
  const found = named(line);
  if (found === null) return null;
  const rest = found.rest
    .replace(SAME_WORD[found.difficulty], '')
    .replace(/任务|tasks?|难度|level/giu, '')
    .replace(/[(（]\p{N}{1,4}[)）]/u, '');
  return /[\p{L}\p{N}#]/u.test(rest) ? null : found.difficulty;
}

function named(heading: string): Named | null {
  const text = heading.slice(0, LONGEST_HEADING).replace(DECORATION, '').replace(PREFIX, '');
  for (const difficulty of DIFFICULTIES) {
    const word = WORD[difficulty].exec(text)?.[0];
    if (word !== undefined) return { difficulty, rest: text.slice(word.length) };
  }
  return null;
}
