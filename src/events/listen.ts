/** Deliveries, as Probot verifies and types them: every one becomes requests. */
import { Octokit } from '@octokit/rest';
import type { Logger } from 'pino';
import { Probot, type ProbotOctokit } from 'probot';
import type { Controller } from '../controller/controller.js';
import type { Replays } from '../controller/replays.js';
import { idOf } from '../controller/request.js';
import type { Receive } from '../server/webhook.js';
import type { Correlation } from '../telemetry/correlation.js';
import { consequencesFor } from './consequences.js';
import { readPayload } from './payload.js';

/** Who receives deliveries. */
export type Listener = {
  readonly controller: Pick<Controller, 'receive'>;
  /** null: nothing is known of earlier deliveries. */
  readonly replays: Pick<Replays, 'note' | 'isReplay'> | null;
  /** The login of our own account, once known. */
  readonly botLogin: () => Promise<string>;
  readonly log: Logger;
  readonly correlation: Correlation;
};

/**
 * All events go one way, whatever their name: Probot calls an event's listeners at once, and what
 * must be seen no more is hidden before anything is read.
 */
export function listenTo(app: Probot, { controller, botLogin, log, correlation }: Listener): void {
  app.onAny(({ id, name, payload: given }) =>
    correlation.within([id], async () => {
      // In doubt who we are, no delivery is an echo of ours: one request too many is all that happens.
      const own = await botLogin().catch(() => '');
      const { payload, wrong } = readPayload(given);
      // What else it was about, the resync finds.
      if (wrong.length > 0) log.warn({ event: name, wrong }, 'a delivery is not as documented');
      const consequences = consequencesFor(name, payload, own);
      await controller.receive(consequences);
      const { action } = payload;
      const level = consequences.requests.length > 0 ? 'info' : 'debug';
      log[level]({ event: name, action, looks: consequences.requests.map(idOf) }, 'delivery');
    }),
  );
}

export type ReceiverOptions = {
  readonly appId: string;
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly apiUrl: string;
};

/** Verifies signed deliveries for our own server, where Probot has none. */
export async function createReceiver(
  { appId, privateKey, webhookSecret, apiUrl }: ReceiverOptions,
  listener: Listener,
): Promise<Receive> {
  const given = { appId, privateKey, secret: webhookSecret, baseUrl: apiUrl, log: listener.log };
  const probot = new Probot({ ...given, Octokit: ONE_CLIENT });
  await probot.load((app) => listenTo(app, listener));
  const { webhooks } = probot;
  return async ({ id, name, signature, payload }) => {
    const isSigned = payload !== '' && signature !== '';
    if (!isSigned || !(await webhooks.verify(payload, signature))) return 'forged';
    const parsed = parseJson(payload);
    if (parsed === null) return 'malformed';
    if (!isEventName(name)) {
      listener.log.warn({ event: name }, 'a delivery of no event');
      return 'accepted';
    }
    // Whoever recorded a delivery may send it for ever.
    const { replays } = listener;
    if (await replays?.isReplay(signature)) return 'accepted';
    await replays?.note(id, signature);
    const event = { id, name, payload: parsed };
    // What Probot logs of a failure names the delivery, too.
    await listener.correlation.within([id], () =>
      webhooks.receive(event as Parameters<typeof webhooks.receive>[0]),
    );
    return 'accepted';
  };
}

/** Probot makes a client for every delivery. Ours read and write through github/: one for all does. */
const ONE_CLIENT = Octokit.defaults({
  authStrategy: ({ octokit }: { octokit: Octokit }) =>
    Object.assign(async () => octokit, {
      hook: (request: (route: string) => unknown, route: string) => request(route),
    }),
}) as unknown as typeof ProbotOctokit;

/** What every object has by itself, and `error`, Probot takes for listeners of its own. */
function isEventName(name: string): boolean {
  return /^[a-z_]+$/.test(name) && !(name in {}) && name !== 'error';
}

/** null: it is no object. Probot reads its action as a text. */
function parseJson(text: string): object | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
    if (!('action' in parsed) || typeof parsed.action === 'string') return parsed;
    return { ...parsed, action: null };
  } catch {
    return null;
  }
}
