/** What a decision about a project is to change. */

import { issueName } from '../domain/reference.js';
import type { IssueAddress } from '../domain/task.js';
import type { Label } from '../github/labels.js';
import type { LabelChanges } from '../github/write.js';
import { type DescribedEffect, describeEffect, type Effect } from '../issue/effect.js';
import type { ListEdits } from './list/edit.js';

export type ProjectEffect =
  | ({ readonly why: string } & (
      | { readonly kind: 'create-label'; readonly label: Label }
      | { readonly kind: 'update-label'; readonly name: string; readonly changes: LabelChanges }
      /** Boxes and state cells in a list that people wrote. */
      | { readonly kind: 'edit-list'; readonly list: IssueAddress; readonly edits: ListEdits }
    ))
  /** On an issue of the project. */
  | { readonly kind: 'on-issue'; readonly number: number; readonly effect: Effect };

export function describeProjectEffect(effect: ProjectEffect): DescribedEffect {
  switch (effect.kind) {
    case 'create-label':
      return { issue: null, change: `create label ${effect.label.name}`, why: effect.why };
    case 'update-label': {
      const changes = Object.entries(effect.changes).map(([key, value]) => `${key} ${value}`);
      const change = `change label ${effect.name}: ${changes.join(', ')}`;
      return { issue: null, change, why: effect.why };
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
      return describeEffect(effect.number, effect.effect);
  }
}
