/** What became of one command; each is answered once, by a comment or a reaction. */
import type { Difficulty, Person } from '../task.js';
import type { NamedAnswer } from './nomination.js';
import type { Claim } from './state.js';

export type Outcome = Change | Reply;

/** After it something else is agreed: who holds the task, until when, or who stands in line. */
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

/** It is said, and all that was agreed stays. */
export type Reply =
  | { readonly kind: 'already-yours'; readonly due: string | null }
  | { readonly kind: 'taken'; readonly by: readonly Claim[] }
  | ({ readonly kind: 'already-waiting' } & Place)
  | { readonly kind: 'closed' | 'draft' | 'not-a-task' | 'tracking' }
  | Ineligible
  /** GitHub does not say what the person holds or finished, so the answer is no. */
  | { readonly kind: 'record-unknown' }
  | { readonly kind: 'not-yours' }
  | { readonly kind: 'no-more-extensions'; readonly due: string; readonly most: number }
  | { readonly kind: 'no-deadline' }
  | { readonly kind: 'not-handed'; readonly to: Person; readonly by: readonly Claim[] }
  | { readonly kind: 'not-theirs'; readonly of: Person }
  | { readonly kind: 'difficulty-set'; readonly difficulty: Difficulty }
  | { readonly kind: 'nominated'; readonly printed: Printed }
  /** A list of tasks is printed in any case. */
  | { readonly kind: 'list-not-nominated' }
  /** `unknown`: GitHub did not say which role the person has, so the answer is no. */
  | { readonly kind: 'forbidden'; readonly unknown: boolean };

/** In the line. `by`: who holds the task; nobody: it is offered to the next. */
type Place = { readonly place: number; readonly by: readonly Claim[] };

/** Which rule refused a claim, with the person's own numbers. */
export type Ineligible =
  | { readonly kind: 'blocked'; readonly until: string }
  | { readonly kind: 'cooldown'; readonly until: string; readonly releases: number }
  | { readonly kind: 'prerequisite'; readonly needs: readonly Needed[] }
  | { readonly kind: 'plan-wanted' }
  | { readonly kind: 'limit'; readonly held: readonly string[]; readonly most: number };

/** Finished tasks of a difficulty that are needed, and how many the person has. */
export type Needed = {
  readonly difficulty: Difficulty;
  readonly needed: number;
  readonly finished: number;
};

/** How the next edition prints a nominated issue: as a task, or with the answer that somebody chose. */
export type Printed = 'as-task' | NamedAnswer['kind'];

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

export function isChange(outcome: Outcome): outcome is Change {
  return Object.hasOwn(CHANGES, outcome.kind);
}
