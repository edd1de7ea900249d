/** The one path of every event: a look is wanted, waits in the queue, and is taken. */
import type { Logger } from 'pino';
import type { OperatorConfig } from '../config/operator-folder.js';
import { issueName } from '../core/reference.js';
import type { Issue, RepositoryName } from '../core/task.js';
import type { GitHubApp } from '../github/app.js';
import {
  createRepositoryContexts,
  keyOf,
  type RepositoryContext,
} from '../github/repository-context.js';
import { createLookQueue } from '../queue/in-process.js';
import { createClockIndex } from './clock-index.js';
import { delayAfter, isGone } from './failure.js';
import { lookAtIssue } from './issue/look.js';
import {
  type IssueKey,
  idOf,
  type LookKey,
  merge,
  type ProjectKey,
  type SweepKey,
} from './look-key.js';
import { createMendGuard } from './mend-guard.js';
import { createPersonLanes } from './person-lane.js';
import { labelNames } from './project/label-definitions.js';
import { lookAtProject } from './project/look.js';
import { sweepRepository } from './sweep.js';

export type Looks = {
  readonly want: (key: LookKey) => void;
  /** The configuration of a repository, or of all of its owner's, may have changed. */
  readonly forgetConfig: (repository: RepositoryName) => void;
  /** Look for what no delivery brought, in every repository; behind all that waits already. */
  readonly sweep: () => Promise<void>;
  /** The installation of an owner changed. */
  readonly forgetOwner: (owner: string) => void;
  readonly stop: () => Promise<void>;
  readonly size: () => { readonly waiting: number; readonly running: number };
};

/** The plan on the tracking issue follows the tasks, but not each of them at once. */
const PROJECT_PLAN_DELAY_MS = 30_000;

/** How many looks run at the same time for one owner. */
const CONCURRENCY = 4;

/** How often the clocks are read. */
const TICK_MS = 30_000;

/** @param owners accounts to serve, in lower case; null: all */
export function createLooks(
  github: GitHubApp,
  operator: OperatorConfig,
  owners: readonly string[] | null,
  log: Logger,
): Looks {
  const contexts = createRepositoryContexts(github, operator);
  const lanes = createPersonLanes();
  const guard = createMendGuard();
  const clocks = createClockIndex();
  const closed = new Map<string, Map<number, Issue>>();

  /** Closed issues of a repository, forgotten with the first event about them. */
  function closedOf(repository: RepositoryName): Map<number, Issue> {
    const known = closed.get(keyOf(repository)) ?? new Map<number, Issue>();
    closed.set(keyOf(repository), known);
    return known;
  }
  const queue = createLookQueue<LookKey>({
    look,
    onFailure,
    merge,
    groupOf: ({ owner }) => owner.toLowerCase(),
    concurrency: CONCURRENCY,
  });

  function want(key: LookKey, delayMs = 0): void {
    const isServed = owners === null || owners.includes(key.owner.toLowerCase());
    if (isServed) queue.add({ id: idOf(key), key }, delayMs);
  }

  async function look(key: LookKey): Promise<void> {
    const context = await contexts.of(key);
    if (context === null) {
      log.info({ look: idOf(key) }, 'not installed there');
      return;
    }
    const written = await take(key, context);
    log.info({ look: idOf(key), written }, written.length === 0 ? 'nothing to write' : 'written');
  }

  function take(key: LookKey, context: RepositoryContext): Promise<readonly string[]> {
    switch (key.kind) {
      case 'issue':
        return takeIssue(key, context);
      case 'project':
        return takeProject(key, context);
      case 'sweep':
        return sweep(key, context);
    }
  }

  async function sweep(
    { owner, repo }: SweepKey,
    context: RepositoryContext,
  ): Promise<readonly string[]> {
    for (const number of await sweepRepository(context, clocks, Date.now())) {
      want({ kind: 'issue', owner, repo, number, labelled: [], touched: [], wantsPulls: false });
    }
    if (context.active) want({ kind: 'project', owner, repo });
    return [];
  }

  async function takeIssue(key: IssueKey, context: RepositoryContext): Promise<readonly string[]> {
    const { owner, repo, number, labelled, touched, wantsPulls } = key;
    closedOf(key).delete(number);
    // What a person did by hand just now is newer than what we remember of our own writes.
    if (touched.includes('issue')) lanes.forget(issueName(key));
    const now = new Date().toISOString();
    const { written, nextAt, isKept } = await lookAtIssue({
      context,
      number,
      labelled,
      wantsPulls,
      neighbours: () => contexts.neighbours(key),
      lanes,
      guard,
      now,
    });
    clocks.set({ owner, repo, number }, nextAt, isKept);
    if (context.active) {
      const lists = context.project.tracking?.lists ?? [];
      const listChanged = touched.some((part) =>
        part === 'issue'
          ? context.isTracking(number)
          : lists.some(({ commentId }) => commentId === part),
      );
      const planChanged = written.length > 0 || touched.includes('issue');
      if (listChanged) want({ kind: 'project', owner, repo });
      else if (planChanged) want({ kind: 'project', owner, repo }, PROJECT_PLAN_DELAY_MS);
    }
    return written;
  }

  async function takeProject(
    key: ProjectKey,
    context: RepositoryContext,
  ): Promise<readonly string[]> {
    const previous = contexts.previous(key);
    const formerly = previous === null ? null : labelNames(previous);
    const { written, newTasks } = await lookAtProject({
      context,
      github,
      formerly,
      clocks: clocks.of(key),
      kept: clocks.keptIn(key),
      knownClosed: closedOf(key),
    });
    for (const number of newTasks) {
      want({
        ...key,
        kind: 'issue',
        number,
        labelled: [context.config.taskLabel.label],
        touched: [],
        wantsPulls: false,
      });
    }
    return written;
  }

  function onFailure(key: LookKey, error: unknown, failures: number): number | null {
    const delayMs = delayAfter(error, failures);
    // What was written before the failure shows in the project's plan.
    if (key.kind === 'issue') {
      want({ kind: 'project', owner: key.owner, repo: key.repo }, PROJECT_PLAN_DELAY_MS);
    }
    if (isGone(error)) github.forget(key.owner);
    const fields = { look: idOf(key), err: error, failures, retryInMs: delayMs };
    if (delayMs === null) log.error(fields, 'look given up');
    else log.warn(fields, 'look failed, will look again');
    return delayMs;
  }

  const ticker = setInterval(() => {
    for (const { owner, repo, number } of clocks.takeDue(Date.now())) {
      want({ kind: 'issue', owner, repo, number, labelled: [], touched: [], wantsPulls: true });
    }
  }, TICK_MS).unref();

  return {
    want: (key) => want(key),
    forgetConfig: (repository) => {
      for (const each of contexts.forget(repository)) want({ kind: 'project', ...each });
    },
    sweep: async () => {
      for (const repository of await github.repositories()) want({ kind: 'sweep', ...repository });
    },
    forgetOwner: github.forget,
    stop: () => {
      clearInterval(ticker);
      return queue.stop();
    },
    size: queue.size,
  };
}
