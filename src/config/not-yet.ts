/**
 * Keys of the contract that this version does not act on. They are refused instead of ignored:
 * nobody shall believe in a reminder that never comes. To bring a feature in, remove its entry.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Finding } from './problems.js';
import type { Path } from './yaml-data.js';

/** `*` stands for any key. `accepted`: the values that are true today, without the feature. */
export type NotYet = { readonly path: string; readonly accepted: readonly unknown[] };

export const NEWSLETTER_NOT_YET: readonly NotYet[] = [{ path: 'publish.mode', accepted: ['file'] }];

/** One finding for each key of the list that the data sets to anything but an accepted value. */
export function notYetFindings(data: unknown, list: readonly NotYet[]): Finding[] {
  return list.flatMap(({ path, accepted }) =>
    written(data, path.split('.'), [])
      .filter(({ value }) => !accepted.some((one) => isDeepStrictEqual(one, value)))
      .map((found) => ({ path: found.path, on: 'key', message: messageOf(accepted) })),
  );
}

function messageOf(accepted: readonly unknown[]): string {
  const only = accepted.map((value) => JSON.stringify(value).replaceAll('"', '')).join(' or ');
  return accepted.length === 0
    ? 'not available in this version yet: leave it out'
    : `not available in this version yet: leave it out, or write ${only}`;
}

function written(
  data: unknown,
  [name, ...rest]: readonly string[],
  above: Path,
): { path: Path; value: unknown }[] {
  if (name === undefined) return [{ path: above, value: data }];
  if (typeof data !== 'object' || data === null) return [];
  const isList = Array.isArray(data);
  return Object.entries(data)
    .filter(([key]) => name === '*' || key === name)
    .flatMap(([key, value]) => written(value, rest, [...above, isList ? Number(key) : key]));
}
