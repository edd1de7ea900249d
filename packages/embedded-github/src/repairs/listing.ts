import { type Answer, jsonAnswer } from '../server/answer.js';
import type { Call } from '../server/context.js';
import { secondOf } from '../state/whole-seconds.js';

type Item = Readonly<Record<string, unknown>>;

/** Items updated in the second of `since` or later; all of them when it is absent or no date. */
export function updatedSince<T extends Item>(items: readonly T[], since: string | null): T[] {
  const from = secondOf(since);
  if (Number.isNaN(from)) return [...items];
  return items.filter((item) => secondOf(item.updated_at) >= from);
}

export type Order = { readonly field: string; readonly direction: 'asc' | 'desc' };

/** What happened in the same second is in the order of its numbers or ids, or the reverse. */
export function sorted<T extends Item>(items: readonly T[], { field, direction }: Order): T[] {
  const key = (item: T) => {
    const value = item[field];
    return typeof value === 'number' ? value : secondOf(value);
  };
  const born = (item: T) => Number(item.number ?? item.id);
  const ascending = [...items].sort(
    (one, other) => key(one) - key(other) || born(one) - born(other),
  );
  return direction === 'asc' ? ascending : ascending.reverse();
}

/** One page of a listing with the Link header of the others. `like` lends its other headers. */
export function pageOf(items: readonly Item[], call: Call, url: string, like: Answer): Answer {
  const number = (name: string, otherwise: number) =>
    Math.max(1, Number.parseInt(call.query.get(name) ?? '', 10) || otherwise);
  const size = Math.min(100, number('per_page', 30));
  const page = number('page', 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (to: number, rel: string) => {
    const query = new URLSearchParams(call.query);
    query.set('page', String(to));
    return `<${url}${call.path}?${query}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev'), link(1, 'first')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
  ];
  const { link: _, ...headers } = like.headers;
  return jsonAnswer(200, items.slice((page - 1) * size, page * size), {
    ...headers,
    ...(links.length > 0 ? { link: links.join(', ') } : {}),
  });
}
