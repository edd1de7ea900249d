import { repositoryRecord } from '../state/records.js';
import { repositoryId } from './addressing.js';
import { type Answer, jsonAnswer, jsonOf, movedTo } from './answer.js';
import type { Context } from './context.js';
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

/** Nobody listens there, and no name has to be resolved to learn it. */
const FOREIGN = 'http://127.0.0.2:9';

export async function brokenAnswer(
  context: Context,
  { broken, to, status }: Fault,
  request: LoggedRequest,
  answer: Answer,
): Promise<Answer> {
  if (broken === undefined) return answer;
  const says = (value: unknown) => jsonAnswer(answer.status, value, answer.headers);
  switch (broken) {
    case 'empty':
      return { ...answer, body: Buffer.alloc(0) };
    case 'cut':
    case 'cut-chunked':
    case 'stalled':
      return { ...answer, sent: broken };
    case 'html':
      return page(status);
    case 'wrong-type':
      return says(Array.isArray(jsonIn(answer)) ? {} : []);
    case 'null':
      return says(null);
    case 'string':
      return says('ok');
    case 'message':
      return says({ message: 'Something went wrong while executing your query.' });
    case 'elsewhere':
      return movedTo(request.method, await addressElsewhere(context, request.path, to));
    case 'foreign-host':
      return movedTo(request.method, (to ?? FOREIGN) + request.path);
  }
}

function page(status = 200): Answer {
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  const body = '<html><body><h1>Please sign in to this network</h1></body></html>';
  return { status, headers, body: Buffer.from(body) };
}

function jsonIn(answer: Answer): unknown {
  try {
    return jsonOf(answer);
  } catch {
    return null;
  }
}

/** By the other repository's id, as GitHub redirects. @throws when there is no other repository */
async function addressElsewhere(context: Context, path: string, to?: string): Promise<string> {
  const [, name = '', rest = ''] = /^\/repos\/([^/]+\/[^/?]+)(.*)$/.exec(path) ?? [];
  const others = [...context.records.repositories.values()];
  const other = to
    ? repositoryRecord(context.records, to)
    : others.find((one) => one.name.toLowerCase() !== name.toLowerCase());
  if (!other) throw new Error(`no other repository than ${name}`);
  return `${context.records.url}/repositories/${await repositoryId(context, other)}${rest}`;
}
