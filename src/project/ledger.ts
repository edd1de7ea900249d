/**
 * The project's ledger: the hidden state of the plan on the tracking issue. It remembers what list
 * and labels last agreed on, and an index of the tasks' clocks. Rebuildable, never the truth.
 */

import { z } from 'zod';
import { byDifficulty, DIFFICULTIES, type Difficulty } from '../domain/difficulty.js';
import type { TaskClock } from '../issue/clock-index.js';

/** The labels by what they stand for. */
export type LabelNames = Readonly<Record<'task' | Difficulty, string>>;

export type Ledger = {
  /** The labels' names when the plan was written; null: there is no plan yet. */
  readonly labels: LabelNames | null;
  /** When tasks are to be reconciled next, in milliseconds since the epoch, by issue number. */
  readonly clocks: ReadonlyMap<number, number>;
  /** Until when tasks are held, in milliseconds since the epoch, by issue number. */
  readonly dues: ReadonlyMap<number, number>;
  /** Tasks whose clock an open pull request stops. */
  readonly inReview: readonly number[];
  /** Tasks that are reserved for somebody who is not assigned. */
  readonly reserved: readonly number[];
  /** Listed tasks, and the difficulty that list and label last agreed on; null: none so far. */
  readonly agreed: ReadonlyMap<number, Difficulty | null>;
  /** Issues that were done when the list said so: a tick of theirs goes when they are reopened. */
  readonly done: readonly number[];
  /** How often the plan moved from one account to another. */
  readonly moves: number;
};

export const NO_LEDGER: Ledger = {
  labels: null,
  clocks: new Map(),
  dues: new Map(),
  inReview: [],
  reserved: [],
  agreed: new Map(),
  done: [],
  moves: 0,
};

/** Numbers of issues; what is none is left out. */
const numbers = z
  .array(z.unknown())
  .transform((all) => all.filter((one): one is number => Number.isSafeInteger(one)))
  .catch([]);

/** Milliseconds since the epoch by issue number; what is none is left out. */
const times = z
  .record(z.string(), z.unknown())
  .transform(
    (all) =>
      new Map(
        Object.entries(all).flatMap(([number, at]) =>
          /^[1-9]\d*$/.test(number) && Number.isFinite(at) ? [[Number(number), Number(at)]] : [],
        ),
      ),
  )
  .catch(() => new Map());

const AGREED = [...DIFFICULTIES, null] as const;

const agreed = z
  .object({ ...byDifficulty(() => numbers), none: numbers })
  .transform(
    (all) =>
      new Map(AGREED.flatMap((one) => all[one ?? 'none'].map((number) => [number, one] as const))),
  )
  .catch(() => new Map());

const written = z
  .object({
    labels: z
      .object({ task: z.string(), ...byDifficulty(() => z.string()) })
      .nullable()
      .catch(null),
    clocks: times,
    dues: times,
    review: numbers,
    kept: numbers,
    agreed,
    done: numbers,
    moves: z.int().catch(0),
  })
  .transform(
    ({ review, kept, ...ledger }): Ledger => ({ ...ledger, inReview: review, reserved: kept }),
  )
  .catch(NO_LEDGER);

/** @param state what was read from the plan; strangers cannot write it, but may have damaged it */
export function parseLedger(state: unknown): Ledger {
  return written.parse(state);
}

/** As JSON, without what is empty, in an order that does not change. */
export function printLedger(ledger: Ledger): object {
  const { labels, clocks, dues, inReview, reserved, agreed, done, moves } = ledger;
  const byAgreed = AGREED.flatMap((difficulty) => {
    const own = [...agreed].filter(([, one]) => one === difficulty).map(([number]) => number);
    return own.length === 0 ? [] : [[difficulty ?? 'none', sorted(own)] as const];
  });
  return {
    v: 1,
    ...(labels === null ? {} : { labels }),
    ...(clocks.size === 0 ? {} : { clocks: inOrder(clocks) }),
    ...(dues.size === 0 ? {} : { dues: inOrder(dues) }),
    ...(inReview.length === 0 ? {} : { review: sorted(inReview) }),
    ...(byAgreed.length === 0 ? {} : { agreed: Object.fromEntries(byAgreed) }),
    ...(done.length === 0 ? {} : { done: sorted(done) }),
    ...(reserved.length === 0 ? {} : { kept: sorted(reserved) }),
    ...(moves === 0 ? {} : { moves }),
  };
}

function inOrder(values: ReadonlyMap<number, number>): Readonly<Record<string, number>> {
  return Object.fromEntries([...values].sort(([a], [b]) => a - b));
}

function sorted(values: readonly number[]): readonly number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

/** What the project's ledger remembers of a task; who holds it unassigned is not in it. */
export function clockInLedger(
  { clocks, dues, inReview, reserved }: Ledger,
  number: number,
  otherwise: number | null = null,
): TaskClock {
  return {
    at: clocks.get(number) ?? otherwise,
    isReserved: reserved.includes(number),
    holders: [],
    due: dues.get(number) ?? null,
    isInReview: inReview.includes(number),
  };
}
