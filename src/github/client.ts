/** HTTP clients for GitHub: as the App, as one of its installations, or with a reader's token. */
import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import { toFailure } from './errors.js';

export type AppCredentials = { readonly appId: string; readonly privateKey: string };

/** A request that takes longer counts as lost. */
const TIMEOUT_MS = 20_000;

const USER_AGENT = 'newbie-tasks';

export function appClient(credentials: AppCredentials, apiUrl: string): Octokit {
  return prepared({ authStrategy: createAppAuth, auth: credentials }, apiUrl);
}

/** One client an installation, so that one's limits and tokens are never another's. */
export function installationClient(
  credentials: AppCredentials,
  installationId: number,
  apiUrl: string,
): Octokit {
  return prepared(
    { authStrategy: createAppAuth, auth: { ...credentials, installationId } },
    apiUrl,
  );
}

export function tokenClient(token: string | null, apiUrl: string): Octokit {
  return prepared(token === null ? {} : { auth: token }, apiUrl);
}

/**
 * No retry and no throttling plugin: a repeated create would be stored twice, and a parked request
 * would be stale when it is sent. A failed request fails its look, and the queue looks again.
 */
function prepared(auth: ConstructorParameters<typeof Octokit>[0], apiUrl: string): Octokit {
  const octokit = new Octokit({
    ...auth,
    baseUrl: apiUrl,
    userAgent: USER_AGENT,
    request: { fetch: fetchWithTimeout },
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
  octokit.hook.wrap('request', async (request, options) => {
    try {
      const response = await request(options);
      // @octokit hands over what it could not parse, such as an answer that was cut off, as text.
      if (typeof response.data === 'string' && response.data !== '') {
        throw new Error('the answer is no JSON');
      }
      return response;
    } catch (error) {
      throw toFailure(error, `${options.method} ${options.url}`, Date.now());
    }
  });
  return octokit;
}

function fetchWithTimeout(url: string, options: RequestInit): Promise<Response> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  return fetch(url, { ...options, signal });
}

function ignore(): void {}
