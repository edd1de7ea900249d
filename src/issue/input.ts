/** A request to reconcile an issue, and what reconciling it works with. */
import type { RepositoryContext } from '../repository/context.js';
import type { PeopleSource } from './claimants.js';
import type { ClockIndex } from './clock-index.js';
import type { PersonLocks } from './person-lock.js';
import type { RepairLimit } from './repair-limit.js';

export type IssueInput = {
  readonly context: RepositoryContext;
  readonly number: number;
  /** Labels that were put on the issue just now. */
  readonly labelled: readonly string[];
  /** A pull request or a clock asks for it. */
  readonly wantsPulls: boolean;
  /** Labels as they will be once the caller has written them; none: as they are. */
  readonly labelsAfter?: (labels: readonly string[]) => readonly string[];
  /** The account whose plan is taken over; none: there is no such account. */
  readonly adopt?: string | null;
  /** ISO 8601. */
  readonly now: string;
};

export type IssueTools = {
  /** The projects that are printed beside this one. */
  readonly neighbours: () => Promise<readonly RepositoryContext[]>;
  /** What has to be known of those who wrote a command. */
  readonly people: PeopleSource;
  readonly locks: PersonLocks;
  readonly clocks: ClockIndex;
  readonly repairs: RepairLimit;
  /** Is called with what became of a claim, once it was said. */
  readonly onOutcome: (outcome: string) => void;
  /** Whether many requests wait: then everybody is assigned before anybody is answered, and plans come last. */
  readonly isBusy: () => Promise<boolean>;
};
