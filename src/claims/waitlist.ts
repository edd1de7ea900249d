/**
 * The line behind a held task. Who waits holds nothing, so it does not count towards any limit;
 * when the task frees, the next is offered it for a while, and a missed offer moves back, not out.
 */

import { same, without } from '../domain/person.js';
import type { Person } from '../domain/task.js';

export type Waiter = Person & {
  /** ISO 8601. */
  readonly since: string;
  /** Was offered the task since it was last held, and let the offer pass. */
  readonly missed: boolean;
};

export type Offer = Person & {
  /** The how-manyth offer of this task. */
  readonly n: number;
  /** ISO 8601. */
  readonly until: string;
};

export type Line = {
  readonly waitlist: readonly Waiter[];
  readonly offer: Offer | null;
  /** Offers made so far. */
  readonly offers: number;
};

export const NO_LINE: Line = { waitlist: [], offer: null, offers: 0 };

/** The offer that holds the task now; null: none, or its time is over. */
export function openOffer({ offer }: Line, now: string): Offer | null {
  return offer !== null && Date.parse(offer.until) > Date.parse(now) ? offer : null;
}

/** From 1; null: not in the line. */
export function placeOf({ waitlist }: Line, person: Person): number | null {
  const index = waitlist.findIndex((waiter) => same(waiter, person));
  return index === -1 ? null : index + 1;
}

export function joined(line: Line, { id, login }: Person, since: string): Line {
  return { ...line, waitlist: [...line.waitlist, { id, login, since, missed: false }] };
}

export function left(line: Line, person: Person): Line {
  const { offer } = line;
  return {
    ...line,
    waitlist: without(line.waitlist, [person]),
    offer: offer !== null && same(offer, person) ? null : offer,
  };
}

/** Somebody holds the task again: they leave the line, and all others have their chance again. */
export function taken(line: Line, by: Person): Line {
  const waitlist = without(line.waitlist, [by]).map((waiter) => ({ ...waiter, missed: false }));
  return { ...line, waitlist, offer: null };
}

/** The line once an offer's time is over: who missed it stands behind the others. */
export function withoutExpired(line: Line, now: string): Line {
  const { offer } = line;
  if (offer === null || openOffer(line, now) !== null) return line;
  const late = line.waitlist.filter((waiter) => same(waiter, offer));
  const others = without(line.waitlist, late);
  const back = late.map((waiter) => ({ ...waiter, missed: true }));
  return { ...line, offer: null, waitlist: [...others, ...back] };
}

/** Whose turn it is; null: nobody waits, or everybody let this chance pass. */
export function nextInLine({ waitlist }: Line): Waiter | null {
  return waitlist.find(({ missed }) => !missed) ?? null;
}
