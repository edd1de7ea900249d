/** What is sent to the bot. */

import { createHmac, randomUUID } from 'node:crypto';
import { type Answer, recordOf } from '../server/answer.js';
import type { LoggedRequest } from '../server/request-log.js';
import { inWholeSeconds } from '../state/whole-seconds.js';

/** One webhook delivery. A redelivery is a second one with the same id. */
export type Delivery = {
  /** X-GitHub-Delivery. */
  readonly id: string;
  readonly event: string;
  readonly action: string | null;
  /** Exactly as signed. */
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly redelivery: boolean;
  readonly installationId: number | null;
  readonly repositoryId: number | null;
  /** What the listener answered; 0 for no answer in ten seconds, null before or without one. */
  status: number | null;
};

/** Somebody who watches, and changes nothing. */
export type Watch = {
  /** @param answer null: a fault spoilt it, or it never comes */
  readonly exchanged: (request: WatchedRequest, answer: Answer | null) => void;
  /** What this GitHub itself delivers; what a test delivers by hand is the test's own. */
  readonly delivered: (delivery: Delivery) => void;
};

export type WatchedRequest = {
  readonly logged: LoggedRequest;
  readonly headers: Readonly<Record<string, string>>;
};

export const UNWATCHED: Watch = { exchanged: () => {}, delivered: () => {} };

export type Deliveries = {
  readonly secret: string;
  readonly recorded: Delivery[];
  /** Where the bot listens; null: recorded, and nothing more. */
  target: string | null;
  /** Loses or doubles what GitHub itself would send. */
  onDelivery: (delivery: Delivery) => 'once' | 'twice' | 'lost';
  underWay: number;
  readonly closing: AbortController;
  /** Adds what the emulator left out, in place. */
  complete: (event: string, payload: unknown) => void;
  readonly watch: Watch;
};

export function openDeliveries(secret: string, watch = UNWATCHED): Deliveries {
  return {
    secret,
    recorded: [],
    target: null,
    onDelivery: () => 'once',
    underWay: 0,
    closing: new AbortController(),
    complete: () => {},
    watch,
  };
}

export type DeliverOptions = {
  /** Another secret than the App's: a forged delivery. */
  readonly secret?: string;
  /** A fixed X-GitHub-Delivery. */
  readonly id?: string;
};

/** Signs, records and sends by hand. The promise ends with the listener's answer. */
export async function deliver(
  deliveries: Deliveries,
  event: string,
  payload: unknown,
  options: DeliverOptions = {},
): Promise<Delivery> {
  const delivery = record(deliveries, event, payload, options);
  await send(deliveries, delivery);
  return delivery;
}

/** Sends the same body with the same X-GitHub-Delivery again, as GitHub does. */
export async function redeliver(deliveries: Deliveries, delivery: Delivery): Promise<Delivery> {
  const again = { ...delivery, at: Date.now(), redelivery: true, status: null };
  deliveries.recorded.push(again);
  await send(deliveries, again);
  return again;
}

/** What the emulator reports goes to the bot, unless a test loses or doubles it. */
export async function passOn(
  deliveries: Deliveries,
  event: string,
  payload: unknown,
): Promise<void> {
  deliveries.complete(event, payload);
  const delivery = record(deliveries, event, payload, {});
  deliveries.watch.delivered(delivery);
  const fate = deliveries.onDelivery(delivery);
  if (fate === 'lost') return;
  const copies = fate === 'twice' ? [delivery, delivery] : [delivery];
  await Promise.all(copies.map((copy) => send(deliveries, copy)));
}

function record(
  deliveries: Deliveries,
  event: string,
  payload: unknown,
  { secret = deliveries.secret, id = randomUUID() }: DeliverOptions,
): Delivery {
  const body = inWholeSeconds(JSON.stringify(payload));
  const { action, installation, repository } = recordOf(payload);
  const numberOf = (value: unknown) => (typeof value === 'number' ? value : null);
  const delivery: Delivery = {
    id,
    event,
    action: typeof action === 'string' ? action : null,
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/embedded',
      'x-github-event': event,
      'x-github-delivery': id,
      'x-github-hook-id': '1',
      'x-github-hook-installation-target-id': '1',
      'x-github-hook-installation-target-type': 'integration',
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    },
    at: Date.now(),
    redelivery: false,
    installationId: numberOf(recordOf(installation).id),
    repositoryId: numberOf(recordOf(repository).id),
    status: null,
  };
  deliveries.recorded.push(delivery);
  return delivery;
}

/** GitHub's own patience. */
const TEN_SECONDS = 10_000;

async function send(deliveries: Deliveries, delivery: Delivery): Promise<void> {
  if (deliveries.target === null) return;
  deliveries.underWay += 1;
  // By hand: what AbortSignal.any joins, Node 20 collects before it fires.
  const patience = new AbortController();
  const giveUp = () => patience.abort();
  const timer = setTimeout(giveUp, TEN_SECONDS);
  deliveries.closing.signal.addEventListener('abort', giveUp, { once: true });
  try {
    const answer = await fetch(deliveries.target, {
      method: 'POST',
      headers: delivery.headers,
      body: delivery.body,
      signal: patience.signal,
    });
    await answer.arrayBuffer();
    delivery.status = answer.status;
  } catch {
    delivery.status = 0;
  } finally {
    clearTimeout(timer);
    deliveries.closing.signal.removeEventListener('abort', giveUp);
    deliveries.underWay -= 1;
  }
}
