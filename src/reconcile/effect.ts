/** What a look wants to change: plain data, applied, shown and tested alike. */

import type { ListEdits } from '../core/list/edit-list.js';
import type { IssueAddress } from '../core/task.js';
import type { Label } from '../github/labels.js';
import type { LabelChanges } from '../github/write.js';

export type Effect = { readonly why: string } & (
  | { readonly kind: 'assign' | 'unassign'; readonly id: number; readonly login: string }
  /** The clock takes a task back, after it said so. */
  | { readonly kind: 'release'; readonly login: string }
  | {
      readonly kind: 'add-labels';
      readonly labels: readonly string[];
      /** The comments that asked for it, whose answers say that it is done. */
      readonly askedBy?: readonly number[];
    }
  | { readonly kind: 'remove-label'; readonly label: string }
  | {
      readonly kind: 'create-comment';
      readonly lane: 'answer' | 'plan' | 'background';
      readonly body: string;
      /** The comment that it answers. */
      readonly answers?: number;
    }
  | {
      readonly kind: 'update-comment';
      readonly lane: 'answer' | 'plan';
      readonly commentId: number;
      readonly body: string;
      readonly answers?: number;
    }
  | { readonly kind: 'delete-comment'; readonly commentId: number }
  | { readonly kind: 'react'; readonly commentId: number }
);

/** What a look at a project wants to change. */
export type ProjectEffect =
  | ({ readonly why: string } & (
      | { readonly kind: 'create-label'; readonly label: Label }
      | { readonly kind: 'update-label'; readonly name: string; readonly changes: LabelChanges }
      /** Boxes and state cells in a list that people wrote. */
      | { readonly kind: 'edit-list'; readonly list: IssueAddress; readonly edits: ListEdits }
    ))
  /** On an issue of the project. */
  | { readonly kind: 'on-issue'; readonly number: number; readonly effect: Effect };
