/**
 * What nobody asked for, once per person and issue: that somebody else's pull request is about a
 * task that is held, both told kindly and nothing closed; and how to claim, where a wish in plain
 * words was the nearest to it.
 */

import type { Claim } from '../../claims/state.js';
import { heldUntil } from '../../claims/wording.js';
import { isWish } from '../../commands/wish.js';
import { originalText } from '../../domain/markdown/original.js';
import { hasMarker, markedComments, markerLine } from '../../domain/marker.js';
import { includes, same } from '../../domain/person.js';
import { closes } from '../../domain/pull-request.js';
import { say, sayDay } from '../../messages/format.js';
import { languageOf } from '../../messages/languages.js';
import type { Effect } from '../effect.js';
import type { IssueFacts, Task } from '../facts.js';

/** At most one for each event. */
export function decideHint(
  facts: IssueFacts,
  task: Task,
  claims: readonly Claim[],
): readonly Effect[] {
  const hint = otherPull(facts, claims);
  return hint.length > 0 ? hint : wish(facts, task, claims);
}

/** Once per person and pull request, and one at a time. */
function otherPull(
  { context, snapshot, now }: IssueFacts,
  claims: readonly Claim[],
): readonly Effect[] {
  const [holder] = claims;
  const { issue, openPulls, comments } = snapshot;
  if (holder === undefined || openPulls === null || issue.state === 'closed') return [];
  const { language } = context.config;
  for (const pull of openPulls) {
    const { author, number } = pull;
    if (author === null || author.isBot || includes(claims, author)) continue;
    if (!closes(pull, context.access.repository, issue.number)) continue;
    const marker = { kind: 'hint', key: `${author.login} ${number}` } as const;
    if (markedComments(comments, context.botLogin, marker).length > 0) continue;
    const due = heldUntil(claims, now);
    const names = { author: author.login, holder: holder.login, pull: number };
    const text =
      due === null
        ? say(language, 'other-pull.by-hand', names)
        : say(language, 'other-pull', { ...names, due: sayDay(language, due) });
    const why = `#${number} by ${author.login} names a task that ${holder.login} holds`;
    const body = `${text}\n\n${markerLine(marker)}`;
    return [{ kind: 'create-comment', priority: 'answer', body, why }];
  }
  return [];
}

/** A wish in plain words: only on a free task, never an act. */
function wish(
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
    return [{ kind: 'create-comment', priority: 'answer', body: hint, why }];
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
