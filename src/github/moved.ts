/**
 * What a redirect means. GitHub answers 301 or 307 for a repository that was renamed or
 * transferred, and for an issue that was transferred, and leads to `/repositories/ID/…`. It is
 * never followed blindly: it would lead a token, and a body, wherever the answer says; and what
 * was written there would stand under a name that is no key of ours.
 */

import type { Octokit } from '@octokit/rest';
import { sameRepository } from '../domain/reference.js';
import type { RepositoryName } from '../domain/task.js';
import type { RepositoryAccess } from './access.js';
import { GitHubFailure, moveIn } from './errors.js';

/** A request as far as it matters here. */
type Redirected = {
  readonly method: string;
  readonly url: string;
  readonly owner?: unknown;
  readonly repo?: unknown;
};

const REDIRECTS = [301, 302, 307, 308];

/** Set on the questions that are asked about a redirect: theirs are handed over as they are. */
export const ABOUT_REDIRECT = { request: { aboutRedirect: true } };

export function isRedirect({ status }: { readonly status: number }): boolean {
  return REDIRECTS.includes(status);
}

/**
 * The failure that a redirect is: `moved` where the repository itself says so and names the same
 * id, `missing` where one of its issues went elsewhere, otherwise `unavailable`: a proxy's page to
 * log in, say. Up to two requests.
 */
export async function whatMoved(
  octokit: Octokit,
  asked: Redirected,
  location: string | undefined,
): Promise<GitHubFailure> {
  const name = `${asked.method} ${asked.url}`;
  const elsewhere = new GitHubFailure('unavailable', `${name}: redirected elsewhere`, null);
  const from = repositoryIn(asked);
  const id = repositoryId(octokit, location);
  if (from === null || id === null) return elsewhere;
  // The App's own token reads no repository, but is redirected in the same way.
  const isOfApp = asked.url.endsWith('/installation');
  const { data, ...again } = await octokit.request(
    isOfApp ? 'GET /repos/{owner}/{repo}/installation' : 'GET /repos/{owner}/{repo}',
    { ...from, ...ABOUT_REDIRECT },
  );
  if (!isRedirect(again)) {
    const isIssue = /\/issues\/(comments\/)?(\{\w+\}|\d+)/.test(asked.url);
    return isIssue ? new GitHubFailure('missing', `${name}: transferred`, null) : elsewhere;
  }
  if (repositoryId(octokit, again.headers.location) !== id) return elsewhere;
  const to = isOfApp ? null : await nameIn(octokit, id);
  // A new name that has not arrived everywhere: to ask again at once would end in the same.
  if (to !== null && sameRepository(from, to)) return elsewhere;
  const message = `${name}: ${from.owner}/${from.repo} is called otherwise now`;
  return new GitHubFailure('moved', message, null, {}, { from, id, to });
}

/** What a repository is called now. One request. */
export async function nameIn(octokit: Octokit, repository_id: number): Promise<RepositoryName> {
  const { data } = await octokit.request('GET /repositories/{repository_id}', { repository_id });
  const [owner = '', repo = ''] = data.full_name.split('/');
  return { owner, repo };
}

/** Only of the API that was asked. */
function repositoryId(octokit: Octokit, location: string | undefined): number | null {
  const { baseUrl } = octokit.request.endpoint.DEFAULTS;
  if (location === undefined || !URL.canParse(location, baseUrl)) return null;
  const { origin, pathname } = new URL(location, baseUrl);
  const id = /\/repositories\/(\d+)(?=\/|$)/.exec(pathname)?.[1];
  return id === undefined || origin !== new URL(baseUrl).origin ? null : Number(id);
}

/** @octokit fills a listing's address in before it is asked. */
function repositoryIn({ url, owner, repo }: Redirected): RepositoryName | null {
  if (typeof owner === 'string' && typeof repo === 'string') return { owner, repo };
  const [, inOwner, inRepo] = /\/repos\/([^/{?]+)\/([^/{?]+)/.exec(url) ?? [];
  return inOwner && inRepo ? { owner: inOwner, repo: inRepo } : null;
}

/** Reads a repository that somebody named, under whatever name it has now. */
export async function underPresentName<T>(
  access: RepositoryAccess,
  read: (access: RepositoryAccess) => Promise<T>,
): Promise<T> {
  try {
    return await read(access);
  } catch (error) {
    const to = moveIn(error)?.to ?? null;
    if (to === null) throw error;
    return read({ ...access, repository: to });
  }
}
