/** Probot's wiring: it verifies deliveries and knows their types; every one becomes looks. */

import { Octokit } from '@octokit/rest';
import type { Logger } from 'pino';
import { Probot, type ProbotOctokit } from 'probot';
import type { Looks } from './controller/controller.js';
import { idOf } from './controller/request.js';
import { NOTHING, type Wanted } from './reconcile/wanted.js';
import { type Delivery, wantedLooks } from './reconcile/wanted-looks.js';
import type { Correlation } from './telemetry/correlation.js';
import type { SignedDelivery } from './web/server.js';

export type AppOptions = {
  readonly appId: string;
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly apiUrl: string;
  readonly log: Logger;
  readonly correlation: Correlation;
  readonly looks: Pick<Looks, 'hear'>;
  /** The login of our own account, once known. */
  readonly botLogin: () => Promise<string>;
};

export type App = {
  /** Verifies a signed delivery and turns it into looks. */
  readonly receive: (delivery: SignedDelivery) => Promise<'accepted' | 'forged' | 'malformed'>;
};

/** Probot makes a client for every delivery. Ours read and write through github/: one for all does. */
const ONE_CLIENT = Octokit.defaults({
  authStrategy: ({ octokit }: { octokit: Octokit }) =>
    Object.assign(async () => octokit, {
      hook: (request: (route: string) => unknown, route: string) => request(route),
    }),
}) as unknown as typeof ProbotOctokit;

export async function createApp(options: AppOptions): Promise<App> {
  const { appId, privateKey, webhookSecret, apiUrl, log, looks } = options;
  const given = { appId, privateKey, secret: webhookSecret, baseUrl: apiUrl, log };
  const probot = new Probot({ ...given, Octokit: ONE_CLIENT });
  /** A delivery whose fields are not as expected asks for nothing: the sweep finds what it told. */
  const wantedOf = (delivery: Delivery, botLogin: string): Wanted => {
    try {
      return wantedLooks(delivery, botLogin);
    } catch (err) {
      log.warn({ event: delivery.name, err }, 'a delivery that cannot be read');
      return NOTHING;
    }
  };
  await probot.load((app) => {
    app.onAny(async ({ name, payload }) => {
      // In doubt who we are, no delivery is an echo of ours: a look too many is all that happens.
      const botLogin = await options.botLogin().catch(() => '');
      const wanted = wantedOf({ name, payload }, botLogin);
      await looks.hear(wanted);
      const { action } = payload as { readonly action?: unknown };
      const level = wanted.looks.length > 0 ? 'info' : 'debug';
      log[level]({ event: name, action, looks: wanted.looks.map(idOf) }, 'delivery');
    });
  });
  return {
    receive: async ({ id, name, signature, payload }) => {
      const { webhooks } = probot;
      const isOurs = payload !== '' && signature !== '';
      if (!isOurs || !(await webhooks.verify(payload, signature))) return 'forged';
      const parsed = parseJson(payload);
      if (parsed === null) return 'malformed';
      const event = { id, name, payload: parsed };
      await options.correlation.within([id], () =>
        webhooks.receive(event as Parameters<Probot['webhooks']['receive']>[0]),
      );
      return 'accepted';
    },
  };
}

function parseJson(text: string): object | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
