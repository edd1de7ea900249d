/** How difficulties, people and dates are said, in plans, answers and pages alike. */
import { DIFFICULTY_TRAITS, type Difficulty } from '../domain/difficulty.js';
import { inert } from '../domain/markdown/inert.js';
import { say } from '../messages/format.js';
import type { Language } from '../messages/languages.js';
import type { Claim } from './state.js';

export function sayDifficulty(language: Language, difficulty: Difficulty | null): string {
  return difficulty === null
    ? say(language, 'difficulty.none')
    : DIFFICULTY_TRAITS[difficulty].name;
}

/** Logins without a live @: only the person being answered is pinged. */
export function sayNames(
  language: Language,
  people: readonly { readonly login: string }[],
): string {
  return people.map(({ login }) => inert(login)).join(say(language, 'list'));
}

/** The deadline that counts for others: the latest; null: somebody holds it without one. */
function lastDue(claims: readonly Claim[]): string | null {
  const dues = claims.map(({ due }) => due);
  return dues.includes(null) ? null : (dues.toSorted().at(-1) ?? null);
}

/** Until when a task is held, as one may say it to others: no date that is past, or stands still. */
export function heldUntil(claims: readonly Claim[], now: string): string | null {
  const due = lastDue(claims);
  const isPaused = claims.some(({ pausedSince }) => pausedSince !== null);
  return due === null || isPaused || Date.parse(due) < Date.parse(now) ? null : due;
}
