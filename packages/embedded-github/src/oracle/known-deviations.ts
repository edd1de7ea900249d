/**
 * Where GitHub's description is wrong or stricter than GitHub, each with the reason. Everything
 * else that deviates fails a test.
 */
import type { Deviation } from './deviation.js';

export type KnownDeviation = {
  readonly on: RegExp;
  readonly where: RegExp;
  /** Every part where it is left out. */
  readonly part?: RegExp;
  readonly expected: RegExp;
  readonly why: string;
};

export const KNOWN_DEVIATIONS: readonly KnownDeviation[] = [
  {
    on: /^GET \/app\/installations$/,
    where: /^\/\*\/account$/,
    expected: /^has to have (created_at|name|slug|updated_at)$/,
    why: 'Octokit made of "a user or an enterprise" one that is both; elsewhere it is left as it was.',
  },
  {
    on: /^delivery /,
    where: /\/user_view_type$/,
    expected: /^is nothing that GitHub tells$/,
    why: 'Where a user is written out instead of named it is missing; GitHub sends it of every user.',
  },
  {
    on: /^GET .*\/issues\/(\{issue_number\}\/)?events$/,
    where: /^\/\*\/state_reason$/,
    expected: /^is nothing that GitHub tells$/,
    why: 'Why an issue was closed is described of the timeline alone; GitHub tells it here too.',
  },
  {
    on: /^\w+ \/repos\//,
    where: /^$/,
    part: /^answer 30[17]$/,
    expected: /^has to have one of the statuses/,
    why: 'A repository under its former name answers 301 to every read and 307 to every write (docs: redirects); it is described of some alone.',
  },
];

export function isKnown(deviation: Deviation): boolean {
  return KNOWN_DEVIATIONS.some(
    ({ on, part = /^/, where, expected }) =>
      on.test(deviation.on) &&
      part.test(deviation.part) &&
      where.test(deviation.where) &&
      expected.test(deviation.expected),
  );
}
