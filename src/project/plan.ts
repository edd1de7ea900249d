/** The plan on the tracking issue, which carries the ledger. */

import { planBlock, replaceBlock } from '../domain/marker.js';
import type { Effect } from '../issue/effect.js';
import { movedEffects } from '../issue/rules/previous-account.js';
import { say } from '../messages/format.js';
import type { ProjectEffect } from './effect.js';
import { type Ledger, printLedger } from './ledger.js';
import { type ProjectPlan, renderProjectPlan } from './plan-text.js';
import type { ProjectSnapshot } from './snapshot.js';

export function writeProjectPlan(
  trackingNumber: number,
  { plans, previousPlan }: Pick<ProjectSnapshot, 'plans' | 'previousPlan'>,
  plan: ProjectPlan & { readonly ledger: Ledger },
): readonly ProjectEffect[] {
  const block = fittingBlock(renderProjectPlan(plan), plan.ledger);
  const moved = say(plan.language, 'project.moved');
  const effects = [
    ...effectsOf(plans, block),
    ...movedEffects(previousPlan, 'project-plan', moved),
  ];
  return effects.map((effect) => ({ kind: 'on-issue', number: trackingNumber, effect }));
}

/** GitHub takes 65,536 characters; what others put around our part needs room. In bytes. */
const MOST_BYTES = 60_000;

/**
 * What can be found again goes first: clocks are read from the tasks' own plans. Without `done` a
 * reopened task keeps its tick, and without `agreed` the label wins once over a moved line.
 */
function fittingBlock(text: string, whole: Ledger): string {
  const withoutClocks = { ...whole, clocks: new Map(), dues: new Map(), inReview: [] };
  const withoutDone = { ...withoutClocks, done: [] };
  const ledgers = [whole, withoutClocks, withoutDone, { ...withoutDone, agreed: new Map() }];
  const blocks = ledgers.map((ledger) => planBlock('project-plan', text, printLedger(ledger)));
  return blocks.find((block) => Buffer.byteLength(block) <= MOST_BYTES) ?? blocks.at(-1) ?? '';
}

function effectsOf([plan, ...doubled]: ProjectSnapshot['plans'], block: string): readonly Effect[] {
  if (plan === undefined) {
    return [{ kind: 'create-comment', priority: 'plan', body: block, why: 'the project plan' }];
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
  return [
    ...deletions,
    { kind: 'update-comment', priority: 'plan', commentId: plan.id, body, why },
  ];
}
