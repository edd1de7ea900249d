import { bodyOf, recordOf } from '../server/answer.js';
import type { Context } from '../server/context.js';
import { readInside } from '../server/forward.js';
import { showAccounts } from '../state/accounts.js';
import { ADMIN_LOGIN, installationId, sameLogin } from '../state/directory.js';
import { show } from '../state/show.js';
import { passOn } from './deliveries.js';

/** GitHub sends these to every App, asked or not. */
const COME_BY_THEMSELVES = ['installation', 'installation_repositories', 'installation_target'];

type Payload = Readonly<Record<string, unknown>>;

/**
 * Tells the bot what the emulator does not tell of itself, or not as GitHub does.
 * @param organisation its stored login
 */
export async function announce(
  context: Context,
  organisation: string,
  event: string,
  payload: Payload,
): Promise<void> {
  if (!COME_BY_THEMSELVES.includes(event) && !context.events.includes(event)) return;
  const { directory } = context.credentials;
  const id = installationId(directory, 1, organisation);
  const installation = { id, node_id: `MDIzOkludGVncmF0aW9uSW5zdGFsbGF0aW9u${id}` };
  const told = {
    ...payload,
    organization: await organizationOf(context, organisation),
    installation: { ...installation, ...recordOf(payload.installation) },
    sender: payload.sender ?? (await accountOf(context, memberOf(context, organisation))),
  };
  passOnShown(context, event, structuredClone(told));
}

/** In the world's numbers and names; a suspended installation hears of nothing but that. */
export function passOnShown(context: Context, event: string, payload: unknown): void {
  const { records, credentials, deliveries } = context;
  const installation = Number(recordOf(recordOf(payload).installation).id);
  if (event !== 'installation' && credentials.suspended.has(installation)) return;
  show(records, payload);
  showAccounts(records.accounts, records.url, payload);
  void passOn(deliveries, event, payload);
}

/** Who did what no request tells of: a member, if there is one. */
export function memberOf({ credentials }: Context, organisation: string): string {
  const { organisations } = credentials.directory;
  const members = organisations.find(({ login }) => sameLogin(login, organisation))?.members ?? [];
  return members[0] ?? ADMIN_LOGIN;
}

export async function accountOf(context: Context, login: string): Promise<Payload> {
  return pick(
    bodyOf(await readInside(context, `/users/${encodeURIComponent(login)}`)),
    SIMPLE_USER,
  );
}

export async function organizationOf(context: Context, login: string): Promise<Payload> {
  return pick(bodyOf(await readInside(context, `/orgs/${login}`)), SIMPLE_ORGANISATION);
}

/** The organisation as the account of an installation. */
export async function organisationAccount(context: Context, login: string): Promise<Payload> {
  const account = bodyOf(await readInside(context, `/orgs/${login}`));
  const html_url = `${context.records.url}/${account.login}`;
  const kind = { type: 'Organization', site_admin: false };
  return { ...pick(account, SIMPLE_ORGANISATION), html_url, ...kind };
}

function pick(value: Payload, fields: readonly string[]): Payload {
  const wanted = Object.entries(value).filter(([field]) => fields.includes(field));
  return Object.fromEntries(wanted);
}

const SIMPLE_USER = [
  ...['login', 'id', 'node_id', 'avatar_url', 'gravatar_id', 'url', 'html_url', 'followers_url'],
  ...['following_url', 'gists_url', 'starred_url', 'subscriptions_url', 'organizations_url'],
  ...['repos_url', 'events_url', 'received_events_url', 'type', 'site_admin', 'user_view_type'],
];

const SIMPLE_ORGANISATION = [
  ...['login', 'id', 'node_id', 'url', 'repos_url', 'events_url', 'hooks_url', 'issues_url'],
  ...['members_url', 'public_members_url', 'avatar_url', 'description'],
];
