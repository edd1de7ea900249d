/** `newbie-tasks serve`: listen → know who we are → ready → resync the newsletters' projects. */

import { type Clock, SYSTEM_CLOCK } from '../engine/clock.js';
import { listen } from '../server/listen.js';
import type { ServerOptions } from '../server/server.js';
import type { Receive } from '../server/webhook.js';
import type { Variables } from './addresses.js';
import type { Output } from './output.js';
import { createServePages } from './serve-pages.js';
import { watchDeliveries } from './watch-deliveries.js';
import { openWorker, type Worker } from './worker.js';

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
  const worker = await openWorker(variables, out, clock);
  if ('problems' in worker) return worker;
  const { environment, operator, telemetry, engine, github, contexts, schedule } = worker;
  const { apiUrl, publishToken, publicUrl } = environment;
  const { log } = worker.listener;
  const { newsletters } = operator;
  const { memory } = engine;
  const about = { newsletters, github, contexts, memory, publishToken, apiUrl, publicUrl, log };
  const pages = createServePages(about, schedule);
  const receiver = loadReceiver(worker);
  const options: ServerOptions = {
    whyNotReady: worker.whyNotReady,
    receive: receiver === null ? null : async (delivery) => (await receiver())(delivery),
    received: watchDeliveries(telemetry.metrics, log, schedule.after),
    metrics: telemetry.metrics.text,
    basePath: publicUrl === null ? '' : new URL(publicUrl).pathname.replace(/\/$/, ''),
    page: pages.page,
  };
  const opened = await listen(environment, options, log);
  if ('problem' in opened) {
    await engine.close();
    return { problems: [`serve: ${opened.problem}`] };
  }
  return {
    url: `http://${environment.host}:${opened.port}`,
    ready: worker.begin(() => {
      if (receiver !== null) setImmediate(receiver);
      pages.start();
    }),
    idle: worker.idle,
    stop: async () => {
      log.info('stopping');
      opened.close();
      const left = await worker.drain();
      opened.cutOff();
      log.info(left, 'stopped');
      await engine.close();
    },
  };
}

/**
 * Probot takes as long to load as half of all the rest. It is loaded once we are ready; a delivery
 * that comes before waits for it. null: no deliveries come in.
 */
function loadReceiver({ environment, listener }: Worker): (() => Promise<Receive>) | null {
  const { app, webhookSecret, apiUrl } = environment;
  if (app === null || webhookSecret === null) return null;
  let loading: Promise<Receive> | null = null;
  return () => {
    loading ??= import('../events/listen.js').then(({ createReceiver }) =>
      createReceiver({ ...app, webhookSecret, apiUrl }, listener),
    );
    return loading;
  };
}
