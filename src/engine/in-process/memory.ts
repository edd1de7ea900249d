/** What one process remembers. */
import { LRUCache } from 'lru-cache';
import type { Memory, SharedMap } from '../engine.js';

/** Maps that are forgotten are also forgotten, the oldest first, beyond this many. */
const MOST_PASSING = 20_000;

export function createMemory(): Memory {
  const lasting = new Map<string, Map<string, unknown>>();
  const passing = new LRUCache<string, Map<string, unknown>>({ max: MOST_PASSING });
  const tails = new Map<string, Promise<unknown>>();

  async function hold<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
    const [first, ...rest] = [...new Set(names)].sort();
    if (first === undefined) return work();
    const before = tails.get(first) ?? Promise.resolve();
    const done = before.then(() => hold(rest, work));
    const tail = done.catch(() => undefined);
    tails.set(first, tail);
    tail.then(() => tails.get(first) === tail && tails.delete(first));
    return done;
  }

  function map<Value>(name: string, ttlMs?: number): SharedMap<Value> {
    const read = () =>
      ((ttlMs === undefined ? lasting : passing).get(name) ?? new Map()) as Map<string, Value>;
    const keep = (values: Map<string, Value>) => {
      if (ttlMs !== undefined) passing.set(name, values, { ttl: ttlMs });
      else if (values.size === 0) lasting.delete(name);
      else lasting.set(name, values);
    };
    return {
      get: async (field) => read().get(field) ?? null,
      set: async (field, value) => keep(read().set(field, value)),
      setIfNew: async (field, value) => {
        const values = read();
        if (!values.has(field)) keep(values.set(field, value));
      },
      clear: async () => {
        lasting.delete(name);
        passing.delete(name);
      },
      delete: async (field) => {
        const values = read();
        if (values.delete(field)) keep(values);
      },
      all: async () => new Map(read()),
    };
  }

  return { map, hold };
}
