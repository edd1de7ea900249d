/** Issues that hold an edition each, written by one account. */
import type { RepositoryAccess } from './app.js';

export type EditionIssue = {
  readonly number: number;
  readonly isOpen: boolean;
  readonly title: string;
  readonly body: string;
  readonly url: string;
};

/** The account that a person's token belongs to. */
export async function readLogin({ octokit }: Pick<RepositoryAccess, 'octokit'>): Promise<string> {
  const { data } = await octokit.rest.users.getAuthenticated();
  return data.login;
}

/** The hundred newest issues of an account, newest first: one request. */
export async function listIssuesBy(
  { octokit, repository }: RepositoryAccess,
  login: string,
): Promise<readonly EditionIssue[]> {
  const { data } = await octokit.rest.issues.listForRepo({
    ...repository,
    ...{ creator: login, state: 'all', sort: 'created', direction: 'desc', per_page: 100 },
  });
  return data
    .filter((issue) => issue.pull_request === undefined)
    .filter(({ user }) => user?.login.toLowerCase() === login.toLowerCase())
    .map(({ number, state, title, body, html_url }) => ({
      ...{ number, isOpen: state === 'open', title, body: body ?? '', url: html_url },
    }));
}

export async function openEditionIssue(
  { octokit, repository, budget }: RepositoryAccess,
  issue: { readonly title: string; readonly body: string },
): Promise<string> {
  await budget.take('background');
  const { data } = await octokit.rest.issues.create({ ...repository, ...issue });
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
