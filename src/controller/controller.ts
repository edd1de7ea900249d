/** The one path of every event: a request is enqueued, waits its turn, and is reconciled. */

import type { Logger } from 'pino';
import { keyOf, sameRepository } from '../domain/reference.js';
import type { RepositoryName } from '../domain/task.js';
import type { Timer } from '../engine/clock.js';
import type { Engine } from '../engine/engine.js';
import type { QueueSize, StillOurs } from '../engine/queue.js';
import type { GitHubApp } from '../github/app.js';
import { isMissing, moveIn } from '../github/errors.js';
import { createClockIndex } from '../issue/clock-index.js';
import { createPersonLocks } from '../issue/person-lock.js';
import { createRepairLimit } from '../issue/repair-limit.js';
import type { RepositoryContext, RepositoryContexts } from '../repository/context.js';
import type { ReconcileResult } from '../telemetry/metrics.js';
import { createTelemetry } from '../telemetry/telemetry.js';
import { createBoardIndex } from './board-index.js';
import type { Consequences } from './consequences.js';
import { receive } from './deliveries.js';
import { forgetRepository } from './known-repositories.js';
import { createRecentIndex } from './recent.js';
import { followRename } from './rename.js';
import { createReplays, type Replays } from './replays.js';
import { idOf, merge, type ReconcileRequest } from './request.js';
import { runIssue } from './requests/issue.js';
import { runNewcomer, runOnboarding } from './requests/onboarding.js';
import { runProject } from './requests/project.js';
import { runResync } from './requests/resync.js';
import { createResync, type Resync } from './resync.js';
import { backoff, counts, delayAfter, isGone } from './retry.js';
import { type ControllerTools, guarded, NOTHING_NEW, PROJECT_PLAN_DELAY_MS } from './tools.js';

export type Controller = {
  readonly enqueue: (request: ReconcileRequest) => Promise<void>;
  /** What a delivery asks for. */
  readonly receive: (consequences: Consequences) => Promise<void>;
  readonly resync: Resync;
  readonly replays: Pick<Replays, 'note' | 'isReplay'>;
  /** Enqueues every task whose clock is due; by itself twice a minute. */
  readonly tick: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly size: () => Promise<QueueSize>;
  /** Whether nothing runs, and nothing waits but for its time. */
  readonly isIdle: () => Promise<boolean>;
};

/** How many requests run at the same time for one owner. */
const CONCURRENCY = 4;

/** How often the clocks are read. */
const TICK_MS = 30_000;

/** @param owners accounts to serve, in lower case; null: all */
export function createController(
  github: GitHubApp,
  contexts: RepositoryContexts,
  owners: readonly string[] | null,
  engine: Engine,
  log: Logger,
  { metrics, correlation } = createTelemetry(),
): Controller {
  const { memory, clock } = engine;
  const clocks = createClockIndex(memory);
  const recent = createRecentIndex(memory, clock.now);
  const board = createBoardIndex(memory);
  const replays = createReplays(memory, clock);
  const cursors = memory.map<string>('sweep cursors');
  const resynced = memory.map<true>('swept repositories');

  const queue = engine.createQueue<ReconcileRequest>({
    run: (request, stillOurs) => within(request, () => run(request, stillOurs)),
    onFailure: (request, error, failures) =>
      within(request, () => onFailure(request, error, failures)),
    counts,
    merge,
    groupOf: ({ owner }) => owner.toLowerCase(),
    serves,
    concurrency: CONCURRENCY,
  });

  const tools: ControllerTools = {
    ...{
      clock,
      github,
      contexts,
      memory,
      clocks,
      recent,
      board,
      cursors,
      resynced,
      metrics,
      log,
      enqueue,
    },
    locks: createPersonLocks(memory),
    repairs: createRepairLimit(memory),
    waitingIn: queue.waitingIn,
  };
  const resync = createResync(tools, owners);

  metrics.watchQueue(async () => {
    const [size, oldest] = await Promise.all([queue.size(), queue.oldest()]);
    return { ...size, oldest };
  });

  /** On behalf of the deliveries that asked for it. */
  function within<T>(request: ReconcileRequest, work: () => Promise<T>): Promise<T> {
    return correlation.within(request.deliveries ?? [], work);
  }

  function serves(owner: string): boolean {
    return owners === null || owners.includes(owner);
  }

  async function enqueue(request: ReconcileRequest, delayMs = 0): Promise<void> {
    if (!serves(request.owner.toLowerCase())) return;
    const asked = { ...request, deliveries: correlation.current() };
    await queue.add({ id: idOf(request), key: asked }, delayMs);
  }

  async function run(request: ReconcileRequest, stillOurs: StillOurs): Promise<void> {
    const begun = clock.monotonic();
    try {
      metrics.reconciled(request.kind, await runNow(request, stillOurs));
      await replays.done(request.deliveries ?? []);
    } finally {
      metrics.reconcileTook(request.kind, (clock.monotonic() - begun) / 1000);
    }
  }

  async function runNow(request: ReconcileRequest, stillOurs: StillOurs): Promise<ReconcileResult> {
    const context = await contexts.of(request);
    if (context === null) {
      await forgetRepository(tools, request);
      log.info({ look: idOf(request) }, 'not installed there');
      return 'not_installed';
    }
    const { repository } = context.access;
    if (!sameRepository(repository, request)) {
      await followRename(tools, request, repository);
      await enqueue({ ...request, ...repository });
      return 'renamed';
    }
    const own = { ...context, access: guarded(context.access, stillOurs) };
    const written = await reconcile(request, own, stillOurs);
    const fields = { look: idOf(request), written };
    if (written.length === 0) {
      log.debug(fields, 'nothing to write');
      return 'nothing';
    }
    log.info(fields, 'written');
    return 'written';
  }

  function reconcile(
    request: ReconcileRequest,
    context: RepositoryContext,
    stillOurs: StillOurs,
  ): Promise<readonly string[]> {
    switch (request.kind) {
      case 'issue':
        return request.number === context.onboarding?.number
          ? runOnboarding(tools, request, context)
          : runIssue(tools, request, context);
      case 'project':
        return context.active
          ? runProject(tools, request, context, stillOurs)
          : runNewcomer(tools, request, context);
      case 'sweep':
        return runResync(tools, request, context);
    }
  }

  async function onFailure(
    request: ReconcileRequest,
    error: unknown,
    failures: number,
  ): Promise<number | null> {
    const move = moveIn(error);
    if (move !== null && move.to !== null) return onMove(request, move.from, move.to, failures);
    const delayMs = delayAfter(error, failures);
    const fields = { look: idOf(request), err: error, failures, retryInMs: delayMs };
    metrics.reconciled(request.kind, delayMs === null ? 'given_up' : 'failed');
    if (delayMs === null) log.error(fields, 'look given up');
    else log.warn(fields, 'look failed, will look again');
    if (isGone(error)) github.forget(request.owner);
    if (request.kind === 'sweep' && isMissing(error)) await cursors.delete(keyOf(request));
    if (request.kind === 'issue') {
      if (delayMs === null && isMissing(error)) {
        await clocks.forget(request);
        await board.forget(request);
      }
      // What was written before the failure shows in the project's plan.
      const { owner, repo } = request;
      await enqueue({ kind: 'project', owner, repo }, PROJECT_PLAN_DELAY_MS);
    }
    return delayMs;
  }

  /** Nothing was written under the old name: the same is asked for under the new one. */
  async function onMove(
    request: ReconcileRequest,
    from: RepositoryName,
    to: RepositoryName,
    failures: number,
  ): Promise<number | null> {
    await followRename(tools, from, to);
    // Of another repository that was read on the way: asked again, it is found under its new name.
    if (!sameRepository(from, request)) return backoff(failures);
    await enqueue({ ...request, ...to });
    return null;
  }

  async function tick(): Promise<void> {
    for (const { owner, repo, number } of await clocks.takeDue(clock.now())) {
      await enqueue({ kind: 'issue', owner, repo, number, ...NOTHING_NEW, wantsPulls: true });
    }
  }
  const tickAgain = (): Timer =>
    clock.after(TICK_MS, () => {
      tick().catch((error: unknown) => log.warn({ err: error }, 'the clocks could not be read'));
      ticker = tickAgain();
    });
  let ticker = tickAgain();

  return {
    enqueue: (request) => enqueue(request),
    receive: (consequences) => receive(tools, consequences, serves),
    resync,
    replays,
    tick,
    stop: () => {
      ticker.cancel();
      return queue.stop();
    },
    size: queue.size,
    isIdle: async () => {
      const [{ running }, oldest] = await Promise.all([queue.size(), queue.oldest()]);
      return running === 0 && oldest === null;
    },
  };
}
