/**
 * What replicas of this program do together: a queue of requests, what they remember, and limits
 * that they share. One process alone needs nothing (`in-process/`); several meet in Redis (`redis/`).
 * None of it is the truth, which is on GitHub: whatever is lost here is found again by a resync.
 */
import type { Clock } from './clock.js';
import type { QueueOptions, RequestQueue } from './queue.js';

export type Engine = {
  readonly clock: Clock;
  readonly createQueue: <Key>(options: QueueOptions<Key>) => RequestQueue<Key>;
  readonly memory: Memory;
  readonly createSlots: CreateSlots;
  /** false: what replicas share cannot be reached just now. */
  readonly isReady: () => boolean;
  /** Calls back when it can be reached again, and may have lost what it held. */
  readonly onBack: (listener: () => void) => void;
  readonly close: () => Promise<void>;
};

/** Who wants to know how what replicas share is doing. */
export type EngineWatch = {
  /** Something went wrong with it, and will be tried again. */
  readonly troubled: (reason: string, error: unknown) => void;
  readonly back: () => void;
};

/** What replicas remember together. */
export type Memory = {
  /**
   * A map by name, of values that JSON can hold.
   * @param ttlMs forget the whole map so many milliseconds after its last change
   */
  readonly map: <Value>(name: string, ttlMs?: number) => SharedMap<Value>;
  /** Runs alone among all who hold one of these names. */
  readonly hold: <T>(names: readonly string[], work: () => Promise<T>) => Promise<T>;
};

export type SharedMap<Value> = {
  readonly get: (field: string) => Promise<Value | null>;
  readonly set: (field: string, value: Value) => Promise<void>;
  /** Not where the field has a value: somebody knows better. Changes no ttl. */
  readonly setIfNew: (field: string, value: Value) => Promise<void>;
  readonly delete: (field: string) => Promise<void>;
  readonly clear: () => Promise<void>;
  readonly all: () => Promise<ReadonlyMap<string, Value>>;
};

/** At most so many in any such span. */
export type Window = { readonly count: number; readonly milliseconds: number };

export type Slots = {
  /**
   * Takes one slot, unless a window is full or somebody more urgent waits in another replica.
   * @param urgency 0 is the most urgent
   * @returns 0: taken; otherwise ask again after so many milliseconds.
   */
  readonly take: (urgency: number) => Promise<number>;
};

/** Slots by name: who gives the same name shares them. */
export type CreateSlots = (name: string, windows: readonly Window[]) => Slots;
