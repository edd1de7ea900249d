/**
 * Deliveries whose work is done, by their signature: whoever recorded one may send it again for
 * ever. What was never done is not among them, so GitHub's own redelivery works, and what comes
 * again within seconds is merged in the queue instead.
 */
import { HOUR_MS } from '../domain/time.js';
import type { Clock } from '../engine/clock.js';
import type { Memory } from '../engine/engine.js';
import { shortId } from '../telemetry/correlation.js';

export type Replays = {
  /** This delivery came with this signature. */
  readonly note: (delivery: string, signature: string) => Promise<void>;
  /** All that these deliveries asked for was done. */
  readonly done: (deliveries: readonly string[]) => Promise<void>;
  /** Whether it was done, and came first more than a few seconds ago. */
  readonly isReplay: (signature: string) => Promise<boolean>;
};

/** GitHub may send one twice in the same moment. */
const SAME_MOMENT_MS = 5_000;

/** Each hour's in a map of its own, so that old ones go. In hours. */
const KEPT = 2;

type Seen = { readonly signature: string; readonly at: number };

export function createReplays(memory: Memory, clock: Pick<Clock, 'now'>): Replays {
  const hours = () =>
    Array.from({ length: KEPT }, (_, ago) => Math.floor(clock.now() / HOUR_MS) - ago);
  const seenIn = (hour: number) => memory.map<Seen>(`deliveries ${hour}`, KEPT * HOUR_MS);
  const doneIn = (hour: number) => memory.map<number>(`done deliveries ${hour}`, KEPT * HOUR_MS);

  async function newest<T>(get: (hour: number) => Promise<T | null>): Promise<T | null> {
    for (const hour of hours()) {
      const found = await get(hour);
      if (found !== null) return found;
    }
    return null;
  }

  return {
    note: async (delivery, signature) => {
      const [now = 0] = hours();
      await seenIn(now).setIfNew(shortId(delivery), { signature, at: clock.now() });
    },
    done: async (deliveries) => {
      const [now = 0] = hours();
      for (const delivery of deliveries) {
        const seen = await newest((hour) => seenIn(hour).get(delivery));
        if (seen !== null) await doneIn(now).setIfNew(seen.signature, seen.at);
      }
    },
    isReplay: async (signature) => {
      const first = await newest((hour) => doneIn(hour).get(signature));
      const age = clock.now() - (first ?? Number.POSITIVE_INFINITY);
      return age > SAME_MOMENT_MS && age < HOUR_MS;
    },
  };
}
