/** What we read from GitHub, as the core's plain data. */
import type { RestEndpointMethodTypes } from '@octokit/rest';
import type { LabelEvent } from '../core/difficulty.js';
import type { Author, Comment, Issue, Person } from '../core/task.js';
import type { RepositoryAccess } from './app.js';
import { GitHubFailure, isMissing, isRefused } from './errors.js';

type Endpoints = RestEndpointMethodTypes['issues'];
type IssueData = Endpoints['get']['response']['data'];
type CommentData = Endpoints['getComment']['response']['data'];

export type Label = {
  readonly name: string;
  /** Six hexadecimal digits, lower case. */
  readonly color: string;
  readonly description: string;
};

/** Of a whole repository's comments. */
export type NumberedComment = Comment & { readonly issueNumber: number };

const PER_PAGE = 100;

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

/** Which issues got or lost a label since: one request per 100 events, back to that instant. */
export async function listLabelChanges(
  { octokit, repository }: RepositoryAccess,
  label: string,
  since: string,
): Promise<readonly { readonly number: number; readonly added: boolean }[]> {
  const { listEventsForRepo } = octokit.rest.issues;
  const listing = { ...repository, per_page: PER_PAGE };
  const events = await orNull(() =>
    octokit.paginate(listEventsForRepo, listing, ({ data }, done) => {
      const recent = data.filter(({ created_at }) => created_at >= since);
      if (recent.length < data.length) done();
      return recent;
    }),
  );
  return (events ?? []).flatMap((event) => {
    const isChange = event.event === 'labeled' || event.event === 'unlabeled';
    const isIt = event.label?.name?.toLowerCase() === label.toLowerCase();
    if (!isChange || !isIt || !event.issue) return [];
    return [{ number: event.issue.number, added: event.event === 'labeled' }];
  });
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

/** A thread, oldest first: one request per 100 comments. Fails as missing where the issue is gone. */
export async function listComments(
  { octokit, repository }: RepositoryAccess,
  issueNumber: number,
): Promise<readonly Comment[]> {
  const comments = await octokit.paginate(octokit.rest.issues.listComments, {
    ...repository,
    issue_number: issueNumber,
    per_page: PER_PAGE,
  });
  return unique(comments).map(toComment);
}

/** The comments of a whole repository that were written or edited since, oldest first. */
export async function listCommentsSince(
  { octokit, repository }: RepositoryAccess,
  since: string,
): Promise<readonly NumberedComment[]> {
  const comments = await octokit.paginate(octokit.rest.issues.listCommentsForRepo, {
    ...repository,
    since,
    sort: 'updated',
    direction: 'asc',
    per_page: PER_PAGE,
  });
  return unique(comments).map(toNumbered);
}

/**
 * All comments of a repository, by id: one request per 100. null: that takes more requests than
 * `most`, or more pages than GitHub allows.
 */
export async function listRepositoryComments(
  { octokit, repository }: RepositoryAccess,
  most: number,
): Promise<readonly NumberedComment[] | null> {
  if (most === 0) return [];
  // In the order of the ids: an edit moves no comment to another page.
  const pages = octokit.paginate.iterator(octokit.rest.issues.listCommentsForRepo, {
    ...repository,
    per_page: PER_PAGE,
  });
  const found: NumberedComment[] = [];
  let left = most;
  try {
    for await (const { data, headers } of pages) {
      found.push(...data.map(toNumbered));
      left -= 1;
      if (left === 0 && headers.link?.includes('rel="next"')) return null;
    }
  } catch (error) {
    if (isRefused(error)) return null;
    throw error;
  }
  return found;
}

/** Fails as missing where the comment is gone. */
export async function getComment(
  { octokit, repository }: RepositoryAccess,
  commentId: number,
): Promise<Comment> {
  const { data } = await octokit.rest.issues.getComment({ ...repository, comment_id: commentId });
  return toComment(data);
}

export async function listLabels({
  octokit,
  repository,
}: RepositoryAccess): Promise<readonly Label[]> {
  const labels = await octokit.paginate(octokit.rest.issues.listLabelsForRepo, {
    ...repository,
    per_page: PER_PAGE,
  });
  return labels.map(({ name, color, description }) => ({
    name,
    color: color.toLowerCase(),
    description: description ?? '',
  }));
}

/** Who labelled an issue and when, oldest first. */
export async function listLabelEvents(
  { octokit, repository }: RepositoryAccess,
  issueNumber: number,
): Promise<readonly LabelEvent[]> {
  const events = await octokit.paginate(octokit.rest.issues.listEvents, {
    ...repository,
    issue_number: issueNumber,
    per_page: PER_PAGE,
  });
  return events.flatMap((event) => {
    if (event.event !== 'labeled' && event.event !== 'unlabeled') return [];
    if (!('label' in event)) return [];
    const byPerson = event.actor ? !toAuthor(event.actor).isBot : false;
    return [{ label: event.label.name ?? '', added: event.event === 'labeled', byPerson }];
  });
}

export async function isPrivate({ octokit, repository }: RepositoryAccess): Promise<boolean> {
  const { data } = await octokit.rest.repos.get(repository);
  return data.private;
}

/** A file of the default branch; null: there is none. */
export async function readFile(
  { octokit, repository }: RepositoryAccess,
  path: string,
): Promise<string | null> {
  return orNull(async () => {
    const { data } = await octokit.rest.repos.getContent({ ...repository, path });
    if (Array.isArray(data) || data.type !== 'file' || !('content' in data)) return null;
    return contentOf(data);
  });
}

/** Fails as too large where the file is too large for GitHub to tell what is in it. */
export function contentOf({ path, content, encoding }: FileData): string {
  if (encoding === 'none') {
    throw new GitHubFailure('too-large', `${path} is larger than the 1 MB that GitHub shows`, null);
  }
  return Buffer.from(content, 'base64').toString('utf8');
}

type FileData = { readonly path: string; readonly content: string; readonly encoding: string };

/** The paths of the files in a folder of the default branch; none where there is no such folder. */
export async function listFiles(
  { octokit, repository }: RepositoryAccess,
  path: string,
): Promise<readonly string[]> {
  const found = await orNull(async () => {
    const { data } = await octokit.rest.repos.getContent({ ...repository, path });
    return Array.isArray(data) ? data : null;
  });
  return (found ?? []).filter(({ type }) => type === 'file').map((file) => file.path);
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
    title: data.title,
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

export function toComment(data: CommentData): Comment {
  return {
    id: data.id,
    author: data.user ? toAuthor(data.user) : null,
    body: data.body ?? '',
    createdAt: data.created_at,
    updatedAt: data.updated_at,
  };
}

export function toNumbered(data: CommentData): NumberedComment {
  return { ...toComment(data), issueNumber: Number(data.issue_url.split('/').at(-1)) };
}

/** One that is edited while pages are read may stand on two of them. */
function unique(comments: readonly CommentData[]): readonly CommentData[] {
  return [...new Map(comments.map((comment) => [comment.id, comment])).values()];
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
