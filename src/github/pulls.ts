/** Pull requests, read only where a clock or an ending needs them: one request per 100. */

import type { Pull } from '../domain/pull-request.js';
import { oneLine } from '../domain/unprintable.js';
import type { RepositoryAccess } from './access.js';
import { toAuthor } from './read.js';

export async function listOpenPulls({
  octokit,
  repository,
}: RepositoryAccess): Promise<readonly Pull[]> {
  const pulls = await octokit.paginate(octokit.rest.pulls.list, {
    ...repository,
    state: 'open',
    per_page: 100,
  });
  return pulls.map(toPull);
}

/** The hundred that changed last: a task is reconciled soon after the merge that closed it. */
export async function listClosedPulls({
  octokit,
  repository,
}: RepositoryAccess): Promise<readonly Pull[]> {
  const { data } = await octokit.rest.pulls.list({
    ...repository,
    state: 'closed',
    sort: 'updated',
    direction: 'desc',
    per_page: 100,
  });
  return data.map(toPull);
}

/**
 * What was opened since, newest first: one request per 100.
 * @param keep what is kept of each page; the rest of it is forgotten
 */
export function listPullsSince<Kept>(
  { octokit, repository }: RepositoryAccess,
  since: number,
  keep: (pulls: readonly Pull[]) => Kept[],
): Promise<readonly Kept[]> {
  const listing = {
    ...repository,
    state: 'all',
    sort: 'created',
    direction: 'desc',
    per_page: 100,
  } as const;
  return octokit.paginate(octokit.rest.pulls.list, listing, ({ data }, done) => {
    const recent = data.filter(({ created_at }) => Date.parse(created_at) >= since);
    if (recent.length < data.length) done();
    return keep(recent.map(toPull));
  });
}

/** A pull request that was merged, and the picture of whoever wrote it. */
export type MergedPull = Pull & { readonly mergedAt: string; readonly avatarUrl: string | null };

export type MergedPulls = {
  readonly pulls: readonly MergedPull[];
  /** Whether a login merged something before; null: what was read does not tell. */
  readonly hasMergedBefore: (login: string) => boolean | null;
};

/** Merged in [since, until), both ISO 8601: one request per 100 that changed since. */
export async function listMergedPulls(
  { octokit, repository }: RepositoryAccess,
  since: string,
  until: string,
): Promise<MergedPulls> {
  const listing = {
    ...repository,
    state: 'closed',
    sort: 'updated',
    direction: 'desc',
    per_page: 100,
  } as const;
  const before = new Set<string>();
  let isWhole = false;
  const { list } = octokit.rest.pulls;
  const merged = await octokit.paginate(list, listing, ({ data, headers }, done) => {
    isWhole = !headers.link?.includes('rel="next"');
    for (const { merged_at, user } of data) {
      if (merged_at && user && Date.parse(merged_at) < Date.parse(since)) before.add(user.login);
    }
    if (data.some(({ updated_at }) => Date.parse(updated_at) < Date.parse(since))) done();
    return data.flatMap((each) =>
      each.merged_at !== null && isWithin(each.merged_at, since, until)
        ? [{ ...toPull(each), mergedAt: each.merged_at, avatarUrl: each.user?.avatar_url ?? null }]
        : [],
    );
  });
  // One that changes while the pages are read stands on two of them.
  return {
    pulls: [...new Map(merged.map((pull) => [pull.number, pull])).values()],
    hasMergedBefore: (login) => before.has(login) || (isWhole ? false : null),
  };
}

/** Whether a pull request of theirs was merged here before, for those of whom no listing tells: one request. */
export async function hasMergedBefore(
  { octokit, repository }: RepositoryAccess,
  login: string,
  before: string,
): Promise<boolean> {
  const { data } = await octokit.rest.issues.listForRepo({
    ...repository,
    creator: login,
    state: 'closed',
    sort: 'created',
    direction: 'asc',
    per_page: 100,
  });
  // Of somebody with more than a hundred closed issues here nobody says that they are new.
  if (data.length === 100) return true;
  return data.some(({ pull_request }) => {
    const mergedAt = pull_request?.merged_at ?? null;
    return mergedAt !== null && Date.parse(mergedAt) < Date.parse(before);
  });
}

export function isWithin(instant: string, since: string, until: string): boolean {
  const at = Date.parse(instant);
  return Date.parse(since) <= at && at < Date.parse(until);
}

type PullData = {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly user: { readonly id: number; readonly login: string; readonly type?: string } | null;
  readonly state: string;
  readonly merged_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
};

function toPull(data: PullData): Pull {
  return {
    number: data.number,
    title: oneLine(data.title),
    body: data.body ?? '',
    author: data.user === null ? null : toAuthor(data.user),
    state: data.state === 'closed' ? 'closed' : 'open',
    isMerged: data.merged_at !== null,
    createdAt: data.created_at,
    updatedAt: data.updated_at,
  };
}
