/**
 * The queue of looks: "look at this again" under one key per issue. A key that is added while it
 * waits is not added twice; one that is added while it runs is looked at once more afterwards. No
 * key ever runs twice at the same time, so every issue has a single writer; and one installation
 * that waits for GitHub's limits does not hold up another.
 */

export type Look<Key> = { readonly id: string; readonly key: Key };

export type LookQueue<Key> = {
  /** @param delayMs not before this many milliseconds; the earlier of two times counts. */
  readonly add: (look: Look<Key>, delayMs?: number) => void;
  /** Begin nothing new and wait for what runs; resolves at once when nothing does. */
  readonly stop: () => Promise<void>;
  /** Looks that wait, looks that run. */
  readonly size: () => { readonly waiting: number; readonly running: number };
};

export type QueueOptions<Key> = {
  readonly look: (key: Key) => Promise<void>;
  /** One key for two looks at the same thing, of which the first still waits. */
  readonly merge: (waiting: Key, added: Key) => Key;
  /** A look failed: how long to wait before the next try, in milliseconds; null: give up. */
  readonly onFailure: (key: Key, error: unknown, failures: number) => number | null;
  /** Looks of one group wait for each other beyond the concurrency; groups never do. */
  readonly groupOf: (key: Key) => string;
  /** How many looks of a group run at the same time. */
  readonly concurrency: number;
};

type Waiting<Key> = { readonly look: Look<Key>; readonly notBefore: number; failures: number };

export function createLookQueue<Key>(options: QueueOptions<Key>): LookQueue<Key> {
  const waiting = new Map<string, Waiting<Key>>();
  const running = new Map<string, Promise<void>>();
  const inGroup = new Map<string, number>();
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  function put(look: Look<Key>, delayMs: number, failures: number): void {
    const notBefore = Date.now() + delayMs;
    const known = waiting.get(look.id);
    const key = known === undefined ? look.key : options.merge(known.look.key, look.key);
    waiting.set(look.id, {
      look: { id: look.id, key },
      notBefore: Math.min(notBefore, known?.notBefore ?? notBefore),
      failures: Math.max(failures, known?.failures ?? 0),
    });
    begin();
  }

  function begin(): void {
    if (stopped) return;
    const now = Date.now();
    let next = Number.POSITIVE_INFINITY;
    for (const [id, entry] of waiting) {
      if (running.has(id)) continue;
      if (entry.notBefore > now) {
        next = Math.min(next, entry.notBefore);
        continue;
      }
      const group = options.groupOf(entry.look.key);
      if ((inGroup.get(group) ?? 0) >= options.concurrency) continue;
      waiting.delete(id);
      inGroup.set(group, (inGroup.get(group) ?? 0) + 1);
      running.set(id, run(id, entry, group));
    }
    if (timer !== null) clearTimeout(timer);
    timer = next === Number.POSITIVE_INFINITY ? null : setTimeout(begin, next - now).unref();
  }

  async function run(id: string, { look, failures }: Waiting<Key>, group: string): Promise<void> {
    try {
      await options.look(look.key);
    } catch (error) {
      const delayMs = options.onFailure(look.key, error, failures + 1);
      if (delayMs !== null) put(look, delayMs, failures + 1);
    } finally {
      running.delete(id);
      const left = (inGroup.get(group) ?? 1) - 1;
      if (left === 0) inGroup.delete(group);
      else inGroup.set(group, left);
      begin();
    }
  }

  return {
    add: (look, delayMs = 0) => put(look, delayMs, 0),
    stop: async () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await Promise.all(running.values());
    },
    size: () => ({ waiting: waiting.size, running: running.size }),
  };
}
