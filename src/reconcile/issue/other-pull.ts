/** Somebody else's pull request on a claimed task: both are told, kindly, and nothing is closed. */
import { includes } from '../../core/claim/people.js';
import type { Claim } from '../../core/claim/state.js';
import { markedComments, markerLine } from '../../core/comment/marker.js';
import { keptUntil } from '../../core/comment/plan.js';
import { closes } from '../../core/pull.js';
import { say, sayDay } from '../../messages/format.js';
import type { Effect } from '../effect.js';
import type { IssueFacts } from './facts.js';

/** Once per person and pull request, and one at a time. */
export function decideOtherPulls(
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
    const due = keptUntil(claims, now);
    const names = { author: author.login, holder: holder.login, pull: number };
    const text =
      due === null
        ? say(language, 'other-pull.by-hand', names)
        : say(language, 'other-pull', { ...names, due: sayDay(language, due) });
    const why = `#${number} by ${author.login} names a task that ${holder.login} holds`;
    const body = `${text}\n\n${markerLine(marker)}`;
    return [{ kind: 'create-comment', lane: 'answer', body, why }];
  }
  return [];
}
