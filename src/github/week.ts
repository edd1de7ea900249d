/** What happened in a repository in one week, for an edition. Instants are ISO 8601; [since, until). */

import pMap from 'p-map';
import type { Comment, Issue } from '../domain/task.js';
import { oneLine } from '../domain/unprintable.js';
import type { RepositoryAccess } from './access.js';
import { listComments } from './comments.js';
import { isWithin } from './pulls.js';
import { AT_ONCE, listLabelledIssues, toIssue } from './read.js';

export type Release = {
  readonly tag: string;
  readonly name: string;
  /** Markdown. */
  readonly notes: string;
  readonly url: string;
};

/** Published and no drafts, newest first: one request, of the hundred that were made last. */
export async function listReleases(
  { octokit, repository }: RepositoryAccess,
  since: string,
  until: string,
): Promise<readonly Release[]> {
  const { data } = await octokit.rest.repos.listReleases({ ...repository, per_page: 100 });
  return data.flatMap(({ draft, published_at, tag_name, name, body, html_url }) =>
    !draft && published_at && isWithin(published_at, since, until)
      ? [
          {
            tag: oneLine(tag_name),
            name: oneLine(name || tag_name),
            notes: body ?? '',
            url: html_url,
          },
        ]
      : [],
  );
}

/** Tasks that were closed: one request per 100 closed ones that changed since. */
export async function listClosedTasks(
  { octokit, repository }: RepositoryAccess,
  taskLabel: string,
  since: string,
  until: string,
): Promise<readonly Issue[]> {
  const issues = await octokit.paginate(octokit.rest.issues.listForRepo, {
    ...repository,
    state: 'closed',
    labels: taskLabel,
    since,
    per_page: 100,
  });
  return issues
    .filter(({ closed_at }) => closed_at && isWithin(closed_at, since, until))
    .map(toIssue)
    .filter(({ isPullRequest }) => !isPullRequest);
}

export type NominatedIssue = { readonly issue: Issue; readonly thread: readonly Comment[] };

/**
 * Issues of any state that carry a label, with their threads, oldest first: one request per 100,
 * and one for each that is needed and was not read before.
 */
export async function listNominated(
  access: RepositoryAccess,
  label: string,
  isNeeded: (issue: Issue) => boolean,
  isRead: (number: number) => boolean,
): Promise<readonly NominatedIssue[]> {
  const issues = await listLabelledIssues(access, label, 'all');
  const needed = issues
    .filter((issue) => !issue.isPullRequest && isNeeded(issue))
    .sort((a, b) => a.number - b.number);
  return pMap(
    needed,
    async (issue) => ({
      issue,
      thread: isRead(issue.number) ? [] : await listComments(access, issue.number),
    }),
    { concurrency: AT_ONCE },
  );
}
