/** The plan on the tracking issue, which carries the ledger. */
import { type Ledger, printLedger } from '../../core/comment/ledger.js';
import { planBlock, replaceBlock } from '../../core/comment/marker.js';
import { type ProjectPlan, renderProjectPlan } from '../../core/comment/project-plan.js';
import type { ProjectSnapshot } from '../../github/project-snapshot.js';
import type { Effect, ProjectEffect } from '../effect.js';

export function planEffects(
  trackingNumber: number | null,
  { plans, hasTracking }: Pick<ProjectSnapshot, 'plans' | 'hasTracking'>,
  plan: ProjectPlan & { readonly ledger: Ledger },
): readonly ProjectEffect[] {
  if (trackingNumber === null || !hasTracking) return [];
  const block = planBlock('project-plan', renderProjectPlan(plan), printLedger(plan.ledger));
  return effectsOf(plans, block).map((effect) => ({
    kind: 'on-issue',
    number: trackingNumber,
    effect,
  }));
}

function effectsOf([plan, ...doubled]: ProjectSnapshot['plans'], block: string): readonly Effect[] {
  if (plan === undefined) {
    return [{ kind: 'create-comment', lane: 'plan', body: block, why: 'the project plan' }];
  }
  const deletions = doubled.map(
    ({ id }): Effect => ({
      kind: 'delete-comment',
      commentId: id,
      why: 'our doubled project plan',
    }),
  );
  const body = replaceBlock(plan.body, 'project-plan', block);
  if (body === plan.body) return deletions;
  const why = 'the project plan';
  return [...deletions, { kind: 'update-comment', lane: 'plan', commentId: plan.id, body, why }];
}
