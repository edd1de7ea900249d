import { type Accounts, plainAccounts, storedLogin } from './accounts.js';
import { wholeSecond } from './whole-seconds.js';

export type Organisation = {
  readonly login: string;
  /** With or without the owner. */
  readonly repositories: readonly string[];
  /** Those of them that only members and installations see. */
  readonly private?: readonly string[];
  /** Maintainers: the emulator makes every member an admin of every repository. */
  readonly members?: readonly string[];
  /** ISO 8601; shown as the installation's created_at. A second before the start unless told. */
  readonly installedAt?: string;
};

/** Everybody and everything that exists when the embedded GitHub starts. */
export type Directory = {
  readonly organisations: readonly Organisation[];
  /** Members and newcomers. */
  readonly people: readonly string[];
  /** The App under test first; its app id is 1. */
  readonly apps: readonly AppAccount[];
  /** Logins that are others now. */
  readonly accounts: Accounts;
};

export type AppAccount = { readonly appId: number; readonly slug: string; readonly login: string };

/**
 * An App of the proxy's own, which nobody outside sees: it sees private repositories and
 * prepares what nobody else could, such as a file in an organisation without members.
 */
export const INTERNAL_APP: AppAccount = {
  appId: 424_242,
  slug: 'embedded-github',
  login: 'embedded-github[bot]',
};

/**
 * A person of the proxy's own, whom nobody outside sees: an owner of every organisation, for what
 * no App may do, such as renaming a repository. The last of the users, so that nobody's id shifts.
 */
export const ADMIN_LOGIN = 'embedded-github-manager';

const INTERNAL_PERMISSIONS: Readonly<Record<string, string>> = {
  administration: 'write',
  contents: 'write',
  issues: 'write',
  metadata: 'read',
  pull_requests: 'write',
};

export type DirectoryOptions = {
  readonly organisations: readonly Organisation[];
  readonly people: readonly string[];
  readonly bots: readonly string[];
  readonly slug: string;
};

export function gatherDirectory({
  organisations,
  people,
  bots,
  slug,
}: DirectoryOptions): Directory {
  const members = organisations.flatMap((organisation) => organisation.members ?? []);
  const slugs = [slug, ...bots.map((login) => login.replace(/\[bot\]$/, ''))];
  return {
    organisations: organisations.map((organisation) => ({
      ...organisation,
      installedAt: wholeSecond(organisation.installedAt ?? aSecondAgo()),
      repositories: organisation.repositories.map(withoutOwner),
      private: organisation.private?.map(withoutOwner) ?? [],
    })),
    people: [...new Set([...members, ...people])],
    apps: slugs.map((name, position) => ({
      appId: position + 1,
      slug: name,
      login: `${name}[bot]`,
    })),
    accounts: plainAccounts(),
  };
}

/** In whole seconds, what happens first would otherwise be as old as the installation. */
const aSecondAgo = () => new Date(Date.now() - 1000).toISOString();

const withoutOwner = (name: string) => name.slice(name.indexOf('/') + 1);

/** One installation per App and organisation. */
export function installationId(directory: Directory, appId: number, organisation: string): number {
  const stored = storedLogin(directory.accounts, organisation);
  const position = directory.organisations.findIndex(({ login }) => sameLogin(login, stored));
  if (position < 0) throw new Error(`no organisation ${organisation}`);
  return appId * 1000 + position + 1;
}

export function organisationOf(
  directory: Directory,
  installation: number,
): Organisation | undefined {
  return directory.organisations[(installation % 1000) - 1];
}

/** Logins are case-insensitive. */
export function sameLogin(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

export type AppSeed = {
  readonly privateKey: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly events: readonly string[];
  readonly webhookUrl: string;
  readonly webhookSecret: string;
};

/** The directory in emulate's own format. Other bots may open pull requests too, but get no deliveries. */
export function emulatorSeed(
  directory: Directory,
  tokens: Readonly<Record<string, string>>,
  app: AppSeed,
): Record<string, unknown> {
  const login = (name: string) => ({ login: name });
  return {
    tokens: Object.fromEntries(
      Object.entries(tokens).map(([name, token]) => [token, { login: name, scopes: ['repo'] }]),
    ),
    github: {
      users: [...directory.people, ADMIN_LOGIN].map(login),
      orgs: directory.organisations.map((organisation) => ({
        login: organisation.login,
        // The emulator lets nobody else push, and the configuration is a file.
        members: [...(organisation.members ?? []), ADMIN_LOGIN].map((name) => ({
          login: name,
          role: 'admin',
        })),
      })),
      repos: directory.organisations.flatMap(
        ({ login: owner, repositories, private: hidden = [] }) =>
          repositories.map((name) => ({ owner, name, private: hidden.includes(name) })),
      ),
      // Ours first: /repos/{owner}/{repo}/installation answers with the first one it finds.
      apps: [...directory.apps, INTERNAL_APP].map(({ appId, slug }) => ({
        app_id: appId,
        slug,
        name: slug,
        private_key: app.privateKey,
        permissions: permissionsOf(appId, app.permissions),
        events: app.events,
        ...(appId === 1 ? { webhook_url: app.webhookUrl, webhook_secret: app.webhookSecret } : {}),
        installations: directory.organisations.map((organisation) => ({
          installation_id: installationId(directory, appId, organisation.login),
          account: organisation.login,
        })),
      })),
    },
  };
}

/** What an App may do. Other bots exist to act, so they may write where ours may not. */
export function permissionsOf(
  appId: number,
  ours: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  if (appId === INTERNAL_APP.appId) return INTERNAL_PERMISSIONS;
  return appId === 1 ? ours : { ...ours, contents: 'write', pull_requests: 'write' };
}
