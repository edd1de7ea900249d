/** Who we are on GitHub, and what we may read and write: as the App, or with a person's token. */
import { LRUCache } from 'lru-cache';
import { keyOf, sameRepository } from '../domain/reference.js';
import type { RepositoryName } from '../domain/task.js';
import { HOUR_MS } from '../domain/time.js';
import type { Engine } from '../engine/engine.js';
import { createSlots as slotsInProcess } from '../engine/in-process/slots.js';
import type { RepositoryAccess } from './access.js';
import { CONTENT_LIMITS, createBudget } from './budget.js';
import { type AppCredentials, appClient, tokenClient } from './client.js';
import { guardComments, UNGUARDED } from './comment-guard.js';
import { createCommentLimit } from './comment-limit.js';
import { GitHubFailure, isMissing, moveIn } from './errors.js';
import { createIdentity, type IdentityWatch } from './identity.js';
import {
  createInstallations,
  type Installations,
  type InstallationWatch,
} from './installations.js';

export type GitHubApp = Pick<Installations, 'repositories'> & {
  /** The login of our own account, `slug[bot]`. Fails while who we are is in doubt. */
  readonly botLogin: () => Promise<string>;
  /** Why nothing is written; null: we know who we are. */
  readonly doubt: () => string | null;
  /**
   * The repository under the name that GitHub has for it now, whatever it was asked by. null: the
   * App is not installed there, or the repository is gone.
   */
  readonly access: (repository: RepositoryName) => Promise<RepositoryAccess | null>;
  /** Forget an owner's installation after it changed. */
  readonly forget: (owner: string) => void;
};

/** `owner`: whose it is now, in lower case; null: not known yet. */
type Found = { readonly access: Promise<RepositoryAccess | null>; owner: string | null };

/** Who wants to know what is sent, and what is not. */
export type GitHubWatch = IdentityWatch &
  InstallationWatch & {
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
  { clock, createSlots, memory }: Pick<Engine, 'clock' | 'createSlots' | 'memory'>,
  owners: readonly string[] | null = null,
  watch: GitHubWatch = UNWATCHED,
): GitHubApp {
  const octokit = appClient(credentials, apiUrl, (request) => watch.sent(null, request));
  const byRepository = new LRUCache<string, Found>(CACHED);
  const wait = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      clock.after(milliseconds, resolve);
    });
  const identity = createIdentity(askLogin, watch, wait, clock.now);
  const comments = guardComments(identity, createCommentLimit(memory), watch);
  const installations = createInstallations(
    { octokit, credentials, apiUrl },
    { identity, comments },
    createSlots,
    serves,
    watch,
  );

  function serves(owner: string | undefined): boolean {
    return owners === null || owners.includes(owner?.toLowerCase() ?? '');
  }

  async function findAccess(
    { owner, repo }: RepositoryName,
    mayHaveMoved = true,
  ): Promise<RepositoryAccess | null> {
    try {
      const { data } = await octokit.rest.apps.getRepoInstallation({ owner, repo });
      if (data.suspended_at) return null;
      return { repository: { owner, repo }, ...installations.of(data) };
    } catch (error) {
      if (isMissing(error)) return null;
      const move = moveIn(error);
      if (move === null) throw error;
      if (!mayHaveMoved) {
        const why = `${owner}/${repo}: redirected again under its new name`;
        throw new GitHubFailure('unavailable', why, null, { cause: error });
      }
      const name = await installations.nameNow(owner, move.id);
      return name === null || !serves(name.owner) ? null : findAccess(name, false);
    }
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
    repositories: installations.repositories,
    forget: (owner) => {
      const name = owner.toLowerCase();
      for (const [key, found] of byRepository.entries()) {
        if (key.startsWith(`${name}/`) || found.owner === name) byRepository.delete(key);
      }
    },
  };
}

/** Reading with a person's token, or as nobody, in place of the App. */
export function connectToken(token: string | null, apiUrl: string): GitHubApp {
  const octokit = tokenClient(token, apiUrl);
  const installation = {
    octokit,
    budget: createBudget(slotsInProcess(CONTENT_LIMITS)),
    comments: UNGUARDED,
    installedAt: new Date(0).toISOString(),
  };
  return {
    botLogin: async () => '',
    doubt: () => null,
    access: async (repository) => ({ repository, ...installation }),
    repositories: async () => [],
    forget: () => {},
  };
}
