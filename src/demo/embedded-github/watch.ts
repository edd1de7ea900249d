import type { Answer } from './answer.js';
import type { Delivery } from './delivery.js';
import type { LoggedRequest } from './request-log.js';

/** Somebody who looks on, and changes nothing. */
export type Watch = {
  /** @param answer null: a fault spoilt it, or it never comes */
  readonly exchanged: (request: WatchedRequest, answer: Answer | null) => void;
  /** What this GitHub itself delivers; what a test delivers by hand is the test's own. */
  readonly delivered: (delivery: Delivery) => void;
};

export type WatchedRequest = {
  readonly logged: LoggedRequest;
  readonly headers: Readonly<Record<string, string>>;
};

export const UNWATCHED: Watch = { exchanged: () => {}, delivered: () => {} };
