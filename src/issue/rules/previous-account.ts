/** What a previous account of ours wrote: read as ours, but not ours to edit. */
import { movedPlan } from '../../claims/previous-account.js';
import type { Comment } from '../../domain/task.js';
import type { Effect } from '../effect.js';
import type { IssueFacts } from '../facts.js';

/** An answer that would be brought up to date is written anew, and nothing of theirs is deleted. */
export function byOurHand(
  { snapshot: { previousComments } }: IssueFacts,
  effects: readonly Effect[],
): readonly Effect[] {
  return effects.flatMap((effect): Effect[] => {
    if (!('commentId' in effect) || effect.kind === 'react') return [effect];
    if (!previousComments.has(effect.commentId)) return [effect];
    if (effect.kind === 'delete-comment') return [];
    const { commentId: _, ...rest } = effect;
    return [{ ...rest, kind: 'create-comment' }];
  });
}

/** Behind our own: two plans that say different things would mislead. */
export function movedEffects(
  previousPlan: Comment | null,
  kind: 'plan' | 'project-plan',
  text: string,
): readonly Effect[] {
  if (previousPlan === null) return [];
  const body = movedPlan(previousPlan, kind, text);
  if (body === previousPlan.body) return [];
  const why = 'our plan carries it on';
  return [{ kind: 'update-comment', priority: 'plan', commentId: previousPlan.id, body, why }];
}
