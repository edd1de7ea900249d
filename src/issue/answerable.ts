/** How much of what is asked can be answered on this issue now. */
import { enoughSaid, type OwnThread } from '../github/comment-guard.js';
import type { RepositoryContext } from '../repository/context.js';
import type { IssueInput } from './input.js';
import type { IssueSnapshot } from './snapshot.js';

/** Where some of what is asked can be answered now, the rest is asked for again after this long. */
const REST_AGAIN_MS = 60_000;

/**
 * Only as many comments are acted upon as can be answered on this issue now: nobody is assigned
 * without being told, and the plan stays true. A comment has one answer, whatever it commands.
 */
export async function answerable(
  { context, number }: IssueInput,
  snapshot: IssueSnapshot,
): Promise<IssueSnapshot> {
  const unanswered = snapshot.open.filter(({ answer }) => answer === null);
  const asking = [...new Set(unanswered.map(({ commentId }) => commentId))];
  if (asking.length === 0) return snapshot;
  const { repository, comments } = context.access;
  const issue = { ...repository, number };
  const { count, waitMs } = await comments.left(issue, ownThread(context, snapshot));
  if (count >= asking.length) return snapshot;
  const later = new Set(asking.slice(count));
  const open = snapshot.open.filter(
    ({ answer, commentId }) => answer !== null || !later.has(commentId),
  );
  const unread = snapshot.unread ?? enoughSaid(issue, count > 0 ? REST_AGAIN_MS : waitMs);
  // Nobody is reminded or released while a word of theirs may wait.
  return { ...snapshot, open, unread, openPulls: null };
}

export function ownThread({ botLogin }: RepositoryContext, { comments }: IssueSnapshot): OwnThread {
  const own = comments.filter(({ author }) => author?.login === botLogin);
  return { login: botLogin, written: own.map(({ createdAt }) => createdAt) };
}
