/** What a command changes in what is agreed: who holds the task, until when, or who waits. */
import type { Person } from '../domain/task.js';
import type { Claim } from './state.js';

export type Change =
  | { readonly kind: 'granted'; readonly due: string; readonly extensions: number }
  /** GitHub dropped the assignee: the task is held in the plan until a maintainer assigns them. */
  | {
      readonly kind: 'held-unassigned';
      readonly to: Person;
      readonly due: string;
      readonly extensions: number;
    }
  | ({ readonly kind: 'waiting' } & Place)
  | { readonly kind: 'left-line' }
  | { readonly kind: 'given-back' }
  | { readonly kind: 'extended'; readonly due: string; readonly extensions: number }
  | { readonly kind: 'handed'; readonly to: Person; readonly due: string }
  | { readonly kind: 'taken-away'; readonly from: Person };

/** A change by its name. */
export type ChangeOf<Kind extends Change['kind']> = Extract<Change, { readonly kind: Kind }>;

/** On the waitlist. `by`: who holds the task; nobody: it is offered to the next. */
export type Place = { readonly place: number; readonly by: readonly Claim[] };

const CHANGES: Readonly<Record<Change['kind'], true>> = {
  granted: true,
  'held-unassigned': true,
  waiting: true,
  'left-line': true,
  'given-back': true,
  extended: true,
  handed: true,
  'taken-away': true,
};

export function isChange(outcome: { readonly kind: string }): outcome is Change {
  return Object.hasOwn(CHANGES, outcome.kind);
}
