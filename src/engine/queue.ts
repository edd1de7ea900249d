/**
 * The queue of requests: "reconcile this again", under one id per issue. What is added while its id
 * waits is merged with it; what is added while it runs, runs once more afterwards. No id ever runs
 * twice at the same time, so every issue has a single writer; and one installation that waits for
 * GitHub's limits does not hold up another.
 */

export type Queued<Key> = { readonly id: string; readonly key: Key };

export type RequestQueue<Key> = {
  /** @param delayMs not before this many milliseconds; the earlier of two times counts. */
  readonly add: (queued: Queued<Key>, delayMs?: number) => Promise<void>;
  /** Begin nothing new and wait for what runs; resolves at once when nothing does. */
  readonly stop: () => Promise<void>;
  /** Requests that wait, requests that run. */
  readonly size: () => Promise<QueueSize>;
  /**
   * Since when the request that waits longest could have run, in milliseconds since the epoch; null:
   * none waits for its turn.
   */
  readonly oldest: () => Promise<number | null>;
  /** Requests of one group that could run now and wait for others. */
  readonly waitingIn: (group: string) => Promise<number>;
};

export type QueueSize = { readonly waiting: number; readonly running: number };

/** Resolves while the request is still ours; fails once another replica may have taken it over. */
export type StillOurs = () => Promise<void>;

export type QueueOptions<Key> = {
  readonly run: (key: Key, stillOurs: StillOurs) => Promise<void>;
  /** One request for two of the same id, of which the first still waits. */
  readonly merge: (waiting: Key, added: Key) => Key;
  /** A request failed: how long to wait before the next try, in milliseconds; null: give up. */
  readonly onFailure: (key: Key, error: unknown, failures: number) => Promise<number | null>;
  /** Whether a failure is one more of those that are counted; without it, each is. */
  readonly counts?: (error: unknown) => boolean;
  /** Requests of one group wait for each other beyond the concurrency; groups never do. */
  readonly groupOf: (key: Key) => string;
  /** Which groups this process runs; requests of all may be added. */
  readonly serves: (group: string) => boolean;
  /** How many requests of a group run at the same time, in each process. */
  readonly concurrency: number;
};
