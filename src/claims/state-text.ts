/** The state as it is written into a plan, and read back without trust. */
import { z } from 'zod';
import { DIFFICULTIES } from '../domain/difficulty.js';
import { instant } from '../domain/time.js';
import type { Claim, TaskState } from './state.js';
import { NO_WAITLIST, type Waitlist } from './waitlist.js';

const person = { id: z.int(), login: z.string() };

/** What most claims have, and so is left out where it is written: every plan carries this. */
const claim = z.object({
  ...person,
  since: instant,
  due: instant.nullable(),
  extensions: z.int().default(0),
  assigned: z.boolean().default(true),
  pausedSince: instant.optional().transform((since) => since ?? null),
});

/** Short, because there may be fifty. */
const answered = z
  .tuple([z.int(), z.string(), instant], z.unknown())
  .transform(([commentId, command, countsFrom]) => ({ commentId, command, countsFrom }));

const past = z.object({
  ...person,
  how: z.enum(['given-back', 'silent']),
  due: instant,
  at: instant,
  extensions: z.int().exactOptional(),
});

const line = z
  .object({
    waitlist: z.array(z.object({ ...person, since: instant, missed: z.boolean() })),
    offer: z.object({ ...person, n: z.int(), until: instant }).nullable(),
    offers: z.int(),
  })
  .transform(({ waitlist, ...rest }): Waitlist => ({ waiters: waitlist, ...rest }));

/**
 * Without claims or answered commands that can be read there is no state; any other part that is
 * missing or damaged is read as if there were nothing of it. Keys in the order in which they are
 * written, so that what is read and written again is the same text.
 */
const written = z.object({
  v: z.literal(1),
  moved: z
    .unknown()
    .optional()
    .refine((moved) => moved !== true),
  claims: z.array(claim),
  answered: z.array(answered),
  before: instant.nullable().default(null).catch(null),
  settled: z
    .object({ labels: z.array(z.string()), difficulty: z.enum(DIFFICULTIES) })
    .nullable()
    .default(null)
    .catch(null),
  past: z.array(past).default([]).catch([]),
  line: line.default(NO_WAITLIST).catch(NO_WAITLIST),
  ended: z.object({ pull: z.int().nullable() }).nullable().default(null).catch(null),
  former: z
    .object({ login: z.string(), upTo: z.int(), moves: z.int() })
    .nullable()
    .default(null)
    .catch(null),
});

/** The state that was read from a plan; null: none, damaged, moved, or of a version we do not know. */
export function parseState(value: unknown): TaskState | null {
  const { data } = written.safeParse(value);
  if (data === undefined) return null;
  const { v: _, moved: __, line: waitlist, former: previous, ...state } = data;
  return { ...state, waitlist, previous };
}

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
    ...(isEmpty(state.waitlist) ? {} : { line: printWaitlist(state.waitlist) }),
    ...(state.ended === null ? {} : { ended: state.ended }),
    ...(state.previous === null ? {} : { former: state.previous }),
  };
}

function printClaim({ extensions, assigned, pausedSince, ...rest }: Claim): z.input<typeof claim> {
  return {
    ...rest,
    ...(extensions === 0 ? {} : { extensions }),
    ...(assigned ? {} : { assigned }),
    ...(pausedSince === null ? {} : { pausedSince }),
  };
}

function printWaitlist({ waiters, offer, offers }: Waitlist): unknown {
  return { waitlist: waiters, offer, offers };
}

function isEmpty({ waiters, offer, offers }: Waitlist): boolean {
  return waiters.length === 0 && offer === null && offers === 0;
}
