/** Effects in the words of a log, a dry run and an explanation. */
import { issueName } from '../core/reference.js';
import type { Effect, ProjectEffect } from './effect.js';

export type Change = {
  /** null: it concerns the repository as a whole. */
  readonly issue: number | null;
  readonly change: string;
  readonly why: string;
};

export function describeProjectEffect(effect: ProjectEffect): Change {
  switch (effect.kind) {
    case 'create-label':
      return { issue: null, change: `create label ${effect.label.name}`, why: effect.why };
    case 'update-label': {
      const changes = Object.entries(effect.changes).map(([key, value]) => `${key} ${value}`);
      return {
        issue: null,
        change: `change label ${effect.name}: ${changes.join(', ')}`,
        why: effect.why,
      };
    }
    case 'edit-list': {
      const { list, edits, why } = effect;
      const boxes = [
        ...[...edits.ticks].map(([number, to]) => `${to ? 'tick' : 'untick'} #${number}`),
        ...[...edits.states].map(([number, words]) => `#${number}: ${words}`),
      ];
      const comment = list.commentId === null ? '' : ` (comment ${list.commentId})`;
      const where = `${issueName(list)}${comment}`;
      return { issue: list.number, change: `${boxes.join(', ')} in ${where}`, why };
    }
    case 'on-issue':
      return { issue: effect.number, ...describeEffect(effect.effect) };
  }
}

export function describeEffect(effect: Effect): Omit<Change, 'issue'> {
  return { change: changeOf(effect), why: effect.why };
}

function changeOf(effect: Effect): string {
  switch (effect.kind) {
    case 'assign':
      return `assign ${effect.login}`;
    case 'unassign':
    case 'release':
      return `unassign ${effect.login}`;
    case 'add-labels':
      return `add ${effect.labels.join(', ')}`;
    case 'remove-label':
      return `remove ${effect.label}`;
    case 'create-comment':
      return effect.lane === 'plan' ? 'write our plan' : 'comment';
    case 'update-comment':
      return effect.lane === 'plan' ? 'update our plan' : 'update our answer';
    case 'delete-comment':
      return 'delete our doubled comment';
    case 'react':
      return 'react 👍';
  }
}

/** One line for a log. */
export function sayChange({ issue, change, why }: Change): string {
  return `${issue === null ? '' : `#${issue} `}${change}: ${why}`;
}
