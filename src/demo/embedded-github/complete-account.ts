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
