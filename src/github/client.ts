/** HTTP clients for GitHub: as the App, as one of its installations, or with a reader's token. */
import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import { monotonic } from '../engine/clock.js';
import { believed, operationOf } from './answers.js';
import { GitHubFailure, toFailure } from './errors.js';
import { isRedirect, whatMoved } from './moved.js';
import { answerIn, describeSent, type OnRequest } from './sent-request.js';

export type AppCredentials = { readonly appId: string; readonly privateKey: string };

/** A request that takes longer counts as lost. */
const TIMEOUT_MS = 20_000;

const USER_AGENT = 'newbie-tasks';

export function appClient(
  credentials: AppCredentials,
  apiUrl: string,
  sent: OnRequest = ignore,
): Octokit {
  return prepared({ authStrategy: createAppAuth, auth: credentials }, apiUrl, sent);
}

/** One client an installation, so that one's limits and tokens are never another's. */
export function installationClient(
  credentials: AppCredentials,
  installationId: number,
  apiUrl: string,
  sent: OnRequest = ignore,
): Octokit {
  const tokens = new Map<string, string>();
  const cache = {
    get: (key: string) => tokens.get(key) ?? '',
    set: (key: string, value: string) => tokens.set(key, value),
  };
  const auth = { ...credentials, installationId, cache };
  return prepared({ authStrategy: createAppAuth, auth }, apiUrl, sent, () => tokens.clear());
}

export function tokenClient(token: string | null, apiUrl: string): Octokit {
  return prepared(token === null ? {} : { auth: token }, apiUrl);
}

/**
 * No retry and no throttling plugin: a repeated create would be stored twice, and a parked request
 * would be stale when it is sent. One that fails ends the reconciling, which the queue repeats. Only
 * a token that GitHub does not know any more is minted anew, as nothing was done with it.
 */
function prepared(
  auth: ConstructorParameters<typeof Octokit>[0],
  apiUrl: string,
  sent: OnRequest = ignore,
  forgetToken: (() => void) | null = null,
): Octokit {
  const octokit = new Octokit({
    ...auth,
    baseUrl: apiUrl,
    userAgent: USER_AGENT,
    request: { fetch: fetchAsAsked },
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
  let limitedUntil = 0;
  octokit.hook.wrap('request', async (request, options) => {
    const name = `${options.method} ${options.url}`;
    const wait = limitedUntil - monotonic();
    if (wait > 0) throw new GitHubFailure('limited', `${name}: not sent while limited`, wait);
    if (!isOnHost(apiUrl, options.url)) {
      throw new GitHubFailure('unavailable', `${name}: this page is not on ${apiUrl}`, null);
    }
    const begun = monotonic();
    const send = async () => {
      const response = await request(options);
      if (isRedirect(response)) {
        if ('aboutRedirect' in (options.request ?? {})) return response;
        throw await whatMoved(octokit, options, response.headers.location);
      }
      const data = believed(operationOf(options.method, options.url), response);
      goesOn(options.url, response.headers.link);
      sent(describeSent(options, begun, 'ok', response));
      return { ...response, data };
    };
    const failed = (error: unknown, failure = toFailure(error, name, Date.now())) => {
      // Of several answers that were on their way, the longest wait is meant.
      if (failure.kind === 'limited')
        limitedUntil = Math.max(limitedUntil, monotonic() + (failure.retryAfterMs ?? 0));
      sent(describeSent(options, begun, failure.kind, answerIn(error)));
      return failure;
    };
    try {
      return await send();
    } catch (error) {
      if (!isUnknownToken(error) || forgetToken === null) throw failed(error);
    }
    forgetToken();
    try {
      return await send();
    } catch (error) {
      throw isUnknownToken(error) ? failed(error, notKnownYet(error, name)) : failed(error);
    }
  });
  return octokit;
}

/** Each further page has a higher number: one that leads back would be read without end. */
function goesOn(url: string, link: string | undefined): void {
  const next = /<([^<>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
  if (next === undefined) return;
  const [here, there] = [pageOf(url), pageOf(next)];
  if (there !== null && there <= (here ?? 1))
    throw new Error(`page ${there} follows page ${here ?? 1}`);
}

function pageOf(url: string): number | null {
  const page = URL.canParse(url) ? new URL(url).searchParams.get('page') : null;
  return page === null ? null : Number(page);
}

/** A page's address stands in an answer: a token is sent to nobody else. */
function isOnHost(apiUrl: string, url: string): boolean {
  return url.startsWith('/') || new URL(url).origin === new URL(apiUrl).origin;
}

function isUnknownToken(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 401;
}

/**
 * A token that was minted just now and is not known is about us: GitHub's word on whom it would
 * assign, or on what it would not have, is only to come.
 */
function notKnownYet(error: unknown, name: string): GitHubFailure {
  const { message } = toFailure(error, name, Date.now());
  return new GitHubFailure('unavailable', message, null, { cause: error });
}

/** Within its time, the body included, and wherever it is redirected to is checked first. */
function fetchAsAsked(url: string, options: RequestInit): Promise<Response> {
  // The signal alone: joined by AbortSignal.any, Node 20 collects both, and neither ever fires.
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  return fetch(url, { ...options, redirect: 'manual', signal });
}

function ignore(): void {}

/** Where GitHub's own pages are, as the API's address tells: github.com, an Enterprise host, a test's. */
export function webAddress(apiUrl: string): string {
  const { protocol, host, pathname } = new URL(apiUrl);
  const prefix = pathname.replace(/(?<!\/)\/+$/, '').replace(/\/api\/v3$/, '');
  return `${protocol}//${host.replace(/^api\./, '')}${prefix}`;
}
