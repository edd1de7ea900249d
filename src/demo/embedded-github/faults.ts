import { type Answer, jsonAnswer } from './answer.js';
import type { LoggedRequest } from './request-log.js';

/**
 * Something that goes wrong between the bot and GitHub. People are never hit.
 *
 * - `before`: the answer comes at once, nothing is stored
 * - `after`: everything is stored, then this answer comes instead of the right one
 * - `hang`: nothing is stored, no answer ever comes
 */
export type Fault = {
  readonly kind: 'before' | 'after' | 'hang';
  /** `*` for every method. */
  readonly method: string;
  /** Matched against the path with its query. */
  readonly path: RegExp;
  /** How often it still happens; counted down. */
  times: number;
  /** 502 unless told. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body?: unknown;
};

/** The first fault that waits for this request, used up by one. */
export function strike(faults: readonly Fault[], request: LoggedRequest): Fault | null {
  if (request.actor !== 'app' && request.actor !== 'installation') return null;
  const fault = faults.find(
    ({ method, path, times }) =>
      // search ignores lastIndex, so a /g pattern does no harm.
      times > 0 && (method === '*' || method === request.method) && request.path.search(path) >= 0,
  );
  if (fault) fault.times -= 1;
  return fault ?? null;
}

export function faultyAnswer({ status = 502, headers = {}, body }: Fault): Answer {
  return jsonAnswer(status, body ?? { message: 'Server Error' }, headers);
}
