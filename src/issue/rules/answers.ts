/** The answers to the commands of a thread: one comment, or one reaction, for each of theirs. */

import { isChange } from '../../claims/change.js';
import type { AnswerContext } from '../../commands/answer.js';
import { answerText, type Outcome } from '../../commands/index.js';
import type { Difficulty } from '../../domain/difficulty.js';
import { freeTasks } from '../../domain/free-tasks.js';
import {
  answerBody,
  doubledAnswers,
  markedComments,
  NO_PROMISE,
  type Promised,
} from '../../domain/marker.js';
import { languageOf } from '../../messages/languages.js';
import type { Effect } from '../effect.js';
import type { IssueFacts } from '../facts.js';
import type { IssueSnapshot } from '../snapshot.js';
import type { ClaimDecision } from './claim.js';

/** At most one comment of ours for each of theirs: all that needs words, or else a reaction. */
export function decideAnswers(
  { context, snapshot, reserved, now }: IssueFacts,
  { outcomes }: ClaimDecision,
  difficulty: Difficulty | null,
): readonly Effect[] {
  const { difficulties } = context.config;
  const free = freeTasks(
    snapshot.openTasks,
    difficulties,
    new Set([...reserved, snapshot.issue.number]),
  );
  const commentIds = [...new Set(outcomes.map(({ open }) => open.commentId))];
  const effects = commentIds.map((commentId): Effect => {
    const all = outcomes.filter(({ open }) => open.commentId === commentId);
    const why = all
      .map(({ open, outcome }) => `${open.text} by ${open.author.login}: ${outcome.kind}`)
      .join(', ');
    const texts = all.flatMap(({ open, outcome }) => {
      const answerContext: AnswerContext = {
        language: languageOf(open.body, context.config.language),
        login: open.author.login,
        difficulty,
        taskLabel: context.config.taskLabel.label,
        newsletters: [...new Set(context.newsletters.map(({ title }) => title))],
        freeTasks: free,
        now,
      };
      return answerText(open.command, outcome, answerContext) ?? [];
    });
    if (texts.length === 0) return { kind: 'react', commentId, why };
    const promise = all
      .map(({ outcome }) => promised(outcome))
      .findLast((one) => one !== NO_PROMISE);
    const body = answerBody(commentId, [...new Set(texts)].join('\n\n'), promise ?? NO_PROMISE);
    return answerEffect(snapshot, context.botLogin, commentId, body, why);
  });
  const deletions = doubledAnswers(snapshot.comments, context.botLogin).map(
    ({ id }): Effect => ({ kind: 'delete-comment', commentId: id, why: 'our doubled answer' }),
  );
  return [...effects, ...deletions];
}

/** An answer that stands in the thread already is brought up to date, never posted twice. */
function answerEffect(
  snapshot: IssueSnapshot,
  botLogin: string,
  commentId: number,
  body: string,
  why: string,
): Effect {
  const marker = { kind: 'answer', key: String(commentId) } as const;
  const [existing] = markedComments(snapshot.comments, botLogin, marker);
  return existing === undefined
    ? { kind: 'create-comment', priority: 'answer', body, answers: commentId, why }
    : {
        kind: 'update-comment',
        priority: 'answer',
        commentId: existing.id,
        body,
        answers: commentId,
        why,
      };
}

/** What must be found again after a cut-off: the deadline that was promised, or the place on the waitlist. */
function promised(outcome: Outcome): Promised {
  if (!isChange(outcome)) return NO_PROMISE;
  switch (outcome.kind) {
    case 'granted':
    case 'extended':
    case 'held-unassigned': {
      const { kind, due, extensions } = outcome;
      return { ...NO_PROMISE, due, extensions, isHold: kind === 'held-unassigned' };
    }
    case 'handed':
      return { ...NO_PROMISE, due: outcome.due };
    case 'waiting':
      return { ...NO_PROMISE, isWaiting: true };
    case 'left-line':
    case 'given-back':
    case 'taken-away':
      return NO_PROMISE;
  }
}
