/** Who we are on GitHub, and where we are installed. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Octokit } from '@octokit/rest';
import { LRUCache } from 'lru-cache';
import { keyOf, sameRepository } from '../core/reference.js';
import type { RepositoryName } from '../core/task.js';
import { HOUR_MS } from '../core/time.js';
import type { Engine, Slots } from '../engine/engine.js';
import type { KnownRepository, RepositoryAccess } from './access.js';
import { CONTENT_LIMITS, createWriteBudget, type Lane, type WriteBudget } from './budget.js';
import { type AppCredentials, appClient, installationClient } from './client.js';
import { guardComments } from './comment-guard.js';
import { createCommentLimit } from './comment-limit.js';
import { GitHubFailure, isMissing, isRefused, moveIn } from './errors.js';
import { createIdentity, type Identity, type IdentityWatch } from './identity.js';
import { nameIn } from './moved.js';
import type { SentRequest } from './sent-request.js';

export type GitHubApp = {
  /** The login of our own account, `slug[bot]`. Fails while who we are is in doubt. */
  readonly botLogin: () => Promise<string>;
  /** Why nothing is written; null: we know who we are. */
  readonly doubt: () => string | null;
  /**
   * The repository under the name that GitHub has for it now, whatever it was asked by. null: the
   * App is not installed there, or the repository is gone.
   */
  readonly access: (repository: RepositoryName) => Promise<RepositoryAccess | null>;
  /**
   * Every repository that the App may see, or those of one owner: one request per 100 for each
   * installation.
   *
   * @param unlisted is told whose repositories GitHub does not list for us, as behind a list of
   *   allowed addresses; without it the whole listing fails
   */
  readonly repositories: (
    owner?: string,
    unlisted?: (owner: string, error: GitHubFailure) => void,
  ) => Promise<readonly KnownRepository[]>;
  /** Forget an owner's installation after it changed. */
  readonly forget: (owner: string) => void;
};

type Installation = Omit<RepositoryAccess, 'repository'>;

/** `owner`: whose it is now, in lower case; null: not known yet. */
type Found = { readonly access: Promise<RepositoryAccess | null>; owner: string | null };

/** Who wants to know what is sent, and what is not. */
export type GitHubWatch = IdentityWatch & {
  /** @param owner whose installation; null: the App itself */
  readonly sent: (owner: string | null, request: SentRequest) => void;
  readonly waited: (lane: Lane, milliseconds: number) => void;
  /** We said enough on an issue, for so many milliseconds. */
  readonly withheld: (issue: string, milliseconds: number) => void;
};

const UNWATCHED: GitHubWatch = {
  sent: () => {},
  waited: () => {},
  withheld: () => {},
  doubted: () => {},
  sure: () => {},
};

/** Installations are few and change rarely; a deleted one shows at its first refused request. */
const CACHED = { max: 5_000, ttl: HOUR_MS };

/** @param owners accounts to serve, in lower case; the others are as if not installed. null: all */
export function connectApp(
  credentials: AppCredentials,
  apiUrl: string,
  { createSlots, memory }: Pick<Engine, 'createSlots' | 'memory'>,
  owners: readonly string[] | null = null,
  watch: GitHubWatch = UNWATCHED,
): GitHubApp {
  const octokit = appClient(credentials, apiUrl, (request) => watch.sent(null, request));
  const byRepository = new LRUCache<string, Found>(CACHED);
  const byId = new Map<number, Installation>();
  const identity = createIdentity(askLogin, watch, patience);
  const comments = guardComments(identity, createCommentLimit(memory), watch);

  function serves(owner: string | undefined): boolean {
    return owners === null || owners.includes(owner?.toLowerCase() ?? '');
  }

  function remember({ id, account, created_at }: InstallationRecord): Installation {
    const owner = loginOf(account) ?? String(id);
    const slots = createSlots(`installation ${id}`, CONTENT_LIMITS);
    const known = byId.get(id) ?? {
      octokit: installationClient(credentials, id, apiUrl, (request) => watch.sent(owner, request)),
      budget: whileSure(identity, createBudget(slots, watch.waited)),
      comments,
      installedAt: created_at,
    };
    byId.set(id, known);
    return known;
  }

  async function findAccess(
    { owner, repo }: RepositoryName,
    mayHaveMoved = true,
  ): Promise<RepositoryAccess | null> {
    try {
      const { data } = await octokit.rest.apps.getRepoInstallation({ owner, repo });
      if (data.suspended_at) return null;
      return { repository: { owner, repo }, ...remember(data) };
    } catch (error) {
      if (isMissing(error)) return null;
      const move = moveIn(error);
      if (move === null) throw error;
      if (!mayHaveMoved) {
        const why = `${owner}/${repo}: redirected again under its new name`;
        throw new GitHubFailure('unavailable', why, null, { cause: error });
      }
      const name = await nameNow(owner, move.id);
      return name === null || !serves(name.owner) ? null : findAccess(name, false);
    }
  }

  /** The App's own token reads no repository: whichever installation sees it says its name. */
  async function nameNow(formerOwner: string, id: number): Promise<RepositoryName | null> {
    const all = await listInstallations();
    const likelyFirst = all.toSorted(
      (a, b) => Number(isNamed(b.account, formerOwner)) - Number(isNamed(a.account, formerOwner)),
    );
    for (const installation of likelyFirst) {
      try {
        return await nameIn(remember(installation).octokit, id);
      } catch (error) {
        if (!isMissing(error) && !isRefused(error)) throw error;
      }
    }
    return null;
  }

  async function listInstallations() {
    const { listInstallations } = octokit.rest.apps;
    const all = await octokit.paginate(listInstallations, { per_page: 100 });
    return all
      .filter(({ suspended_at }) => !suspended_at)
      .filter(({ account }) => serves(loginOf(account)));
  }

  async function askLogin(): Promise<string> {
    const { data } = await octokit.rest.apps.getAuthenticated();
    if (!data) throw new GitHubFailure('unavailable', 'GET /app: GitHub named nobody', null);
    return `${data.slug}[bot]`;
  }

  return {
    botLogin: identity.login,
    doubt: identity.doubt,
    access: async (repository) => {
      if (!serves(repository.owner)) return null;
      const key = keyOf(repository);
      let found = byRepository.get(key);
      if (found === undefined) {
        const asked: Found = { access: findAccess(repository), owner: null };
        found = asked;
        byRepository.set(key, asked);
        asked.access.then(
          (access) => {
            asked.owner = access?.repository.owner.toLowerCase() ?? null;
            if (access === null) byRepository.delete(key);
          },
          () => byRepository.delete(key),
        );
      }
      const access = await found.access;
      // Whoever asked first spelled it in their way.
      const isSame = access !== null && sameRepository(access.repository, repository);
      return isSame ? { ...access, repository } : access;
    },
    repositories: async (owner, unlisted) => {
      const installations = await listInstallations();
      const list = async (installation: (typeof installations)[number]) => {
        try {
          return await listRepositories(remember(installation).octokit);
        } catch (error) {
          const login = loginOf(installation.account);
          if (unlisted === undefined || login === undefined || !isItsOwn(error)) throw error;
          unlisted(login, error);
          return [];
        }
      };
      const asked = installations.filter(
        ({ account }) => owner === undefined || isNamed(account, owner),
      );
      return (await Promise.all(asked.map(list))).flat();
    },
    forget: (owner) => {
      const name = owner.toLowerCase();
      for (const [key, found] of byRepository.entries()) {
        if (key.startsWith(`${name}/`) || found.owner === name) byRepository.delete(key);
      }
    },
  };
}

/** A failure that says something about one installation only. */
function isItsOwn(error: unknown): error is GitHubFailure {
  return error instanceof GitHubFailure && error.kind !== 'unavailable';
}

/** Keeps no process alive. */
function patience(ms: number): Promise<void> {
  return sleep(ms, undefined, { ref: false });
}

export function createBudget(slots: Slots, waited?: GitHubWatch['waited']): WriteBudget {
  return createWriteBudget(slots, patience, waited);
}

/** Nothing is written while who we are is in doubt, however long a write waited for its turn. */
export function whileSure(
  { beSure }: Pick<Identity, 'beSure'>,
  { take }: WriteBudget,
): WriteBudget {
  return {
    take: async (lane) => {
      await take(lane);
      beSure();
    },
  };
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
