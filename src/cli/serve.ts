/** `newbie-tasks serve`: listen → know who we are → ready → look at the newsletters' projects. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { App, AppOptions } from '../app.js';
import { readOperatorConfig } from '../config/operator-folder.js';
import { formatProblems } from '../config/problems.js';
import { connectApp, type GitHubApp } from '../github/app.js';
import { GitHubFailure } from '../github/errors.js';
import { createRepositoryContexts } from '../github/repository-context.js';
import { createLooks } from '../reconcile/looks.js';
import { createTelemetry } from '../telemetry/telemetry.js';
import type { Doors } from '../web/server.js';
import { readServeEnvironment, secretsOf } from './environment.js';
import { createLog, toStderr } from './log.js';
import { openDoors } from './open-doors.js';
import { openEngine } from './open-engine.js';
import type { Output } from './output.js';
import { useProxy } from './proxy.js';
import { createServePages } from './serve-pages.js';
import { watchGitHub } from './watch-github.js';

/** How long what runs may take after SIGTERM, in milliseconds. */
const DRAIN_MS = 10_000;

/** How often lost deliveries are made up for, in milliseconds. */
const SWEEP_MS = 60 * 60 * 1000;

/** Resolves with the exit code once the process was asked to stop. */
export async function serve(
  variables: Readonly<Record<string, string | undefined>>,
  out: Output,
): Promise<0 | 1> {
  const read = readServeEnvironment(variables);
  if (!read.ok) {
    for (const problem of read.problems) out.stderr(`serve: ${problem}`);
    return 1;
  }
  const { environment } = read;
  const operator = await readOperatorConfig(environment.configFolder);
  if (!operator.ok) {
    for (const line of formatProblems(operator.problems)) out.stderr(line);
    return 1;
  }
  if (environment.app === null) return 1;
  const { appId, privateKey } = environment.app;
  const { webhookSecret, apiUrl, owners } = environment;
  const { publishToken, redisUrl, proxy, publicUrl } = environment;
  const secrets = [...secretsOf(environment), webhookSecret ?? ''];
  await useProxy(proxy);
  const telemetry = createTelemetry();
  const { metrics, correlation } = telemetry;
  const log = createLog(environment.logLevel, secrets, toStderr, telemetry);
  const engine = await openEngine(redisUrl, appId, log);
  if ('problem' in engine) {
    out.stderr(`serve: ${engine.problem}`);
    return 1;
  }
  const watch = watchGitHub(metrics, log);
  const github = connectApp({ appId, privateKey }, apiUrl, engine, owners, watch);
  const contexts = createRepositoryContexts(github, operator.config, engine.memory);
  const looks = createLooks(github, contexts, owners, engine, log, telemetry);
  const { botLogin } = github;
  const given = { appId, privateKey, apiUrl, log, looks, correlation, botLogin };
  const app = webhookSecret === null ? null : loadApp({ ...given, webhookSecret });

  let ready = false;
  const { newsletters } = operator.config;
  const { memory } = engine;
  const pages = createServePages({
    ...{ newsletters, github, contexts, memory, publishToken, apiUrl, publicUrl, log },
  });
  const doors: Doors = {
    whyNotReady: () => {
      if (!engine.isReady()) return 'what replicas share cannot be reached: see REDIS_URL';
      return ready ? github.doubt() : 'starting';
    },
    receive: app === null ? null : async (delivery) => (await app()).receive(delivery),
    received: metrics.delivery,
    metrics: metrics.text,
    basePath: publicUrl === null ? '' : new URL(publicUrl).pathname.replace(/\/$/, ''),
    page: pages.page,
  };
  const opened = await openDoors(environment, doors, log);
  if ('problem' in opened) {
    out.stderr(`serve: ${opened.problem}`);
    await engine.close();
    return 1;
  }

  const stopped = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  const login = await Promise.race([knowWhoWeAre(github, log), stopped.then(() => null)]);
  if (login instanceof GitHubFailure) {
    out.stderr(
      `serve: GitHub does not accept this App (${login.message}); check APP_ID and the key`,
    );
    opened.close();
    opened.cutOff();
    await engine.close();
    return 1;
  }
  if (login !== null) {
    ready = true;
    log.info({ login }, 'ready');
    if (app !== null) setImmediate(app);
    // The ledger is read back before any project's plan is written anew.
    for (const { newsletter } of newsletters) {
      for (const { repository } of newsletter.projects)
        await looks.want({ kind: 'sweep', isQuick: false, ...repository });
    }
    const sweep = startSweeping(looks.sweep, log);
    engine.onBack(sweep);
    startQuickSweeps(looks.sweepQuickly, webhookSecret === null, log);
    pages.start();
    await stopped;
  }
  log.info('stopping');
  opened.close();
  const left = looks.stop().then(looks.size);
  const late = sleep(DRAIN_MS, { left: 'unknown: the drain took too long' });
  const size = await Promise.race([left, late]);
  opened.cutOff();
  log.info(size, 'stopped');
  await engine.close();
  return 0;
}

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

/** A sweep that could not begin is tried again after this long, in milliseconds. */
const SWEEP_AGAIN_MS = 60_000;

/** At the start and every hour, behind everything else: nothing waits for it. */
function startSweeping(sweep: () => Promise<void>, log: Logger): () => void {
  const run = () =>
    void sweep().catch((error: unknown) => {
      log.warn({ err: error, retryInMs: SWEEP_AGAIN_MS }, 'the sweep could not begin');
      setTimeout(run, SWEEP_AGAIN_MS).unref();
    });
  run();
  setInterval(run, SWEEP_MS).unref();
  return run;
}

/** How often a repository is asked for what changed, with deliveries and without. In milliseconds. */
const QUICK_MS = { on: 5 * 60_000, off: 2 * 60_000 };

/** More repositories are asked less often: so long for each of them, with deliveries and without. */
const EACH_MS = { on: 7_200, off: 2_400 };

function startQuickSweeps(
  sweep: (everyMs: number) => Promise<number>,
  isPolling: boolean,
  log: Logger,
): void {
  const mode = isPolling ? 'off' : 'on';
  let everyMs = QUICK_MS[mode];
  const run = async () => {
    try {
      const repositories = await sweep(everyMs);
      everyMs = Math.max(QUICK_MS[mode], repositories * EACH_MS[mode]);
    } catch (err) {
      log.warn({ err }, 'the quick sweep could not begin');
    }
    setTimeout(run, everyMs).unref();
  };
  setTimeout(run, everyMs).unref();
}

/** Our login; a refusal at once, as no waiting mends wrong credentials. */
async function knowWhoWeAre(github: GitHubApp, log: Logger): Promise<string | GitHubFailure> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await github.botLogin();
    } catch (error) {
      const isRefusal =
        error instanceof GitHubFailure && (error.kind === 'refused' || error.kind === 'missing');
      if (isRefusal) return error;
      const waitMs = Math.min(1000 * 2 ** tries, 60_000);
      log.warn({ err: error, retryInMs: waitMs }, 'GitHub cannot be reached yet');
      await sleep(waitMs);
    }
  }
}
