/** The state as it is written into a plan, and read back without trust. */
import { isDifficulty, type Person } from '../task.js';
import type { Claim, Ending, Former, PastClaim, TaskState } from './state.js';
import { type Line, NO_LINE, type Offer, type Waiter } from './waitlist.js';

/** How it is written: short, because every plan carries it. */
export function printState(state: TaskState): unknown {
  return {
    v: 1,
    claims: state.claims.map(printClaim),
    answered: state.answered.map(({ commentId, command, countsFrom }) => [
      commentId,
      command,
      countsFrom,
    ]),
    ...(state.before === null ? {} : { before: state.before }),
    ...(state.settled === null ? {} : { settled: state.settled }),
    ...(state.past.length === 0 ? {} : { past: state.past }),
    ...(isEmpty(state.line) ? {} : { line: state.line }),
    ...(state.ended === null ? {} : { ended: state.ended }),
    ...(state.former === null ? {} : { former: state.former }),
  };
}

/** The state that was read from a plan; null: none, damaged, moved, or of a version we do not know. */
export function parseState(value: unknown): TaskState | null {
  if (!isRecord(value) || value.v !== 1 || value.moved === true) return null;
  const { claims, answered, before, settled, past, line, ended, former } = value;
  if (!isArrayOf(claims, isClaim) || !isArrayOf(answered, isAnswered)) return null;
  return {
    claims: claims.map((claim) => ({ ...CLAIM_DEFAULTS, ...claim })),
    answered: answered.map(([commentId, command, countsFrom]) => ({
      commentId,
      command,
      countsFrom,
    })),
    before: isTime(before) ? before : null,
    settled: isSettled(settled) ? settled : null,
    past: isArrayOf(past, isPast) ? past : [],
    line: isLine(line) ? line : NO_LINE,
    ended: isEnding(ended) ? ended : null,
    former: isFormer(former) ? former : null,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isArrayOf<T>(value: unknown, is: (each: unknown) => each is T): value is T[] {
  return Array.isArray(value) && value.every(is);
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

/** What most claims have, and so is left out where it is written: every plan carries this. */
const CLAIM_DEFAULTS = { extensions: 0, assigned: true, pausedSince: null };

type PrintedClaim = Omit<Claim, keyof typeof CLAIM_DEFAULTS> &
  Partial<Pick<Claim, keyof typeof CLAIM_DEFAULTS>>;

function printClaim({ extensions, assigned, pausedSince, ...claim }: Claim): PrintedClaim {
  return {
    ...claim,
    ...(extensions === 0 ? {} : { extensions }),
    ...(assigned ? {} : { assigned }),
    ...(pausedSince === null ? {} : { pausedSince }),
  };
}

function isClaim(value: unknown): value is PrintedClaim {
  return (
    isPerson(value) &&
    isTime(value.since) &&
    (value.due === null || isTime(value.due)) &&
    (value.extensions === undefined || Number.isSafeInteger(value.extensions)) &&
    (value.assigned === undefined || typeof value.assigned === 'boolean') &&
    (value.pausedSince === undefined || isTime(value.pausedSince))
  );
}

function isPast(value: unknown): value is PastClaim {
  return (
    isPerson(value) &&
    (value.how === 'given-back' || value.how === 'silent') &&
    isTime(value.due) &&
    isTime(value.at)
  );
}

function isEmpty({ waitlist, offer, offers }: Line): boolean {
  return waitlist.length === 0 && offer === null && offers === 0;
}

function isLine(value: unknown): value is Line {
  return (
    isRecord(value) &&
    isArrayOf(value.waitlist, isWaiter) &&
    (value.offer === null || isOffer(value.offer)) &&
    Number.isSafeInteger(value.offers)
  );
}

function isWaiter(value: unknown): value is Waiter {
  return isPerson(value) && isTime(value.since) && typeof value.missed === 'boolean';
}

function isOffer(value: unknown): value is Offer {
  return isPerson(value) && Number.isSafeInteger(value.n) && isTime(value.until);
}

function isPerson(value: unknown): value is Record<string, unknown> & Person {
  return isRecord(value) && Number.isSafeInteger(value.id) && typeof value.login === 'string';
}

function isEnding(value: unknown): value is Ending {
  return isRecord(value) && (value.pull === null || Number.isSafeInteger(value.pull));
}

function isFormer(value: unknown): value is Former {
  return (
    isRecord(value) &&
    typeof value.login === 'string' &&
    Number.isSafeInteger(value.upTo) &&
    Number.isSafeInteger(value.moves)
  );
}

function isAnswered(value: unknown): value is [number, string, string] {
  return (
    Array.isArray(value) &&
    Number.isSafeInteger(value[0]) &&
    typeof value[1] === 'string' &&
    isTime(value[2])
  );
}

function isSettled(value: unknown): value is NonNullable<TaskState['settled']> {
  return (
    isRecord(value) &&
    isArrayOf(value.labels, (each): each is string => typeof each === 'string') &&
    isDifficulty(value.difficulty)
  );
}
