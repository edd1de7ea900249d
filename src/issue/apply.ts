/** The writes of a decision, in their order. */
import type { Person } from '../domain/task.js';
import type { RepositoryAccess } from '../github/access.js';
import type { OwnThread } from '../github/comment-guard.js';
import { isRefused } from '../github/errors.js';
import {
  addLabels,
  assign,
  createComment,
  deleteComment,
  react,
  removeLabel,
  unassign,
  updateComment,
} from '../github/write.js';
import type { Assignment, Effect } from './effect.js';
import type { IssueInput } from './input.js';
import type { RepairLimit } from './repair-limit.js';

/** What was done, for logs. */
export type Written = {
  readonly kind: Effect['kind'] | 'left-alone';
  readonly text: string;
};

/** @returns the assignees as GitHub answered them */
export function applyAssignment(
  { access }: IssueInput['context'],
  issueNumber: number,
  { kind, login }: Assignment,
): Promise<readonly Person[]> {
  const write = kind === 'assign' ? assign : unassign;
  return write(access, issueNumber, login);
}

/** @returns what GitHub refused; anything else that fails ends the reconciling. */
export async function applyAll(
  { context, number }: Pick<IssueInput, 'context' | 'number'>,
  repairs: RepairLimit,
  effects: readonly Effect[],
  thread: OwnThread,
  written: Written[],
): Promise<readonly Effect[]> {
  const refused: Effect[] = [];
  for (const effect of effects) {
    // What GitHub would not have is not said to be done.
    const undone = refused.flatMap(answeredBy);
    if (answeredBy(effect).some((commentId) => undone.includes(commentId))) continue;
    const isUpdate = effect.kind === 'update-comment';
    if (isUpdate && !(await repairs.mayWrite(effect.commentId, effect.body))) {
      const text = `left alone: somebody rewrites comment ${effect.commentId} after us`;
      written.push({ kind: 'left-alone', text });
      continue;
    }
    try {
      await applyEffect(context.access, number, effect, thread);
      if (isUpdate) await repairs.wrote(effect.commentId, effect.body);
      written.push({ kind: effect.kind, text: `${effect.kind}: ${effect.why}` });
    } catch (error) {
      if (!isRefused(error)) throw error;
      refused.push(effect);
    }
  }
  return refused;
}

/** The comments that an effect answers, or does what they asked for. */
export function answeredBy(effect: Effect): readonly number[] {
  if ('askedBy' in effect && effect.askedBy !== undefined) return effect.askedBy;
  return 'answers' in effect && effect.answers !== undefined ? [effect.answers] : [];
}

export async function applyEffect(
  access: RepositoryAccess,
  issueNumber: number,
  effect: Effect,
  thread: OwnThread,
): Promise<void> {
  switch (effect.kind) {
    case 'assign':
      await assign(access, issueNumber, effect.login);
      return;
    case 'unassign':
    case 'release':
      await unassign(access, issueNumber, effect.login);
      return;
    case 'add-labels':
      // Whoever asked for it waits for its answer.
      return addLabels(access, issueNumber, effect.labels, effect.askedBy && 'answer');
    case 'remove-label':
      return removeLabel(access, issueNumber, effect.label);
    case 'create-comment':
      return createComment(access, effect.priority, issueNumber, effect.body, thread);
    case 'update-comment':
      return updateComment(access, effect.priority, effect.commentId, effect.body);
    case 'delete-comment':
      return deleteComment(access, effect.commentId);
    case 'react':
      return react(access, effect.commentId);
  }
}
