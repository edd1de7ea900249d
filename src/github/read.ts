/** Issues as the core's plain data. */

import type { RestEndpointMethodTypes } from '@octokit/rest';
import type { Author, Issue, Person } from '../domain/task.js';
import { oneLine } from '../domain/unprintable.js';
import type { RepositoryAccess } from './access.js';
import { GitHubFailure, isMissing } from './errors.js';

type Endpoints = RestEndpointMethodTypes['issues'];
type IssueData = Endpoints['get']['response']['data'];

export const PER_PAGE = 100;

/**
 * Readings of one kind that run at the same time. GitHub asks for one after the other and refuses
 * a hundred at once: a few make a large community's reading short, and several such readings for
 * one owner stay far below.
 */
export const AT_ONCE = 4;

/** An issue, and when it changed last: ISO 8601, by GitHub's clock. */
export type ListedIssue = Issue & { readonly updatedAt: string };

/** The open issues that carry a label, or all: one request per 100. */
export function listOpenIssues(
  access: RepositoryAccess,
  label: string | null,
): Promise<readonly ListedIssue[]> {
  return listLabelledIssues(access, label, 'open');
}

/** One request per 100. */
export async function listLabelledIssues(
  { octokit, repository }: RepositoryAccess,
  label: string | null,
  state: 'open' | 'closed' | 'all',
  since: string | null = null,
): Promise<readonly ListedIssue[]> {
  const issues = await octokit.paginate(octokit.rest.issues.listForRepo, {
    ...repository,
    state,
    ...(label === null ? {} : { labels: label }),
    ...(since === null ? {} : { since }),
    per_page: PER_PAGE,
  });
  return issues.map((data) => ({ ...toIssue(data), updatedAt: data.updated_at }));
}

/** All issues with a label, open and closed, oldest first: one request per 100. */
export function listAllIssues(
  { octokit, repository }: RepositoryAccess,
  label: string,
): Promise<readonly Issue[]> {
  const listing = {
    ...repository,
    state: 'all',
    labels: label,
    sort: 'created',
    direction: 'asc',
    per_page: PER_PAGE,
  } as const;
  return octokit.paginate(octokit.rest.issues.listForRepo, listing, ({ data }) =>
    data.map(toIssue),
  );
}

/** The first hundred issues that an account opened, oldest first: one request. */
export async function listFirstIssuesBy(
  { octokit, repository }: RepositoryAccess,
  login: string,
): Promise<readonly Issue[]> {
  const { data } = await octokit.rest.issues.listForRepo({
    ...repository,
    creator: login,
    state: 'all',
    sort: 'created',
    direction: 'asc',
    per_page: PER_PAGE,
  });
  return data.map(toIssue);
}

/** Fails as missing where the issue is gone, moved to another repository, or not for us. */
export async function getIssue(
  { octokit, repository }: RepositoryAccess,
  issueNumber: number,
): Promise<Issue> {
  const { data } = await octokit.rest.issues.get({ ...repository, issue_number: issueNumber });
  const here = `/repos/${repository.owner}/${repository.repo}/issues/${issueNumber}`;
  // A transferred issue may have the same number elsewhere.
  if (!data.url.toLowerCase().endsWith(here.toLowerCase())) {
    throw new GitHubFailure('missing', `#${issueNumber} is another issue: ${data.url}`, null);
  }
  return toIssue(data);
}

/**
 * The sub-issues of an issue that lie in its own repository: one request per 100. None where this
 * GitHub does not know sub-issues.
 */
export async function listSubIssues(
  { octokit, repository }: RepositoryAccess,
  issueNumber: number,
): Promise<readonly Issue[]> {
  const found = await orNull(() =>
    octokit.paginate(octokit.rest.issues.listSubIssues, {
      ...repository,
      issue_number: issueNumber,
      per_page: PER_PAGE,
    }),
  );
  const here = `/repos/${repository.owner}/${repository.repo}`.toLowerCase();
  return (found ?? [])
    .filter(({ repository_url }) => repository_url.toLowerCase().endsWith(here))
    .map(toIssue);
}

export async function isPrivate({ octokit, repository }: RepositoryAccess): Promise<boolean> {
  const { data } = await octokit.rest.repos.get(repository);
  return data.private;
}

export function toPerson({ id, login }: { id: number; login: string }): Person {
  return { id, login };
}

export function toAuthor({
  id,
  login,
  type,
}: {
  id: number;
  login: string;
  type?: string;
}): Author {
  return { id, login, isBot: type === 'Bot' || login.endsWith('[bot]') };
}

export function toIssue(
  data: IssueData | Endpoints['listForRepo']['response']['data'][number],
): Issue {
  return {
    number: data.number,
    title: oneLine(data.title),
    body: data.body ?? '',
    state: data.state === 'closed' ? 'closed' : 'open',
    labels: data.labels.map((label) => (typeof label === 'string' ? label : (label.name ?? ''))),
    assignees: (data.assignees ?? []).map(toPerson),
    author: data.user ? toAuthor(data.user) : null,
    createdAt: data.created_at,
    isPullRequest: data.pull_request !== undefined,
    closedAs: closedAs(data),
    closedAt: data.closed_at ?? null,
  };
}

function closedAs(
  data: Pick<IssueData, 'state' | 'state_reason' | 'closed_by'>,
): Issue['closedAs'] {
  if (data.state !== 'closed') return null;
  if (data.state_reason === 'not_planned' || data.state_reason === 'duplicate')
    return 'not-planned';
  return data.closed_by && toAuthor(data.closed_by).isBot ? 'by-bot' : 'completed';
}

/** null in place of a failure as missing. */
export async function orNull<T>(read: () => Promise<T | null>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
