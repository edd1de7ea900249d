/** GitHub's refusals in the words of this program. */

import type { RepositoryName } from '../domain/task.js';
import { MINUTE_MS } from '../domain/time.js';
import { isGitHubs } from './answers.js';

/** What @octokit/request throws, as far as it matters here. */
type RequestError = Error & {
  readonly status: number;
  readonly response?: {
    readonly headers: Readonly<Record<string, string | number | undefined>>;
    readonly data?: unknown;
  };
};

export type FailureKind =
  /** 404, 410: not there, or not for us. */
  | 'missing'
  /** 401, 403, 422, 451: asking again will not help. */
  | 'refused'
  /** A file of which GitHub tells that it is there, and not what is in it. */
  | 'too-large'
  /** A primary or secondary rate limit: ask again later. */
  | 'limited'
  /** The repository has another name now; nothing was read or written under the old one. */
  | 'moved'
  /**
   * 5xx, a time-out, no connection, an answer that does not count: whether a write was stored is
   * unknown. Also a 401 to a token that was minted just now.
   */
  | 'unavailable';

/** A repository that is called otherwise now. */
export type Move = {
  readonly from: RepositoryName;
  readonly id: number;
  /** null: who asked may not know. */
  readonly to: RepositoryName | null;
};

export class GitHubFailure extends Error {
  override readonly name = 'GitHubFailure';
  constructor(
    readonly kind: FailureKind,
    message: string,
    /** How long to leave GitHub alone, in milliseconds; null: it did not say. */
    readonly retryAfterMs: number | null,
    options?: ErrorOptions,
    readonly move: Move | null = null,
  ) {
    super(message, options);
  }
}

/** What a failure of kind `moved` tells; null: it is none. */
export function moveIn(error: unknown): Move | null {
  return error instanceof GitHubFailure ? error.move : null;
}

/** Secondary limits without a `retry-after`: GitHub asks for at least a minute. */
const SECONDARY_WAIT_MS = MINUTE_MS;

/** A limit that is over at once, or was over before it was said, is still not asked without a pause. */
const SHORTEST_WAIT_MS = 1000;

export function toFailure(error: unknown, request: string, now: number): GitHubFailure {
  if (error instanceof GitHubFailure) return error;
  if (!isRequestError(error)) {
    return new GitHubFailure('unavailable', `${request}: ${rootOf(error)}`, null, { cause: error });
  }
  const { status } = error;
  // @octokit reports a request that got no answer as status 500.
  if (status >= 500 && error.response === undefined) {
    const message = `${request}: no answer, ${firstLine(rootOf(error))}`;
    return new GitHubFailure('unavailable', message, null, { cause: error });
  }
  const message = `${request}: ${status} ${firstLine(error.message)}`;
  const wait = waitMs(error, now);
  if ((status === 403 || status === 429) && wait !== null) {
    return new GitHubFailure('limited', message, wait, { cause: error });
  }
  if (status >= 500 || !isGitHubs(error.response?.data)) {
    return new GitHubFailure('unavailable', message, wait, { cause: error });
  }
  const kind = status === 404 || status === 410 ? 'missing' : 'refused';
  return new GitHubFailure(kind, message, null, { cause: error });
}

export function isMissing(error: unknown): error is GitHubFailure {
  return error instanceof GitHubFailure && error.kind === 'missing';
}

export function isTooLarge(error: unknown): boolean {
  return error instanceof GitHubFailure && error.kind === 'too-large';
}

export function isRefused(error: unknown): error is GitHubFailure {
  return error instanceof GitHubFailure && error.kind === 'refused';
}

function isRequestError(error: unknown): error is RequestError {
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}

/** The wait that a limited answer asks for; null: the answer is about something else. */
function waitMs(error: RequestError, now: number): number | null {
  const headers = error.response?.headers ?? {};
  const retryAfter = Number(headers['retry-after']);
  if (headers['retry-after'] !== undefined && retryAfter >= 0)
    return Math.max(SHORTEST_WAIT_MS, retryAfter * 1000);
  if (String(headers['x-ratelimit-remaining']) === '0') {
    const reset = Number(headers['x-ratelimit-reset']) * 1000;
    // By GitHub's own clock where it tells it: ours may be hours away.
    const saidAt = Date.parse(String(headers.date)) || now;
    return Number.isNaN(reset) ? SECONDARY_WAIT_MS : Math.max(SHORTEST_WAIT_MS, reset - saidAt);
  }
  const limited = error.status === 429 || /rate limit|abuse/i.test(error.message);
  return limited ? SECONDARY_WAIT_MS : null;
}

/** What lies behind "fetch failed": a name that is not known, a proxy that refuses. */
export function rootOf(error: unknown): string {
  let root = error;
  while (root instanceof Error && root.cause instanceof Error) root = root.cause;
  if (!(root instanceof Error)) return String(root);
  // A host with several addresses, none of which answers, says it by the code alone.
  return root.message || ('code' in root ? String(root.code) : root.name);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]?.slice(0, 200) ?? '';
}
