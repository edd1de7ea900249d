/**
 * Who waits behind a held task. They hold nothing, so waiting counts towards no limit; when the task
 * frees, the next is offered it for a while, and a missed offer moves back, not out.
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

export type Waitlist = {
  readonly waiters: readonly Waiter[];
  readonly offer: Offer | null;
  /** Offers made so far. */
  readonly offers: number;
};

export const NO_WAITLIST: Waitlist = { waiters: [], offer: null, offers: 0 };

/** The offer that holds the task now; null: none, or its time is over. */
export function openOffer({ offer }: Waitlist, now: string): Offer | null {
  return offer !== null && Date.parse(offer.until) > Date.parse(now) ? offer : null;
}

/** From 1; null: they do not wait. */
export function placeOf({ waiters }: Waitlist, person: Person): number | null {
  const index = waiters.findIndex((waiter) => same(waiter, person));
  return index === -1 ? null : index + 1;
}

export function joined(waitlist: Waitlist, { id, login }: Person, since: string): Waitlist {
  return { ...waitlist, waiters: [...waitlist.waiters, { id, login, since, missed: false }] };
}

export function left(waitlist: Waitlist, person: Person): Waitlist {
  const { offer } = waitlist;
  return {
    ...waitlist,
    waiters: without(waitlist.waiters, [person]),
    offer: offer !== null && same(offer, person) ? null : offer,
  };
}

/** Somebody holds the task again: they wait no more, and all others have their chance again. */
export function taken(waitlist: Waitlist, by: Person): Waitlist {
  const waiters = without(waitlist.waiters, [by]).map((waiter) => ({ ...waiter, missed: false }));
  return { ...waitlist, waiters, offer: null };
}

/** What is left once an offer's time is over: who missed it waits behind the others. */
export function withoutExpired(waitlist: Waitlist, now: string): Waitlist {
  const { offer } = waitlist;
  if (offer === null || openOffer(waitlist, now) !== null) return waitlist;
  const late = waitlist.waiters.filter((waiter) => same(waiter, offer));
  const others = without(waitlist.waiters, late);
  const back = late.map((waiter) => ({ ...waiter, missed: true }));
  return { ...waitlist, offer: null, waiters: [...others, ...back] };
}

/** Whose turn it is; null: nobody waits, or everybody let this chance pass. */
export function nextWaiter({ waiters }: Waitlist): Waiter | null {
  return waiters.find(({ missed }) => !missed) ?? null;
}
