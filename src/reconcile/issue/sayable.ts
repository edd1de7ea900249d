/** How much of what is asked can be answered on this issue now. */
import { enoughSaid, type OwnThread } from '../../github/comment-guard.js';
import type { IssueSnapshot } from '../../github/issue-snapshot.js';
import type { RepositoryContext } from '../../github/repository-context.js';
import type { IssueLook } from './issue-look.js';

/**
 * Only as many commands are carried out as can be answered on this issue now: nobody is assigned
 * without being told, and the plan stays true.
 */
export async function sayable(
  { context, number }: IssueLook,
  snapshot: IssueSnapshot,
): Promise<IssueSnapshot> {
  const unanswered = snapshot.open.filter(({ answer }) => answer === null);
  if (unanswered.length === 0) return snapshot;
  const { repository, comments } = context.access;
  const issue = { ...repository, number };
  const { count, waitMs } = await comments.left(issue, ownThread(context, snapshot));
  if (count >= unanswered.length) return snapshot;
  const later = new Set(unanswered.slice(count));
  const open = snapshot.open.filter((each) => !later.has(each));
  return { ...snapshot, open, unread: snapshot.unread ?? enoughSaid(issue, waitMs) };
}

export function ownThread({ botLogin }: RepositoryContext, { comments }: IssueSnapshot): OwnThread {
  const own = comments.filter(({ author }) => author?.login === botLogin);
  return { login: botLogin, written: own.map(({ createdAt }) => createdAt) };
}
