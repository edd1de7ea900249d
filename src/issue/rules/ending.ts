/** How a task ended: a merged pull request that names it is thanked, any other closing is not. */

import type { Ending } from '../../claims/state.js';
import { sayDifficulty } from '../../claims/wording.js';
import { type Difficulty, EASIEST } from '../../domain/difficulty.js';
import { POINTS } from '../../domain/ladder.js';
import { inert } from '../../domain/markdown/inert.js';
import { markedComments, markerLine } from '../../domain/marker.js';
import { includes, same } from '../../domain/person.js';
import { closes, isLinked, type Pull } from '../../domain/pull-request.js';
import { issueName, quietName } from '../../domain/reference.js';
import { sinceInstant } from '../../domain/time.js';
import { say } from '../../messages/format.js';
import type { Effect } from '../effect.js';
import type { IssueFacts, Task } from '../facts.js';

export type EndingDecision = {
  /** null: the task is open. */
  readonly ended: Ending | null;
  readonly effects: readonly Effect[];
};

const MOST_NEXT = 3;

export function decideEnding(
  facts: IssueFacts,
  task: Task,
  difficulty: Difficulty | null,
): EndingDecision {
  const { context, snapshot } = facts;
  const { issue, state, closedPulls } = snapshot;
  if (issue.state === 'open') return { ended: null, effects: [] };
  const known = state?.ended ?? null;
  if (closedPulls === null || !task.isTask) return { ended: known ?? { pull: null }, effects: [] };
  if (known !== null && known.pull !== null) return { ended: known, effects: [] };
  const { repository } = context.access;
  // A pull request that closes the task finished it; one of a claimant need only name it.
  const merged = closedPulls.find(
    (pull) =>
      pull.isMerged &&
      (closes(pull, repository, issue.number) ||
        (isByClaimant(facts, pull) && isLinked(pull, repository, issue.number))),
  );
  if (merged === undefined) return { ended: known ?? { pull: null }, effects: [] };
  const marker = { kind: 'done', key: String(merged.number) } as const;
  const isThanked = markedComments(snapshot.comments, context.botLogin, marker).length > 0;
  const effects = isThanked ? [] : thanks(facts, merged, difficulty);
  return { ended: { pull: merged.number }, effects };
}

function isByClaimant({ snapshot }: IssueFacts, { author, createdAt }: Pull): boolean {
  const { issue, state } = snapshot;
  if (author === null) return false;
  const claim = state?.claims.find((one) => same(one, author));
  // What was opened long before the claim was about something else.
  if (claim !== undefined) {
    return sinceInstant(claim.since, createdAt) >= 0 || claim.pausedSince !== null;
  }
  return includes(issue.assignees, author);
}

function thanks(
  { context, nextTasks }: IssueFacts,
  { number, author }: Pull,
  difficulty: Difficulty | null,
): readonly Effect[] {
  if (author === null || author.isBot) return [];
  const { language } = context.config;
  const here = context.access.repository;
  const tasks = nextTasks.slice(0, MOST_NEXT).map((task) => {
    const isHere = task.owner === here.owner && task.repo === here.repo;
    return isHere ? `#${task.number}` : quietName(issueName(task));
  });
  const next =
    tasks.length === 0
      ? ''
      : say(language, 'done.next', { tasks: tasks.join(say(language, 'list')) });
  const text = say(language, 'done', {
    login: author.login,
    pull: number,
    project: inert(context.project.name),
    difficulty: sayDifficulty(language, difficulty),
    points: POINTS[difficulty ?? EASIEST],
    next,
  });
  const body = `${text.trim()}\n\n${markerLine({ kind: 'done', key: String(number) })}`;
  const why = `#${number} by ${author.login} finished the task`;
  return [{ kind: 'create-comment', priority: 'answer', body, why }];
}
