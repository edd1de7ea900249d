import { type Answer, bodyOf, isRecord, jsonAnswer, jsonOf, recordOf } from '../server/answer.js';
import type { Context } from '../server/context.js';
import { readInside } from '../server/forward.js';

/** What is added to the emulator's JSON: it leaves out much of what GitHub always tells. */
export type Completion = {
  /** The public address, without a slash at the end. */
  readonly url: string;
  /** The account that the App belongs to. */
  readonly owner: Readonly<Record<string, unknown>>;
};

/** The App belongs to the first organisation. */
export async function openCompletion(context: Context): Promise<Completion> {
  const { url } = context.records;
  const [first] = context.credentials.directory.organisations;
  const owner = bodyOf(await readInside(context, `/orgs/${first?.login}`));
  completeAccount(url, owner);
  shortenAccount(owner);
  return { url, owner };
}

/**
 * An answer with everything that GitHub's description calls required.
 * @param path as it was asked, without /api/v3 and query
 */
export function completeAnswer(completion: Completion, path: string, answer: Answer): Answer {
  const isJson = answer.headers['content-type']?.startsWith('application/json');
  if (!isJson || answer.body.byteLength === 0) return answer;
  const value = jsonOf(answer);
  complete(completion, value);
  const isAlone = /^\/(repos\/[^/]+\/[^/]+|repositories\/\d+)$/.test(path);
  if (isAlone && isRecord(value) && 'full_name' in value) {
    Object.assign(value, COUNTED_ALONE, { ...value });
  }
  return jsonAnswer(answer.status, value, answer.headers);
}

/** Told of a repository that is asked for by name, and of none in a list. */
const COUNTED_ALONE = { network_count: 0, subscribers_count: 0 };

/** A delivery likewise, in place. */
export function completeDelivery(completion: Completion, event: string, payload: unknown): void {
  if (!isRecord(payload)) return;
  complete(completion, payload);
  // Who closed an issue is asked of the issue; the sender of `closed` did.
  const { old_issue, new_issue } = recordOf(payload.changes);
  for (const issue of [payload.issue, old_issue, new_issue]) delete recordOf(issue).closed_by;
  if (payload.action === 'edited') payload.changes ??= {};
  if (event === 'pull_request') payload.number ??= recordOf(payload.pull_request).number;
}

/** Adds in place, at every depth. */
export function complete(completion: Completion, value: unknown, name = ''): void {
  if (Array.isArray(value)) {
    for (const item of value) complete(completion, item, name);
  } else if (isRecord(value)) {
    if (isAccount(value) && name !== 'organization') {
      completeAccount(completion.url, value);
      if (name !== '') shortenAccount(value);
    }
    for (const [key, field] of Object.entries(value)) complete(completion, field, key);
    completeSubject(completion, value);
  }
}

/** What a record is shows by a field that nothing else has. */
function completeSubject({ owner }: Completion, value: Record<string, unknown>): void {
  if ('access_tokens_url' in value) {
    value.target_id ??= recordOf(value.account).id;
    delete value.node_id;
  }
  if ('external_url' in value) value.owner ??= owner;
  if ('role_name' in value && isRecord(value.user)) completeCollaborator(value, value.user);
}

const ROLES = ['read', 'triage', 'write', 'maintain', 'admin'];

/** What a person may do, also for roles that the plain `permission` does not tell apart. */
function completeCollaborator(
  { role_name: role }: Record<string, unknown>,
  user: Record<string, unknown>,
): void {
  const rank = ROLES.indexOf(String(role));
  const [pull, triage, push, maintain, admin] = ROLES.map((_, needed) => rank >= needed);
  user.role_name ??= role;
  user.permissions ??= { pull, triage, push, maintain, admin };
}

/** People, bots and organisations as GitHub shows them wherever they are named. */
export function isAccount(value: Readonly<Record<string, unknown>>): boolean {
  return typeof value.login === 'string' && typeof value.id === 'number';
}

const TOLD = [
  ...['login', 'id', 'node_id', 'avatar_url', 'gravatar_id', 'url', 'html_url', 'followers_url'],
  ...['following_url', 'gists_url', 'starred_url', 'subscriptions_url', 'organizations_url'],
  ...['repos_url', 'events_url', 'received_events_url', 'type', 'site_admin', 'user_view_type'],
  // Of a collaborator alone.
  ...['permissions', 'role_name'],
];

/** Where an account is only named, without what its own page tells. */
export function shortenAccount(account: Record<string, unknown>): void {
  for (const name of Object.keys(account)) if (!TOLD.includes(name)) delete account[name];
}

/**
 * Adds in place. An organisation that owns or has installed something is shown as a person is,
 * under /users; a bot's page is its App's, and the brackets of its login are no part of an address.
 */
export function completeAccount(url: string, account: Record<string, unknown>): void {
  const login = String(account.login);
  const slug = /^(.+)\[bot\]$/.exec(login)?.[1];
  const name = encodeURIComponent(login);
  const api = `${url}/users/${name}`;
  Object.assign(account, {
    gravatar_id: '',
    type: 'User',
    site_admin: false,
    ...account,
    avatar_url: String(account.avatar_url ?? `${url}/avatars/u/${name}`).replace(login, name),
    url: api,
    html_url: slug === undefined ? `${url}/${login}` : `${url}/apps/${slug}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
  });
}
