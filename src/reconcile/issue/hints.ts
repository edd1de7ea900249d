/** A hint for a wish in plain words: once per person and issue, only on a free task, never an act. */
import { same } from '../../core/claim/people.js';
import type { Claim } from '../../core/claim/state.js';
import { isWish } from '../../core/claim/wish.js';
import { hasMarker, markerLine } from '../../core/comment/marker.js';
import { originalText } from '../../core/text/original.js';
import { languageOf, say } from '../../messages/format.js';
import type { Effect } from '../effect.js';
import type { IssueFacts, Task } from './facts.js';

/** At most one hint for each look: one comment of ours for one event. */
export function decideHints(
  { context, snapshot }: IssueFacts,
  task: Task,
  claims: readonly Claim[],
): readonly Effect[] {
  const { issue, comments, after } = snapshot;
  if (!task.isTask || issue.state === 'closed' || task.drafts.length > 0) return [];
  if (claims.length > 0) return [];
  const ours = comments.filter(({ author }) => author?.login === context.botLogin);
  for (const { author, body, createdAt } of comments) {
    if (author === null || author.isBot || Date.parse(createdAt) <= Date.parse(after)) continue;
    const key = author.login;
    if ((snapshot.state?.past ?? []).some((claim) => same(claim, author))) continue;
    if (!isWish(originalText(body)) || spokeBefore(comments, author.id, ours, key)) continue;
    const text = say(languageOf(body, context.config.language), 'hint', { login: key });
    const hint = `${text}\n\n${markerLine({ kind: 'hint', key })}`;
    const why = `${key} wishes for the task in plain words`;
    return [{ kind: 'create-comment', lane: 'answer', body: hint, why }];
  }
  return [];
}

/** Whether the person had the hint, or knows the command already: we answered them here. */
function spokeBefore(
  comments: readonly { readonly id: number; readonly author: { readonly id: number } | null }[],
  authorId: number,
  ours: readonly { readonly body: string }[],
  login: string,
): boolean {
  const theirs = comments.filter(({ author }) => author?.id === authorId).map(({ id }) => id);
  return ours.some(
    ({ body }) =>
      hasMarker(body, { kind: 'hint', key: login }) ||
      theirs.some((id) => hasMarker(body, { kind: 'answer', key: String(id) })),
  );
}
