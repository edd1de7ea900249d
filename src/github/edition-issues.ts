/** Issues that hold an edition each, written by one account. */

import type { RestEndpointMethodTypes } from '@octokit/rest';
import { sameLogin } from '../domain/person.js';
import type { RepositoryAccess } from './access.js';
import { isRefused } from './errors.js';
import { toAuthor } from './read.js';

export type EditionIssue = {
  readonly number: number;
  readonly isOpen: boolean;
  readonly title: string;
  readonly body: string;
  readonly url: string;
  /** Its login. */
  readonly author: string;
};

/**
 * The account that a token belongs to. null: it is an App's or a workflow's, which GitHub does not
 * tell who they are.
 */
export async function readLogin({
  octokit,
}: Pick<RepositoryAccess, 'octokit'>): Promise<string | null> {
  try {
    const { data } = await octokit.rest.users.getAuthenticated();
    return data.login;
  } catch (error) {
    if (isForbidden(error)) return null;
    throw error;
  }
}

/** "Resource not accessible by integration": a token that nobody knows is 401. */
function isForbidden(error: unknown): boolean {
  const cause = isRefused(error) ? (error as Error).cause : null;
  return cause instanceof Error && 'status' in cause && cause.status === 403;
}

/** Newest first, whoever opened them: so many pages of a hundred. An edition is a week old at most. */
const MOST_PAGES = 3;

/**
 * The issues that an account opened, newest first: the hundred newest, in one request. Where nobody
 * knows which account we are, those of every bot that has written one of ours here: what a person
 * opened never counts, whatever stands in it.
 * @param isOurs whether it carries a mark of ours; asked only where nobody knows who we are
 */
export async function listOwnIssues(
  { octokit, repository }: RepositoryAccess,
  login: string | null,
  isOurs: (body: string) => boolean,
): Promise<readonly EditionIssue[]> {
  const newest = { state: 'all', sort: 'created', direction: 'desc', per_page: 100 } as const;
  if (login !== null) {
    const asked = { ...repository, ...newest, creator: login };
    const { data } = await octokit.rest.issues.listForRepo(asked);
    return opened(data).filter(({ author }) => sameLogin(author, login));
  }
  const found: ListedIssue[] = [];
  const pages = octokit.paginate.iterator(octokit.rest.issues.listForRepo, {
    ...repository,
    ...newest,
  });
  let left = MOST_PAGES;
  for await (const { data } of pages) {
    found.push(...data);
    left -= 1;
    if (left === 0) break;
  }
  const byBots = opened(found.filter(({ user }) => user && toAuthor(user).isBot));
  const writers = byBots.filter(({ body }) => isOurs(body)).map(({ author }) => author);
  return byBots.filter(({ author }) => writers.includes(author));
}

type ListedIssue = RestEndpointMethodTypes['issues']['listForRepo']['response']['data'][number];

function opened(issues: readonly ListedIssue[]): readonly EditionIssue[] {
  return issues
    .filter((issue) => issue.pull_request === undefined)
    .map(({ number, state, title, body, html_url, user }) => ({
      ...{ number, isOpen: state === 'open', title, body: body ?? '', url: html_url },
      author: user?.login ?? '',
    }));
}

export async function openEditionIssue(
  { octokit, repository, budget, comments }: RepositoryAccess,
  issue: { readonly title: string; readonly body: string },
): Promise<string> {
  await budget.take('background');
  const { data } = await octokit.rest.issues.create({ ...repository, ...issue });
  comments.after(data.user?.login ?? '');
  return data.html_url;
}

export async function updateEditionIssue(
  { octokit, repository, budget }: RepositoryAccess,
  issue_number: number,
  body: string,
): Promise<void> {
  await budget.take('background');
  await octokit.rest.issues.update({ ...repository, issue_number, body });
}
