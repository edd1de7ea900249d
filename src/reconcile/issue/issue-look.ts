/** What a look at an issue is taken with. */
import type { PeopleSource } from '../../github/claimants.js';
import type { RepositoryContext } from '../../github/repository-context.js';
import type { ClockIndex } from '../clock-index.js';
import type { MendGuard } from '../mend-guard.js';
import type { PersonLanes } from '../person-lane.js';
import type { ClaimOutcome } from './decide.js';

export type IssueLook = {
  readonly context: RepositoryContext;
  readonly number: number;
  /** Labels that were put on the issue just now. */
  readonly labelled: readonly string[];
  /** A pull request or a clock asks for this look. */
  readonly wantsPulls: boolean;
  /** Labels as they will be once the look's caller has written them. */
  readonly labelsAfter: (labels: readonly string[]) => readonly string[];
  /** The projects that are printed beside this one. */
  readonly neighbours: () => Promise<readonly RepositoryContext[]>;
  /** What has to be known of those who wrote a command. */
  readonly people: PeopleSource;
  readonly lanes: PersonLanes;
  readonly clocks: ClockIndex;
  readonly guard: MendGuard;
  /** Is told what became of a claim, once it was said. */
  readonly onOutcome: (outcome: ClaimOutcome) => void;
  /** Whether many looks wait: then everybody is assigned before anybody is told, and plans come last. */
  readonly isBusy: () => Promise<boolean>;
  /** ISO 8601. */
  readonly now: string;
  /** The account whose plan is taken over; none: there is no such account. */
  readonly adopt?: string | null;
};
