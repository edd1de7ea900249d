/** A task that is free while people wait is offered to the next of them, with one ping. */

import type { Claim } from '../../claims/state.js';
import {
  NO_WAITLIST,
  nextWaiter,
  openOffer,
  taken,
  type Waitlist,
  withoutExpired,
} from '../../claims/waitlist.js';
import { markedComments, markerLine, offerNumber } from '../../domain/marker.js';
import { HOUR_MS, later } from '../../domain/time.js';
import { say, sayDay } from '../../messages/format.js';
import type { Effect } from '../effect.js';
import type { IssueFacts, Task } from '../facts.js';

export type OfferDecision = {
  readonly waitlist: Waitlist;
  readonly effects: readonly Effect[];
  /** When the offer ends, in milliseconds since the epoch; null: there is none. */
  readonly nextAt: number | null;
};

export function decideOffer(
  facts: IssueFacts,
  task: Task,
  folded: Waitlist,
  claims: readonly Claim[],
): OfferDecision {
  const { context, snapshot, now } = facts;
  if (!context.config.claims.waitlist) return { waitlist: NO_WAITLIST, effects: [], nextAt: null };
  const [holder] = claims;
  if (holder !== undefined) {
    const waitlist = claims.reduce(taken, folded);
    return { waitlist, effects: [], nextAt: null };
  }
  const isClaimable = task.isTask && snapshot.issue.state === 'open' && task.drafts.length === 0;
  const waitlist = isClaimable ? withoutExpired(folded, now) : folded;
  const open = openOffer(waitlist, now);
  if (open !== null) return { waitlist, effects: [], nextAt: Date.parse(open.until) };
  const next = isClaimable ? nextWaiter(waitlist) : null;
  if (next === null) return { waitlist, effects: [], nextAt: null };
  return offerTo(facts, waitlist, next);
}

function offerTo(
  { context, snapshot, now }: IssueFacts,
  waitlist: Waitlist,
  { id, login }: { readonly id: number; readonly login: string },
): OfferDecision {
  const { language, claims } = context.config;
  const n = Math.max(waitlist.offers, ...offersIn(snapshot, context.botLogin, waitlist.offers)) + 1;
  const marker = { kind: 'offer', key: `${login} ${n}` } as const;
  // A run that was cut off behind the comment finds its offer again.
  const [made] = markedComments(snapshot.comments, context.botLogin, marker);
  const since = made?.createdAt ?? now;
  const until = later(since, claims.offerHours * HOUR_MS);
  const text = say(language, 'offer', { login, until: sayDay(language, until) });
  const effects: readonly Effect[] =
    made === undefined
      ? [
          {
            kind: 'create-comment',
            priority: 'answer',
            body: `${text}\n\n${markerLine(marker)}`,
            why: `the task is free and ${login} is next in line`,
          },
        ]
      : [];
  const offer = { id, login, n, until };
  return { waitlist: { ...waitlist, offer, offers: n }, effects, nextAt: Date.parse(until) };
}

/** Offers in the thread that a lost plan forgot, by number; not that of a run that was cut off. */
function offersIn(
  { comments, state }: IssueFacts['snapshot'],
  botLogin: string,
  known: number,
): readonly number[] {
  const made = comments
    .filter(({ author }) => author?.login === botLogin)
    .flatMap(({ body }) => offerNumber(body) ?? []);
  // With a plan, the next number may belong to the offer that was cut off: it is found again.
  return state === null ? made : made.filter((n) => n !== known + 1);
}
