/** Step three of a look at an issue: the writes, in their order. */

import type { Person } from '../../core/task.js';
import type { RepositoryAccess } from '../../github/access.js';
import type { OwnThread } from '../../github/comment-guard.js';
import {
  addLabels,
  assign,
  createComment,
  deleteComment,
  react,
  removeLabel,
  unassign,
  updateComment,
} from '../../github/write.js';
import type { Effect } from '../effect.js';

export type AssignmentEffect = Extract<Effect, { kind: 'assign' | 'unassign' }>;

export function isAssignment(effect: Effect): effect is AssignmentEffect {
  return effect.kind === 'assign' || effect.kind === 'unassign';
}

/** @returns the assignees as GitHub answered them */
export function applyAssignment(
  access: RepositoryAccess,
  issueNumber: number,
  effect: AssignmentEffect,
): Promise<readonly Person[]> {
  const write = effect.kind === 'assign' ? assign : unassign;
  return write(access, issueNumber, effect.login);
}

export async function applyEffect(
  access: RepositoryAccess,
  issueNumber: number,
  effect: Exclude<Effect, AssignmentEffect>,
  thread: OwnThread,
): Promise<void> {
  switch (effect.kind) {
    case 'release':
      await unassign(access, issueNumber, effect.login);
      return;
    case 'add-labels':
      // Whoever asked for it waits for its answer.
      return addLabels(access, issueNumber, effect.labels, effect.askedBy && 'answer');
    case 'remove-label':
      return removeLabel(access, issueNumber, effect.label);
    case 'create-comment':
      return createComment(access, effect.lane, issueNumber, effect.body, thread);
    case 'update-comment':
      return updateComment(access, effect.lane, effect.commentId, effect.body);
    case 'delete-comment':
      return deleteComment(access, effect.commentId);
    case 'react':
      return react(access, effect.commentId);
  }
}
