/** Who we are on GitHub, and where we are installed. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Octokit } from '@octokit/rest';
import { LRUCache } from 'lru-cache';
import type { RepositoryName } from '../core/task.js';
import type { CreateSlots, Slots } from '../engine/engine.js';
import { createSlots as slotsOfThisProcess } from '../engine/in-process/slots.js';
import { CONTENT_LIMITS, createWriteBudget, type Lane, type WriteBudget } from './budget.js';
import { type AppCredentials, appClient, installationClient, tokenClient } from './client.js';
import { isMissing } from './errors.js';
import type { SentRequest } from './sent-request.js';

/** One repository as somebody may read and write it. */
export type RepositoryAccess = {
  readonly repository: RepositoryName;
  readonly octokit: Octokit;
  /** Shared by all repositories of the installation. */
  readonly budget: WriteBudget;
  /** When the App was installed, ISO 8601. */
  readonly installedAt: string;
};

/** A repository as the listings of an installation tell of it. */
export type KnownRepository = RepositoryName & {
  readonly isPrivate: boolean;
  /** What most of its code is written in; null: GitHub did not say. */
  readonly codeLanguage: string | null;
};

export type GitHubApp = {
  /** The login of our own account, `slug[bot]`. */
  readonly botLogin: () => Promise<string>;
  /** null: the App is not installed there, or the repository is gone. */
  readonly access: (repository: RepositoryName) => Promise<RepositoryAccess | null>;
  /**
   * Every repository that the App may see, or those of one owner: one request per 100 for each
   * installation.
   */
  readonly repositories: (owner?: string) => Promise<readonly KnownRepository[]>;
  /** Forget an owner's installation after it changed. */
  readonly forget: (owner: string) => void;
};

type Installation = {
  readonly octokit: Octokit;
  readonly budget: WriteBudget;
  readonly installedAt: string;
};

/** Who wants to know what is sent. */
export type GitHubWatch = {
  /** @param owner whose installation; null: the App itself */
  readonly sent: (owner: string | null, request: SentRequest) => void;
  readonly waited: (lane: Lane, milliseconds: number) => void;
};

const UNWATCHED: GitHubWatch = { sent: () => {}, waited: () => {} };

/** Installations are few and change rarely; a deleted one shows at its first refused request. */
const CACHED = { max: 5_000, ttl: 60 * 60 * 1000 };

/** @param owners accounts to serve, in lower case; the others are as if not installed. null: all */
export function connectApp(
  credentials: AppCredentials,
  apiUrl: string,
  createSlots: CreateSlots,
  owners: readonly string[] | null = null,
  watch: GitHubWatch = UNWATCHED,
): GitHubApp {
  const octokit = appClient(credentials, apiUrl, (request) => watch.sent(null, request));
  const byRepository = new LRUCache<string, Promise<Installation | null>>(CACHED);
  const byId = new Map<number, Installation>();
  let login: Promise<string> | null = null;

  function serves(owner: string | undefined): boolean {
    return owners === null || owners.includes(owner?.toLowerCase() ?? '');
  }

  function remember({ id, account, created_at }: InstallationRecord): Installation {
    const owner = loginOf(account) ?? String(id);
    const known = byId.get(id) ?? {
      octokit: installationClient(credentials, id, apiUrl, (request) => watch.sent(owner, request)),
      budget: createBudget(createSlots(`installation ${id}`, CONTENT_LIMITS), watch.waited),
      installedAt: created_at,
    };
    byId.set(id, known);
    return known;
  }

  async function findInstallation({ owner, repo }: RepositoryName): Promise<Installation | null> {
    try {
      const { data } = await octokit.rest.apps.getRepoInstallation({ owner, repo });
      if (data.suspended_at) return null;
      return remember(data);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async function askLogin(): Promise<string> {
    const { data } = await octokit.rest.apps.getAuthenticated();
    return `${data?.slug}[bot]`;
  }

  return {
    botLogin: () => {
      login ??= askLogin().catch((error: unknown) => {
        login = null;
        throw error;
      });
      return login;
    },
    access: async (repository) => {
      if (!serves(repository.owner)) return null;
      const key = keyOf(repository);
      let found = byRepository.get(key);
      if (found === undefined) {
        found = findInstallation(repository);
        byRepository.set(key, found);
        found.then(
          (installation) => installation ?? byRepository.delete(key),
          () => byRepository.delete(key),
        );
      }
      const installation = await found;
      return installation === null ? null : { repository, ...installation };
    },
    repositories: async (owner) => {
      const installations = await octokit.paginate(octokit.rest.apps.listInstallations, {
        per_page: 100,
      });
      const found = await Promise.all(
        installations
          .filter(({ suspended_at }) => !suspended_at)
          .filter(({ account }) => serves(loginOf(account)))
          .filter(({ account }) => owner === undefined || isNamed(account, owner))
          .map((installation) => listRepositories(remember(installation).octokit)),
      );
      return found.flat();
    },
    forget: (owner) => {
      const prefix = `${owner.toLowerCase()}/`;
      for (const key of byRepository.keys()) if (key.startsWith(prefix)) byRepository.delete(key);
    },
  };
}

/** Reading with a person's token, or as nobody, in place of the App. */
export function connectToken(token: string | null, apiUrl: string): GitHubApp {
  const octokit = tokenClient(token, apiUrl);
  const installation = {
    octokit,
    budget: createBudget(slotsOfThisProcess(CONTENT_LIMITS)),
    installedAt: new Date(0).toISOString(),
  };
  return {
    botLogin: async () => '',
    access: async (repository) => ({ repository, ...installation }),
    repositories: async () => [],
    forget: () => {},
  };
}

export function createBudget(slots: Slots, waited?: GitHubWatch['waited']): WriteBudget {
  return createWriteBudget(slots, (ms) => sleep(ms, undefined, { ref: false }), waited);
}

/** An enterprise has no login. */
type Account = { readonly login?: string } | { readonly slug: string } | null;

type InstallationRecord = {
  readonly id: number;
  readonly account: Account;
  readonly created_at: string;
};

function loginOf(account: Account): string | undefined {
  return account !== null && 'login' in account ? account.login : undefined;
}

function isNamed(account: Account, owner: string): boolean {
  return loginOf(account)?.toLowerCase() === owner.toLowerCase();
}

async function listRepositories(octokit: Octokit): Promise<readonly KnownRepository[]> {
  const repositories = await octokit.paginate(octokit.rest.apps.listReposAccessibleToInstallation, {
    per_page: 100,
  });
  return repositories
    .filter(({ archived, has_issues }) => !archived && has_issues !== false)
    .map(({ owner, name, private: isPrivate, language }) => ({
      owner: owner.login,
      repo: name,
      isPrivate,
      codeLanguage: language ?? null,
    }));
}

function keyOf({ owner, repo }: RepositoryName): string {
  return `${owner}/${repo}`.toLowerCase();
}
