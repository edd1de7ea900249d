/** Comments, of one issue and of a whole repository. */
import type { RestEndpointMethodTypes } from '@octokit/rest';
import type { Comment } from '../domain/task.js';
import type { RepositoryAccess } from './access.js';
import { isRefused } from './errors.js';
import { PER_PAGE, toAuthor } from './read.js';

type CommentData = RestEndpointMethodTypes['issues']['getComment']['response']['data'];

/** Of a whole repository's comments. */
export type NumberedComment = Comment & { readonly issueNumber: number };

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

/** The comments of a whole repository that are wanted, of whose others nothing is kept: one request per 100. */
export function listCommentsWhere(
  { octokit, repository }: RepositoryAccess,
  isWanted: (comment: NumberedComment) => boolean,
): Promise<readonly NumberedComment[]> {
  const listing = { ...repository, per_page: PER_PAGE };
  return octokit.paginate(octokit.rest.issues.listCommentsForRepo, listing, ({ data }) =>
    data.map(toNumbered).filter(isWanted),
  );
}

/** Fails as missing where the comment is gone. */
export async function getComment(
  { octokit, repository }: RepositoryAccess,
  commentId: number,
): Promise<Comment> {
  const { data } = await octokit.rest.issues.getComment({ ...repository, comment_id: commentId });
  return toComment(data);
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
export function unique(comments: readonly CommentData[]): readonly CommentData[] {
  return [...new Map(comments.map((comment) => [comment.id, comment])).values()];
}
