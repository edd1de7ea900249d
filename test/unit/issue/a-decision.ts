/** An issue to decide about, as tests write it down, and what the decision would do. */

import { NO_STATE } from '../../../src/claims/state.js';
import { parseState } from '../../../src/claims/state-text.js';
import { openCommands } from '../../../src/commands/open-commands.js';
import { defaultRepositoryConfig } from '../../../src/config/load.js';
import { byDifficulty, type Difficulty } from '../../../src/domain/difficulty.js';
import { markedComments, readState } from '../../../src/domain/marker.js';
import type { Pull } from '../../../src/domain/pull-request.js';
import type { Comment, Issue } from '../../../src/domain/task.js';
import { decideIssue, planEffects } from '../../../src/issue/decide.js';
import type { Effect } from '../../../src/issue/effect.js';
import type { IssueFacts } from '../../../src/issue/facts.js';
import type { RepositoryContext } from '../../../src/repository/context.js';
import { at, BOT, comment, issue } from '../a-thread.js';

export type Situation = {
  readonly issue?: Partial<Issue>;
  readonly comments?: readonly Comment[];
  readonly otherTasks?: readonly Issue[];
  /** Tasks here that are reserved for somebody who is not assigned. */
  readonly reserved?: readonly number[];
  readonly context?: Partial<RepositoryContext>;
  readonly labelEvents?: IssueFacts['snapshot']['labelEvents'];
  /** What claimants hold elsewhere. */
  readonly held?: readonly string[];
  readonly finished?: Partial<Record<Difficulty, number>>;
  /** Logins with the triage role; null: GitHub does not say. */
  readonly maintainers?: readonly string[] | null;
  readonly consent?: boolean;
  readonly notAssignable?: readonly string[];
  readonly assignedNow?: IssueFacts['assignedNow'];
  readonly openPulls?: readonly Pull[];
  readonly closedPulls?: readonly Pull[];
  readonly nextTasks?: IssueFacts['nextTasks'];
  readonly minutes?: number;
};

/** Installed the day before, at noon + 60 minutes unless said otherwise. */
export function factsOf(situation: Situation): IssueFacts {
  const shown = issue(1, situation.issue ?? {});
  const comments = situation.comments ?? [];
  const plans = markedComments(comments, BOT, { kind: 'plan', key: '' });
  const state = plans[0] === undefined ? null : parseState(readState(plans[0].body, 'plan'));
  const minutes = situation.minutes ?? 60;
  const after = at(Math.max(-24 * 60, minutes - 3 * 24 * 60));
  const { maintainers = [] } = situation;
  const roles = comments.flatMap(({ author }) =>
    author === null
      ? []
      : [[author.id, maintainers === null ? null : maintainers.includes(author.login)] as const],
  );
  return {
    context: contextOf(situation.context ?? {}),
    snapshot: {
      issue: shown,
      comments,
      previousComments: new Set(),
      previousPlan: null,
      openTasks: [shown, ...(situation.otherTasks ?? [])],
      plans,
      state,
      after,
      open: openCommands({ comments, botLogin: BOT, after }, state ?? NO_STATE),
      labelEvents: situation.labelEvents ?? null,
      maintainers: new Map(roles),
      records: new Map(),
      unread: null,
      openPulls: situation.openPulls ?? null,
      closedPulls: situation.closedPulls ?? null,
    },
    reserved: new Set(situation.reserved ?? []),
    consent: situation.consent ?? true,
    recordOf: () => ({
      heldElsewhere: situation.held ?? [],
      finished: { ...byDifficulty(() => 0), ...situation.finished },
    }),
    nextTasks: situation.nextTasks ?? [],
    assignedNow: situation.assignedNow ?? [],
    notAssignable: situation.notAssignable ?? [],
    now: at(minutes),
  };
}

export function contextOf(given: Partial<RepositoryContext>): RepositoryContext {
  const config = defaultRepositoryConfig();
  return {
    access: {
      repository: { owner: 'mosn', repo: 'layotto' },
      installedAt: at(-24 * 60),
    } as RepositoryContext['access'],
    botLogin: BOT,
    config,
    project: { name: 'Layotto', tracking: null, isTrusted: true },
    newsletters: [],
    active: false,
    onboarding: null,
    configProblems: [],
    trackingNumber: null,
    isTracking: () => false,
    ...given,
  };
}

/** What would be written, one short line each, in order. */
export function decided(situation: Situation): readonly string[] {
  return effectsOf(factsOf(situation)).map(inShort);
}

export function effectsOf(facts: IssueFacts): readonly Effect[] {
  const decision = decideIssue(facts);
  return [...decision.assignments, ...decision.effects, ...planEffects(facts, decision)];
}

function inShort(effect: Effect): string {
  switch (effect.kind) {
    case 'assign':
    case 'unassign':
      return `${effect.kind} ${effect.login}`;
    case 'release':
      return `release ${effect.login}`;
    case 'add-labels':
      return `label ${effect.labels.join()}`;
    case 'remove-label':
      return `unlabel ${effect.label}`;
    case 'create-comment':
      return `${effect.priority}: ${firstWords(effect.body)}`;
    case 'update-comment':
      return `${effect.priority} ${effect.commentId}: ${firstWords(effect.body)}`;
    case 'delete-comment':
      return `delete ${effect.commentId}`;
    case 'react':
      return `👍 ${effect.commentId}`;
  }
}

function firstWords(body: string): string {
  const line = body.split('\n').find((text) => text !== '' && !text.startsWith('<!--')) ?? '';
  return line.replace(/^### /, '');
}

/**
 * The world after a decision was applied: comments written, assignees set. Ids of new comments
 * start at `from`; they are written at the decision's time.
 */
export function applied(
  situation: Situation,
  from = 100,
  count = Number.POSITIVE_INFINITY,
): Situation {
  const facts = factsOf(situation);
  let { comments } = facts.snapshot;
  let { assignees, labels } = facts.snapshot.issue;
  let id = from;
  const minutes = situation.minutes ?? 60;
  for (const effect of effectsOf(facts).slice(0, count)) {
    if (effect.kind === 'assign' && !assignees.some(({ login }) => login === effect.login)) {
      assignees = [...assignees, { id: effect.id, login: effect.login }];
    }
    if (effect.kind === 'release') {
      assignees = assignees.filter((one) => one.login !== effect.login);
    }
    if (effect.kind === 'unassign') assignees = assignees.filter((one) => one.id !== effect.id);
    if (effect.kind === 'add-labels') labels = [...new Set([...labels, ...effect.labels])];
    if (effect.kind === 'remove-label') labels = labels.filter((label) => label !== effect.label);
    if (effect.kind === 'create-comment')
      comments = [...comments, comment(id++, BOT, effect.body, minutes)];
    if (effect.kind === 'update-comment') {
      comments = comments.map((each) =>
        each.id === effect.commentId
          ? { ...each, body: effect.body, updatedAt: at(minutes) }
          : each,
      );
    }
    if (effect.kind === 'delete-comment')
      comments = comments.filter((each) => each.id !== effect.commentId);
  }
  return { ...situation, comments, issue: { ...situation.issue, assignees, labels } };
}
