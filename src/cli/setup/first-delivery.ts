/**
 * Waits for GitHub's first delivery where `serve` will listen. GitHub sends its ping the moment the
 * App is registered, before anybody knows the secret: what comes early waits until it is known.
 */
import { once } from 'node:events';
import { pino } from 'pino';
import { createReceiver } from '../../events/listen.js';
import type { AppCredentials } from '../../github/client.js';
import { createHttpServer } from '../../server/server.js';
import type { Receive, SignedDelivery } from '../../server/webhook.js';
import { createCorrelation } from '../../telemetry/correlation.js';

/** A stranger who knows the address must not fill the memory. */
const MOST_EARLY = 20;

const NO_REQUESTS = { receive: async () => {} };

export type FirstDelivery = {
  /** @returns the event of the first genuine delivery; how many were not, where none came in time */
  readonly wait: (
    verify: Receive,
    patienceMs: number,
  ) => Promise<{ readonly event: string } | { readonly forged: number }>;
  readonly close: () => void;
};

/** Fails where the port is in use. */
export async function listenForDelivery(host: string, port: number): Promise<FirstDelivery> {
  const early: SignedDelivery[] = [];
  let verify: Receive | null = null;
  let forged = 0;
  let genuine: (event: string) => void = () => {};
  const first = new Promise<string>((resolve) => {
    genuine = resolve;
  });

  async function receive(delivery: SignedDelivery): ReturnType<Receive> {
    if (verify === null) {
      early.push(delivery);
      if (early.length > MOST_EARLY) early.shift();
      return 'accepted';
    }
    const verdict = await verify(delivery);
    if (verdict === 'accepted') genuine(delivery.name);
    else forged += 1;
    return verdict;
  }

  const server = createHttpServer({
    receive,
    whyNotReady: () => 'setting up',
    page: async () => null,
  });
  server.listen(port, host);
  await once(server, 'listening');
  return {
    wait: async (verifier, patienceMs) => {
      verify = verifier;
      for (const delivery of early) await receive(delivery);
      const late = new Promise<null>((resolve) => {
        setTimeout(resolve, patienceMs, null).unref();
      });
      const event = await Promise.race([first, late]);
      return event === null ? { forged } : { event };
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** By the very receiver that `serve` has. */
export async function verifierOf(
  { appId, privateKey }: AppCredentials,
  webhookSecret: string,
  apiUrl: string,
): Promise<Receive> {
  const nobody = {
    controller: NO_REQUESTS,
    replays: null,
    botLogin: async () => '',
    log: pino({ level: 'silent' }),
    correlation: createCorrelation(),
  };
  return createReceiver({ appId, privateKey, webhookSecret, apiUrl }, nobody);
}
