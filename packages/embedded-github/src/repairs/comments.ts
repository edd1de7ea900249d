import { type Answer, bodyOf, problem } from '../server/answer.js';
import type { Call, Context, Found, Repair } from '../server/context.js';
import { forward } from '../server/forward.js';
import { isMember } from '../server/refusals.js';
import { type CommentEntry, commentsOf } from '../state/discussion.js';
import { storedNumber } from '../state/numbering.js';
import { show } from '../state/show.js';
import { pageOf, sorted, updatedSince } from './listing.js';

const MOST_CHARACTERS = 65_536;

const ISSUE_COMMENTS = /^\/repos\/(?<name>[^/]+\/[^/]+)\/issues\/(?<issue>\d+)\/comments$/;
const ALL_COMMENTS = /^\/repos\/(?<name>[^/]+\/[^/]+)\/issues\/comments$/;
const ONE_COMMENT = /^\/repos\/[^/]+\/[^/]+\/issues\/comments\/\d+$/;
const ISSUE = /^\/repos\/[^/]+\/[^/]+\/issues(\/\d+)?$/;

export const commentRepairs: readonly Repair[] = [
  { method: 'GET', path: ALL_COMMENTS, answer: listOfRepository },
  { method: 'GET', path: ISSUE_COMMENTS, answer: listOfIssue },
  { method: 'POST', path: ISSUE_COMMENTS, answer: lockedOut },
  { method: 'POST', path: ISSUE_COMMENTS, answer: (_, call) => tooLong(call, COMMENT_TOO_LONG) },
  { method: 'PATCH', path: ONE_COMMENT, answer: (_, call) => tooLong(call, COMMENT_TOO_LONG) },
  { method: 'POST', path: ISSUE, answer: (_, call) => tooLong(call, ISSUE_TOO_LONG) },
  { method: 'PATCH', path: ISSUE, answer: (_, call) => tooLong(call, ISSUE_TOO_LONG) },
];

/** GET /repos/{owner}/{repo}/issues/comments: by id, or as `sort` and `direction` say. */
async function listOfRepository(context: Context, call: Call): Promise<Answer | null> {
  if (!call.repository) return null;
  const { name } = call.repository;
  const like = await forward(context, call, {
    path: `/repos/${name}`,
    query: new URLSearchParams(),
  });
  if (like.status !== 200) return like;
  const recent = updatedSince(
    shownComments(context, commentsOf(context.records.book, name)),
    call.query.get('since'),
  );
  const sort = call.query.get('sort');
  // `direction` alone does nothing, says GitHub's reference.
  const direction = sort && call.query.get('direction') === 'desc' ? 'desc' : 'asc';
  const field = sort === 'updated' ? 'updated_at' : sort === 'created' ? 'created_at' : 'id';
  return pageOf(sorted(recent, { field, direction }), call, context.records.url, like);
}

/** GET /repos/{owner}/{repo}/issues/{number}/comments: always by ascending id. */
async function listOfIssue(
  context: Context,
  call: Call,
  found: Readonly<Record<string, string>>,
): Promise<Answer | null> {
  if (!call.repository) return null;
  const { name, issues } = call.repository;
  const like = await forward(context, call, { query: new URLSearchParams({ per_page: '1' }) });
  if (like.status !== 200) return like;
  const stored = storedNumber(issues, Number(found.issue)) ?? 0;
  const recent = updatedSince(
    shownComments(context, commentsOf(context.records.book, name, stored)),
    call.query.get('since'),
  );
  const ordered = sorted(recent, { field: 'id', direction: 'asc' });
  return pageOf(ordered, call, context.records.url, like);
}

/** Copies, because showing rewrites in place. */
export function shownComments(
  context: Context,
  entries: readonly CommentEntry[],
): Record<string, unknown>[] {
  const copies = entries.map(({ comment }) => ({ ...structuredClone(comment) }));
  show(context.records, copies);
  return copies;
}

/** An App is no collaborator, whatever it may write: https://github.com/probot/stale/issues/25 */
function lockedOut(context: Context, call: Call, { issue }: Found): Answer | null {
  const { repository, actor } = call;
  const stored = repository && storedNumber(repository.issues, Number(issue));
  if (!stored || !repository.locked.has(stored)) return null;
  if (actor.kind === 'person' && isMember(context, actor.login, repository.name)) return null;
  return problem(403, 'Unable to create comment because issue is locked.');
}

const COMMENT_TOO_LONG = {
  resource: 'IssueComment',
  code: 'unprocessable',
  field: 'data',
  message: `Body is too long (maximum is ${MOST_CHARACTERS} characters)`,
};
const ISSUE_TOO_LONG = {
  resource: 'Issue',
  code: 'custom',
  field: 'body',
  message: `body is too long (maximum is ${MOST_CHARACTERS} characters)`,
};

function tooLong(call: Call, error: unknown): Answer | null {
  if (call.body.byteLength <= MOST_CHARACTERS) return null;
  const { body } = bodyOf(call);
  if (typeof body !== 'string' || body.length <= MOST_CHARACTERS) return null;
  return problem(422, 'Validation Failed', [error]);
}
