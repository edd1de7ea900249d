/** The queue of one process. */
import type { Clock, Timer } from '../clock.js';
import type { Queued, QueueOptions, RequestQueue } from '../queue.js';

/** `notBefore`: by the clock that never leaps, or whatever waits would wait as much longer. */
type Waiting<Key> = { readonly queued: Queued<Key>; readonly notBefore: number; failures: number };

export function createQueue<Key>(options: QueueOptions<Key>, clock: Clock): RequestQueue<Key> {
  const waiting = new Map<string, Waiting<Key>>();
  const running = new Map<string, Promise<void>>();
  const inGroup = new Map<string, number>();
  let timer: Timer | null = null;
  let stopped = false;

  function put(queued: Queued<Key>, delayMs: number, failures: number): void {
    const notBefore = clock.monotonic() + delayMs;
    const known = waiting.get(queued.id);
    const key = known === undefined ? queued.key : options.merge(known.queued.key, queued.key);
    waiting.set(queued.id, {
      queued: { id: queued.id, key },
      notBefore: Math.min(notBefore, known?.notBefore ?? notBefore),
      failures: Math.max(failures, known?.failures ?? 0),
    });
    begin();
  }

  function begin(): void {
    if (stopped) return;
    const now = clock.monotonic();
    let next = Number.POSITIVE_INFINITY;
    for (const [id, entry] of waiting) {
      if (running.has(id)) continue;
      if (entry.notBefore > now) {
        next = Math.min(next, entry.notBefore);
        continue;
      }
      const group = options.groupOf(entry.queued.key);
      if ((inGroup.get(group) ?? 0) >= options.concurrency) continue;
      waiting.delete(id);
      inGroup.set(group, (inGroup.get(group) ?? 0) + 1);
      running.set(id, run(id, entry, group));
    }
    timer?.cancel();
    timer = next === Number.POSITIVE_INFINITY ? null : clock.after(next - now, begin);
  }

  async function run(id: string, { queued, failures }: Waiting<Key>, group: string): Promise<void> {
    try {
      await options.run(queued.key, nobodyElse);
    } catch (error) {
      const counts = options.counts?.(error) ?? true;
      const count = counts ? failures + 1 : failures;
      const delayMs = await options.onFailure(queued.key, error, count);
      if (delayMs !== null) put(queued, delayMs, count);
    } finally {
      running.delete(id);
      const left = (inGroup.get(group) ?? 1) - 1;
      if (left === 0) inGroup.delete(group);
      else inGroup.set(group, left);
      begin();
    }
  }

  return {
    add: async (queued, delayMs = 0) => put(queued, delayMs, 0),
    stop: async () => {
      stopped = true;
      timer?.cancel();
      await Promise.all(running.values());
    },
    waitingIn: async (group) => {
      const now = clock.monotonic();
      return [...waiting.values()].filter(
        ({ queued, notBefore }) => notBefore <= now && options.groupOf(queued.key) === group,
      ).length;
    },
    oldest: async () => {
      const now = clock.monotonic();
      const times = [...waiting.values()].map(({ notBefore }) => notBefore);
      const due = times.filter((notBefore) => notBefore <= now);
      return due.length === 0 ? null : clock.now() - (now - Math.min(...due));
    },
    size: async () => ({ waiting: waiting.size, running: running.size }),
  };
}

/** One process has its requests for itself. */
async function nobodyElse(): Promise<void> {}
