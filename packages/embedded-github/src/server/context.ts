/** What stands behind the proxy, and what is asked of it. */

import type { Deliveries } from '../deliveries/deliveries.js';
import type { Actor, Credentials } from '../state/credentials.js';
import type { Edits } from '../state/edits.js';
import type { Records, RepositoryRecord } from '../state/records.js';
import type { Answer } from './answer.js';
import type { Emulator } from './emulator.js';

/** What stands behind the proxy. */
export type Context = {
  readonly emulator: Emulator;
  readonly records: Records;
  readonly credentials: Credentials;
  /** The App's. */
  readonly permissions: Readonly<Record<string, string>>;
  /** What the App listens to. */
  readonly events: readonly string[];
  readonly deliveries: Deliveries;
  /** Deliveries of the emulator's that are not passed on: see `deliverySubject`. */
  readonly silent: Set<string>;
  readonly edits: Edits;
};

/** A request to the API, as its caller wrote it. */
export type Call = {
  readonly method: string;
  /** Without /api/v3 and query; the repository's name in its own spelling. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly actor: Actor;
  readonly repository: RepositoryRecord | null;
};

/** One thing the emulator does unlike GitHub. */
export type Repair = {
  readonly method: string;
  /** Named groups are handed over, decoded. */
  readonly path: RegExp;
  /** null: this request needs no repair. */
  answer(context: Context, call: Call, found: Found): Promise<Answer | null> | Answer | null;
};

export type Found = Readonly<Record<string, string>>;
