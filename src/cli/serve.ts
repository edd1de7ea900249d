/** `newbie-tasks serve`: listen → know who we are → ready → look at the newsletters' projects. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { App, AppOptions } from '../app.js';
import { formatProblems } from '../config/problems.js';
import { createLooks } from '../controller/controller.js';
import { MINUTE_MS } from '../core/time.js';
import { type Clock, SYSTEM_CLOCK } from '../engine/clock.js';
import { connectApp, type GitHubApp } from '../github/app.js';
import { GitHubFailure } from '../github/errors.js';
import { createRepositoryContexts } from '../github/repository-context.js';
import { createTelemetry } from '../telemetry/telemetry.js';
import type { Doors } from '../web/server.js';
import { readServeEnvironment, secretsOf } from './environment.js';
import { createLog } from './log.js';
import { openDoors } from './open-doors.js';
import { openEngine } from './open-engine.js';
import { readOperatorConfig } from './operator-folder.js';
import type { Output } from './output.js';
import { useProxy } from './proxy.js';
import { createSchedule } from './schedule.js';
import { createServePages } from './serve-pages.js';
import { startQuickSweeps, startSweeping } from './serve-sweeps.js';
import { watchGitHub } from './watch-github.js';

/** How long what runs may take after SIGTERM, in milliseconds. */
const DRAIN_MS = 10_000;

type Variables = Readonly<Record<string, string | undefined>>;

/** A server that listens. */
export type Serving = {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** Resolves once GitHub said who we are and work began; what else it said, in a sentence. */
  readonly ready: Promise<null | { readonly problem: string }>;
  /** Resolves once nothing runs, and nothing waits but for its time. */
  readonly idle: () => Promise<void>;
  /** Takes nothing new, and ends what runs within ten seconds. */
  readonly stop: () => Promise<void>;
};

/**
 * Resolves with the exit code once the process was asked to stop.
 * @param stopped resolves then
 */
export async function serve(
  variables: Variables,
  out: Output,
  stopped: Promise<unknown>,
): Promise<0 | 1> {
  const serving = await startServing(variables, out);
  if ('problems' in serving) {
    for (const problem of serving.problems) out.stderr(problem);
    return 1;
  }
  const wrong = await Promise.race([serving.ready, stopped.then(() => null)]);
  if (wrong === null) await stopped;
  else out.stderr(`serve: ${wrong.problem}`);
  await serving.stop();
  return wrong === null ? 0 : 1;
}

export async function startServing(
  variables: Variables,
  out: Output,
  clock: Clock = SYSTEM_CLOCK,
): Promise<Serving | { readonly problems: readonly string[] }> {
  const ofServe = (problem: string) => `serve: ${problem}`;
  const read = readServeEnvironment(variables);
  if (!read.ok) return { problems: read.problems.map(ofServe) };
  const { environment } = read;
  const operator = await readOperatorConfig(environment.configFolder);
  if (!operator.ok) return { problems: formatProblems(operator.problems) };
  if (environment.app === null) return { problems: [] };
  const { appId, privateKey } = environment.app;
  const { webhookSecret, apiUrl, owners } = environment;
  const { publishToken, redisUrl, proxy, publicUrl } = environment;
  const secrets = [...secretsOf(environment), webhookSecret ?? ''];
  await useProxy(proxy);
  const telemetry = createTelemetry();
  const { metrics, correlation } = telemetry;
  const write = (line: string) => out.stderr(line.trimEnd());
  const log = createLog(environment.logLevel, secrets, write, telemetry);
  const engine = await openEngine(redisUrl, appId, log, clock);
  if ('problem' in engine) return { problems: [ofServe(engine.problem)] };
  const watch = watchGitHub(metrics, log);
  const github = connectApp({ appId, privateKey }, apiUrl, engine, owners, watch);
  const contexts = createRepositoryContexts(github, operator.config, engine.memory);
  const looks = createLooks(github, contexts, owners, engine, log, telemetry);
  const { botLogin } = github;
  const given = { appId, privateKey, apiUrl, log, looks, correlation, botLogin };
  const app = webhookSecret === null ? null : loadApp({ ...given, webhookSecret });

  let isReady = false;
  const { newsletters } = operator.config;
  const { memory } = engine;
  const schedule = createSchedule(clock);
  const about = { newsletters, github, contexts, memory, publishToken, apiUrl, publicUrl, log };
  const pages = createServePages(about, schedule);
  const doors: Doors = {
    whyNotReady: () => {
      if (!engine.isReady()) return 'what replicas share cannot be reached: see REDIS_URL';
      return isReady ? github.doubt() : 'starting';
    },
    receive: app === null ? null : async (delivery) => (await app()).receive(delivery),
    received: metrics.delivery,
    metrics: metrics.text,
    basePath: publicUrl === null ? '' : new URL(publicUrl).pathname.replace(/\/$/, ''),
    page: pages.page,
  };
  const opened = await openDoors(environment, doors, log);
  if ('problem' in opened) {
    await engine.close();
    return { problems: [ofServe(opened.problem)] };
  }

  const { onBack } = engine;
  const stopping = new AbortController();
  async function begin(): Promise<null | { readonly problem: string }> {
    const login = await knowWhoWeAre(github, log, stopping.signal);
    if (login === null) return null;
    if (login instanceof GitHubFailure) {
      return {
        problem: `GitHub does not accept this App (${login.message}); check APP_ID and the key`,
      };
    }
    isReady = true;
    log.info({ login }, 'ready');
    if (app !== null) setImmediate(app);
    // The ledger is read back before any project's plan is written anew.
    for (const { newsletter } of newsletters) {
      for (const { repository } of newsletter.projects)
        await looks.want({ kind: 'sweep', isQuick: false, ...repository });
    }
    onBack(startSweeping(looks.resync.all, schedule, log));
    startQuickSweeps(looks.resync.changes, webhookSecret === null, schedule, log);
    pages.start();
    return null;
  }

  return {
    url: `http://${environment.host}:${opened.port}`,
    ready: begin(),
    idle: async () => {
      while (!(await looks.isIdle())) await sleep(IDLE_AGAIN_MS);
    },
    stop: async () => {
      log.info('stopping');
      stopping.abort();
      schedule.stop();
      opened.close();
      const left = looks.stop().then(looks.size);
      // Keeps the process alive: a look that waits for its turn to write does not.
      const drained = new AbortController();
      const tooLong = { left: 'unknown: the drain took too long' };
      const late = sleep(DRAIN_MS, tooLong, { signal: drained.signal });
      const size = await Promise.race([left, late]).finally(() => drained.abort());
      opened.cutOff();
      log.info(size, 'stopped');
      await engine.close();
    },
  };
}

/** How often a queue is asked whether it is idle, in milliseconds. */
const IDLE_AGAIN_MS = 5;

/**
 * Probot takes as long to load as half of all the rest. It is loaded once we are ready; a delivery
 * that comes before waits for it.
 */
function loadApp(options: AppOptions): () => Promise<App> {
  let loading: Promise<App> | null = null;
  return () => {
    loading ??= import('../app.js').then(({ createApp }) => createApp(options));
    return loading;
  };
}

/** Our login; a refusal at once, as no waiting mends wrong credentials. null: it was stopped. */
async function knowWhoWeAre(
  github: GitHubApp,
  log: Logger,
  stopping: AbortSignal,
): Promise<string | GitHubFailure | null> {
  for (let tries = 0; !stopping.aborted; tries += 1) {
    try {
      return await github.botLogin();
    } catch (error) {
      const isRefusal =
        error instanceof GitHubFailure && (error.kind === 'refused' || error.kind === 'missing');
      if (isRefusal) return error;
      const waitMs = Math.min(1000 * 2 ** tries, MINUTE_MS);
      log.warn({ err: error, retryInMs: waitMs }, 'GitHub cannot be reached yet');
      await sleep(waitMs, undefined, { ref: false, signal: stopping }).catch(() => {});
    }
  }
  return null;
}
