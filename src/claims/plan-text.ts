/** The text of the plan on a task's issue: what a newcomer should know, then notes for maintainers. */

import type { Difficulty } from '../domain/difficulty.js';
import { inert } from '../domain/markdown/inert.js';
import type { DraftPart } from '../domain/task.js';
import { type MessageKey, say, sayDay } from '../messages/format.js';
import type { Language } from '../messages/languages.js';
import type { Claim } from './state.js';
import type { Waitlist } from './waitlist.js';
import { sayDifficulty, sayNames } from './wording.js';

export type TaskStatus = 'free' | 'offered' | 'held' | 'draft' | 'closed' | 'withdrawn';

export type TaskPlan = {
  readonly language: Language;
  readonly number: number;
  readonly project: string;
  readonly status: TaskStatus;
  readonly difficulty: Difficulty | null;
  /** Difficulty labels that contradict each other; empty: none do. */
  readonly contradiction: readonly string[];
  readonly claims: readonly Claim[];
  /** Whether a holder may still move their date. */
  readonly canExtend: boolean;
  /** Claimants whose pull request waits for its author. */
  readonly stuck: readonly Claim[];
  /** Who waits, and whom the task is offered to. */
  readonly waitlist: Waitlist;
  /** The merged pull request that finished the task; null: none did. */
  readonly doneBy: number | null;
  /** ISO 8601. */
  readonly now: string;
  readonly draftParts: readonly DraftPart[];
  readonly author: string | null;
  /** Days from a claim to its due date. */
  readonly claimDays: number;
  readonly difficultyLabels: readonly string[];
  readonly mentors: readonly string[];
  readonly trackingUrl: string | null;
  readonly guide: string | null;
  /** A sentence of the maintainers, for example on the use of AI. */
  readonly policy: string | null;
};

export function renderTaskPlan(plan: TaskPlan): string {
  const { language, status } = plan;
  const title = say(language, 'plan.title', {
    difficulty: sayDifficulty(language, plan.difficulty),
    status: say(language, `plan.status.${status}`),
  });
  const blocks = [title, sayStatus(plan)];
  if (status === 'free' || status === 'held') {
    const days = { days: plan.claimDays };
    blocks.push(
      saySteps(plan),
      status === 'free'
        ? say(language, 'plan.deadline', days)
        : say(language, 'plan.ways', { extend: plan.canExtend ? 'yes' : 'no' }),
    );
  }
  if (plan.policy !== null && (status === 'free' || status === 'held')) {
    blocks.push(say(language, 'plan.policy', { policy: inert(plan.policy, 500) }));
  }
  blocks.push(
    sayWaitlist(plan),
    sayFooter(plan),
    sayUnassigned(plan),
    sayStuck(plan),
    sayMaintainerNote(plan),
  );
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** One sentence for those who hold the task on the same terms. */
function sayHeld({ language, claims, now }: TaskPlan): string {
  const byTerms = new Map<string, Claim[]>();
  for (const claim of claims) {
    const terms = claim.due !== null && claim.pausedSince !== null ? 'paused' : `${claim.due}`;
    byTerms.set(terms, [...(byTerms.get(terms) ?? []), claim]);
  }
  const sentences = [...byTerms.values()].map((together) => {
    const names = sayNames(language, together);
    const [{ due, pausedSince } = { due: null, pausedSince: null }] = together;
    if (due === null) return say(language, 'plan.held-by-hand', { names });
    if (pausedSince !== null) return say(language, 'plan.paused', { names });
    const key = due < now ? 'plan.grace' : 'plan.held';
    return say(language, key, { names, due: sayDay(language, due) });
  });
  return sentences.join('\n\n');
}

function sayStatus(plan: TaskPlan): string {
  const { language } = plan;
  switch (plan.status) {
    case 'held':
      return sayHeld(plan);
    case 'offered': {
      const { offer } = plan.waitlist;
      if (offer === null) return '';
      const name = inert(offer.login);
      return say(language, 'plan.offered', { name, until: sayDay(language, offer.until) });
    }
    case 'closed':
      return plan.doneBy === null
        ? say(language, 'plan.closed')
        : say(language, 'plan.done', { pull: plan.doneBy });
    case 'draft':
      return say(language, 'plan.draft', {
        author: inert(plan.author ?? 'ghost'),
        parts: plan.draftParts
          .map((part) => say(language, `plan.draft.${part}`))
          .join(say(language, 'list')),
      });
    case 'free':
    case 'withdrawn':
      return say(language, `plan.${plan.status}`);
  }
}

function saySteps({ language, number, project }: TaskPlan): string {
  const steps: MessageKey[] = ['plan.step.talk', 'plan.step.pull', 'plan.step.done'];
  return steps.map((step) => say(language, step, { number, project: inert(project) })).join('\n');
}

function sayFooter({ language, mentors, trackingUrl, guide }: TaskPlan): string {
  const parts: string[] = [];
  if (mentors.length > 0) {
    const names = sayNames(
      language,
      mentors.map((login) => ({ login })),
    );
    parts.push(say(language, 'plan.mentors', { names }));
  }
  if (trackingUrl !== null) parts.push(say(language, 'plan.tracking', { url: trackingUrl }));
  if (guide !== null) parts.push(say(language, 'plan.guide', { url: guide }));
  return parts.join(' · ');
}

function sayWaitlist({ language, waitlist, status }: TaskPlan): string {
  if (waitlist.waiters.length === 0 || status === 'closed') return '';
  return say(language, 'plan.waiting', { names: sayNames(language, waitlist.waiters) });
}

function sayStuck({ language, stuck }: TaskPlan): string {
  if (stuck.length === 0) return '';
  return say(language, 'plan.stuck', { names: sayNames(language, stuck) });
}

function sayUnassigned({ language, claims }: TaskPlan): string {
  const unassigned = claims.filter(({ assigned }) => !assigned);
  if (unassigned.length === 0) return '';
  return say(language, 'plan.unassigned', { names: sayNames(language, unassigned) });
}

function sayMaintainerNote(plan: TaskPlan): string {
  const { language, contradiction, difficulty, status } = plan;
  if (status === 'closed' || status === 'withdrawn') return '';
  const code = (labels: readonly string[]) =>
    labels.map((label) => `\`${label.replaceAll('`', '')}\``).join(say(language, 'list'));
  if (contradiction.length > 0) {
    return say(language, 'plan.two-difficulties', { labels: code(contradiction) });
  }
  if (difficulty !== null) return '';
  return say(language, 'plan.no-difficulty', { labels: code(plan.difficultyLabels) });
}
