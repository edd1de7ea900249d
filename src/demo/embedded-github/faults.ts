import { type Answer, jsonAnswer } from './answer.js';
import type { LoggedRequest } from './request-log.js';

/**
 * What is wrong with an answer.
 *
 * - `empty`: its status, and no body
 * - `cut`: the content-length of the whole body, of which half comes before the socket closes
 * - `cut-chunked`: half of the body in chunks without the last one, then the socket closes
 * - `stalled`: half of the body, then nothing ever comes
 * - `html`: a page for people, with 200 unless told
 * - `wrong-type`: `{}` where a list was, `[]` for everything else
 * - `null`, `string`, `message`: JSON that is `null`, a text, or `{ message }` alone
 * - `elsewhere`: a redirection to the same place in another repository
 * - `foreign-host`: a redirection to another host
 */
export type Breakage =
  | 'empty'
  | 'cut'
  | 'cut-chunked'
  | 'stalled'
  | 'html'
  | 'wrong-type'
  | 'null'
  | 'string'
  | 'message'
  | 'elsewhere'
  | 'foreign-host';

/**
 * Something that goes wrong between the bot and GitHub. People are never hit, unless told.
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
  /** Whom it hits; the App and its installations unless told. */
  readonly actors?: readonly LoggedRequest['actor'][];
  /** Spoils the answer: after a request was carried out the right one, unless `status` is told. */
  readonly broken?: Breakage;
  /** Where a broken answer leads: owner/name for `elsewhere`, an origin for `foreign-host`. */
  readonly to?: string;
  /** 502 unless told; 200 for an answer that is broken. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body?: unknown;
};

const THE_BOT: readonly LoggedRequest['actor'][] = ['app', 'installation'];

/** The first fault that waits for this request, used up by one. */
export function strike(faults: readonly Fault[], request: LoggedRequest): Fault | null {
  const fault = faults.find(
    ({ method, path, times, actors = THE_BOT }) =>
      // search ignores lastIndex, so a /g pattern does no harm.
      times > 0 &&
      actors.includes(request.actor) &&
      (method === '*' || method === request.method) &&
      request.path.search(path) >= 0,
  );
  if (fault) fault.times -= 1;
  return fault ?? null;
}

/** What comes instead of the right answer, before it is broken too. */
export function faultyAnswer({ broken, status, headers = {}, body }: Fault): Answer {
  const message = broken ? {} : { message: 'Server Error' };
  return jsonAnswer(status ?? (broken ? 200 : 502), body ?? message, headers);
}
