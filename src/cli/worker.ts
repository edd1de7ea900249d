/** What works behind the server: GitHub, the controller, and what is asked for without a delivery. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { formatProblems } from '../config/problems.js';
import { createController } from '../controller/controller.js';
import { MINUTE_MS } from '../domain/time.js';
import type { Clock } from '../engine/clock.js';
import type { Engine } from '../engine/engine.js';
import type { Listener } from '../events/listen.js';
import { connectApp, type GitHubApp } from '../github/app.js';
import { type GitHubFailure, isMissing, isRefused } from '../github/errors.js';
import { createRepositoryContexts, type RepositoryContexts } from '../repository/context.js';
import { createTelemetry, type Telemetry } from '../telemetry/telemetry.js';
import type { Variables } from './addresses.js';
import { readServeEnvironment, type ServeEnvironment, secretsOf } from './environment.js';
import { createLog } from './log.js';
import { openEngine } from './open-engine.js';
import { type OperatorConfig, readOperatorConfig } from './operator-folder.js';
import type { Output } from './output.js';
import { useProxy } from './proxy.js';
import { createSchedule, type Schedule } from './schedule.js';
import { startQuickResyncs, startResyncs } from './serve-resyncs.js';
import { VERSION } from './version.js';
import { watchGitHub } from './watch-github.js';

export type Worker = {
  readonly environment: ServeEnvironment;
  readonly operator: OperatorConfig;
  readonly telemetry: Telemetry;
  readonly engine: Engine;
  readonly github: GitHubApp;
  readonly contexts: RepositoryContexts;
  readonly schedule: Schedule;
  /** What receives deliveries, whether GitHub said who we are or not. */
  readonly listener: Listener;
  /** In a few words; null: all is well. */
  readonly whyNotReady: () => string | null;
  /**
   * Waits until GitHub says who we are, then resyncs.
   * @param begun is called in between
   * @returns what else GitHub said, in a sentence; null: work began, or was stopped before
   */
  readonly begin: (begun: () => void) => Promise<null | { readonly problem: string }>;
  /** Resolves once nothing runs, and nothing waits but for its time. */
  readonly idle: () => Promise<void>;
  /** Begins nothing new; resolves with what is left once nothing runs, after ten seconds at most. */
  readonly drain: () => Promise<object>;
};

/** How long what runs may take after SIGTERM, in milliseconds. */
const DRAIN_MS = 10_000;

/** How often a queue is asked whether it is idle, in milliseconds. */
const IDLE_AGAIN_MS = 5;

export async function openWorker(
  variables: Variables,
  out: Output,
  clock: Clock,
): Promise<Worker | { readonly problems: readonly string[] }> {
  const ofServe = (problem: string) => `serve: ${problem}`;
  const read = readServeEnvironment(variables);
  if (!read.ok) return { problems: read.problems.map(ofServe) };
  const { environment } = read;
  const operator = await readOperatorConfig(environment.configFolder);
  if (!operator.ok) return { problems: formatProblems(operator.problems) };
  if (environment.app === null) return { problems: [] };
  const { app, webhookSecret, apiUrl, owners, redisUrl, proxy } = environment;
  const secrets = [...secretsOf(environment), webhookSecret ?? ''];
  await useProxy(proxy);
  const telemetry = createTelemetry(VERSION);
  const { metrics, correlation } = telemetry;
  const log = createLog(environment.logLevel, secrets, out.stderr, telemetry);
  log.info({ version: VERSION }, 'starting');
  const engine = await openEngine(redisUrl, app.appId, log, clock);
  if ('problem' in engine) return { problems: [ofServe(engine.problem)] };
  const github = connectApp(app, apiUrl, engine, owners, watchGitHub(metrics, log));
  const contexts = createRepositoryContexts(github, operator.config, engine.memory);
  const controller = createController(github, contexts, owners, engine, log, telemetry);
  const { botLogin } = github;
  const schedule = createSchedule(clock);
  const stopping = new AbortController();
  let isReady = false;
  return {
    ...{ environment, operator: operator.config, telemetry, engine, github, contexts, schedule },
    listener: { controller, replays: controller.replays, botLogin, log, correlation },
    whyNotReady: () => {
      if (!engine.isReady()) return 'what replicas share cannot be reached: see REDIS_URL';
      return isReady ? github.doubt() : 'starting';
    },
    begin: async (begun) => {
      const login = await knowWhoWeAre(github, log, stopping.signal);
      if (login === null) return null;
      if (typeof login !== 'string') {
        return {
          problem: `GitHub does not accept this App (${login.message}); check APP_ID and the key`,
        };
      }
      isReady = true;
      log.info({ login }, 'ready');
      begun();
      // The ledger is read back before any project's plan is written anew.
      for (const { newsletter } of operator.config.newsletters) {
        for (const { repository } of newsletter.projects)
          await controller.enqueue({ kind: 'sweep', isQuick: false, ...repository });
      }
      engine.onBack(startResyncs(controller.resync.all, schedule, log));
      startQuickResyncs(controller.resync.changes, webhookSecret === null, schedule, log);
      return null;
    },
    idle: async () => {
      while (!(await controller.isIdle())) await sleep(IDLE_AGAIN_MS);
    },
    drain: async () => {
      stopping.abort();
      schedule.stop();
      const left = controller.stop().then(controller.size);
      // Keeps the process alive: a request that waits for its turn to write does not.
      const drained = new AbortController();
      const tooLong = { left: 'unknown: the drain took too long' };
      const late = sleep(DRAIN_MS, tooLong, { signal: drained.signal });
      return Promise.race([left, late]).finally(() => drained.abort());
    },
  };
}

/** Our login; a refusal at once, as no waiting repairs wrong credentials. null: it was stopped. */
async function knowWhoWeAre(
  github: GitHubApp,
  log: Logger,
  stopping: AbortSignal,
): Promise<string | GitHubFailure | null> {
  for (let tries = 0; !stopping.aborted; tries += 1) {
    try {
      return await github.botLogin();
    } catch (error) {
      if (isRefused(error) || isMissing(error)) return error;
      const waitMs = Math.min(1000 * 2 ** tries, MINUTE_MS);
      log.warn({ err: error, retryInMs: waitMs }, 'GitHub cannot be reached yet');
      await sleep(waitMs, undefined, { ref: false, signal: stopping }).catch(() => {});
    }
  }
  return null;
}
