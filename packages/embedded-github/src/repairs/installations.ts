import { announce, organisationAccount } from '../deliveries/announce.js';
import { type Deliveries, type Delivery, redeliver } from '../deliveries/deliveries.js';
import {
  type Answer,
  bodyOf,
  isRecord,
  jsonAnswer,
  jsonOf,
  notFound,
  problem,
  recordOf,
} from '../server/answer.js';
import type { Call, Context, Repair } from '../server/context.js';
import { askAsApp, forward, readInside } from '../server/forward.js';
import { shownLogin } from '../state/accounts.js';
import { installationId, organisationOf } from '../state/directory.js';
import { wholeSecond } from '../state/whole-seconds.js';
import { pageOf } from './listing.js';

const INSTALLATION =
  /^(\/app\/installations(\/\d+)?|\/(orgs\/[^/]+|users\/[^/]+|repos\/[^/]+\/[^/]+)\/installation)$/;

/** What an App asks about itself. */
export function installationRepairs(deliveries: Deliveries): Repair[] {
  return [
    { method: 'GET', path: /^\/installation\/repositories$/, answer: repositories },
    { method: 'GET', path: INSTALLATION, answer: installations },
    {
      method: 'POST',
      path: /^\/app\/installations\/(?<id>\d+)\/access_tokens$/,
      answer: ({ credentials }, _, { id }) =>
        credentials.suspended.has(Number(id))
          ? problem(403, 'This installation has been suspended')
          : null,
    },
    {
      method: 'PUT',
      path: SUSPENDED,
      answer: (context, call, { id }) => suspend(context, call, id, true),
    },
    {
      method: 'DELETE',
      path: SUSPENDED,
      answer: (context, call, { id }) => suspend(context, call, id, false),
    },
    {
      method: 'GET',
      path: /^\/app\/hook\/deliveries$/,
      answer: async (context, call) => {
        const like = await forward(context, call, { path: '/app', query: new URLSearchParams() });
        if (like.status !== 200) return like;
        const newestFirst = deliveries.recorded.map(hookDelivery).reverse();
        return pageOf(newestFirst, call, context.records.url, like);
      },
    },
    {
      method: 'GET',
      path: /^\/app\/hook\/config$/,
      answer: async (context, call) => {
        const like = await forward(context, call, { path: '/app' });
        if (like.status !== 200) return like;
        const url = deliveries.target === null ? {} : { url: deliveries.target };
        return jsonAnswer(200, { ...url, content_type: 'json', insecure_ssl: '0' });
      },
    },
    {
      method: 'POST',
      path: /^\/app\/hook\/deliveries\/(?<position>\d+)\/attempts$/,
      answer: async (context, call, { position }) => {
        const like = await forward(context, call, { method: 'GET', path: '/app' });
        if (like.status !== 200) return like;
        const delivery = deliveries.recorded[Number(position) - 1];
        if (!delivery) return notFound();
        void redeliver(deliveries, delivery);
        return jsonAnswer(202, {});
      },
    },
  ];
}

/** Every repository of the organisation: installations here are for all of them. */
async function repositories(context: Context, call: Call): Promise<Answer> {
  if (call.actor.kind !== 'installation') return problem(401, 'Requires authentication');
  const owner = organisationOf(context.credentials.directory, call.actor.id)?.login.toLowerCase();
  const names = [...context.records.repositories.values()]
    .map(({ name }) => name)
    .filter((name) => name.split('/')[0]?.toLowerCase() === owner);
  const answers = await Promise.all(names.map((name) => readInside(context, `/repos/${name}`)));
  const living = answers.filter(({ status }) => status === 200).map(bodyOf);
  const page = pageOf(living, call, context.records.url, {
    status: 200,
    headers: {},
    body: call.body,
  });
  return jsonAnswer(
    200,
    {
      total_count: living.length,
      repository_selection: 'all',
      repositories: jsonOf(page),
    },
    page.headers,
  );
}

async function installations(context: Context, call: Call): Promise<Answer> {
  const answer = await forward(context, call);
  if (answer.status !== 200) return answer;
  const value = jsonOf(answer);
  for (const installation of [value].flat().filter(isRecord)) asItIs(context, installation);
  return jsonAnswer(200, value, answer.headers);
}

/** Shows the organisation's `installedAt` as its date, and whether it is suspended. */
function asItIs({ credentials }: Context, installation: Record<string, unknown>): void {
  const id = Number(installation.id);
  const since = organisationOf(credentials.directory, id)?.installedAt;
  if (since) Object.assign(installation, { created_at: since, updated_at: since });
  installation.suspended_at = credentials.suspended.get(id) ?? null;
  installation.target_id = recordOf(installation.account).id;
  const slug = String(installation.app_slug);
  const bot = shownLogin(credentials.directory.accounts, `${slug}[bot]`);
  installation.app_slug = bot.replace(/\[bot\]$/, '');
}

const SUSPENDED = /^\/app\/installations\/(?<id>\d+)\/suspended$/;

/** By the App itself; its users do it on a page. */
async function suspend(
  context: Context,
  call: Call,
  id: string | undefined,
  isSuspended: boolean,
): Promise<Answer> {
  const path = `/app/installations/${id}`;
  const like = await forward(context, call, { method: 'GET', path });
  if (like.status !== 200) return like;
  await setSuspended(context, Number(id), isSuspended);
  return { status: 204, headers: {}, body: Buffer.alloc(0) };
}

export async function setSuspended(
  context: Context,
  id: number,
  isSuspended: boolean,
): Promise<void> {
  const { suspended, directory } = context.credentials;
  const organisation = organisationOf(directory, id)?.login ?? '';
  if (suspended.has(id) === isSuspended) return;
  if (isSuspended) suspended.set(id, wholeSecond(new Date().toISOString()));
  else suspended.delete(id);
  const action = isSuspended ? 'suspend' : 'unsuspend';
  const installation = await wholeInstallation(context, organisation);
  await announce(context, organisation, 'installation', { action, installation });
}

/** As its own deliveries have it. @param organisation its stored login */
export async function wholeInstallation(
  context: Context,
  organisation: string,
): Promise<Record<string, unknown>> {
  const id = installationId(context.credentials.directory, 1, organisation);
  const installation = bodyOf(await askAsApp(context, `/app/installations/${id}`));
  asItIs(context, installation);
  return { ...installation, account: await organisationAccount(context, organisation) };
}

/** Ids count from 1 in order of recording; the guid is the X-GitHub-Delivery. */
function hookDelivery(delivery: Delivery, position: number): Record<string, unknown> {
  const { status } = delivery;
  const failure = status ? `Invalid HTTP Response: ${status}` : 'failed to connect to host';
  return {
    id: position + 1,
    guid: delivery.id,
    delivered_at: new Date(delivery.at).toISOString(),
    redelivery: delivery.redelivery,
    duration: 0.01,
    status: status !== null && status >= 200 && status < 300 ? 'OK' : failure,
    status_code: status ?? 0,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}
