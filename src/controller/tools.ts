/** What every request is reconciled with: what the process knows, and a way to enqueue more. */
import type { Logger } from 'pino';
import type { Clock } from '../engine/clock.js';
import type { Memory, SharedMap } from '../engine/engine.js';
import type { StillOurs } from '../engine/queue.js';
import type { RepositoryAccess } from '../github/access.js';
import type { GitHubApp } from '../github/app.js';
import type { ClockIndex } from '../issue/clock-index.js';
import type { PersonLocks } from '../issue/person-lock.js';
import type { RepairLimit } from '../issue/repair-limit.js';
import type { RepositoryContexts } from '../repository/context.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { BoardIndex } from './board-index.js';
import type { RecentIndex } from './recent.js';
import type { ReconcileRequest } from './request.js';

export type ControllerTools = {
  readonly clock: Clock;
  readonly github: GitHubApp;
  readonly contexts: RepositoryContexts;
  readonly memory: Memory;
  readonly locks: PersonLocks;
  readonly repairs: RepairLimit;
  readonly clocks: ClockIndex;
  readonly recent: RecentIndex;
  readonly board: BoardIndex;
  /** Up to where each repository was resynced. */
  readonly cursors: SharedMap<string>;
  /** Repositories that were resynced as a whole, with tasks or without. */
  readonly resynced: SharedMap<true>;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly enqueue: (request: ReconcileRequest, delayMs?: number) => Promise<void>;
  /** How many requests wait for an owner, in lower case. */
  readonly waitingIn: (owner: string) => Promise<number>;
};

/** The plan on the tracking issue follows the tasks, but not each of them at once. */
export const PROJECT_PLAN_DELAY_MS = 30_000;

/** What is new about an issue that is reconciled for another reason than an event. */
export const NOTHING_NEW = {
  labelled: [],
  touched: [],
  wantsPulls: false,
  isRemark: false,
  editor: null,
};

/** Nothing is written for a request that another replica took over, however long it waited. */
export function guarded(access: RepositoryAccess, stillOurs: StillOurs): RepositoryAccess {
  const take: RepositoryAccess['budget']['take'] = async (priority) => {
    await access.budget.take(priority);
    await stillOurs();
  };
  return { ...access, budget: { take } };
}
