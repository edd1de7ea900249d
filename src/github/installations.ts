/** Where the App is installed, and what it may see there. */
import type { Octokit } from '@octokit/rest';
import type { RepositoryName } from '../domain/task.js';
import type { CreateSlots } from '../engine/engine.js';
import type { KnownRepository, RepositoryAccess } from './access.js';
import { CONTENT_LIMITS, createBudget, type Priority, whileSure } from './budget.js';
import { type AppCredentials, installationClient } from './client.js';
import type { CommentGuard } from './comment-guard.js';
import { GitHubFailure, isMissing, isRefused } from './errors.js';
import type { Identity } from './identity.js';
import { nameIn } from './moved.js';
import type { SentRequest } from './sent-request.js';

export type Installation = Omit<RepositoryAccess, 'repository'>;

/** An enterprise has no login. */
type Account = { readonly login?: string } | { readonly slug: string } | null;

type InstallationRecord = {
  readonly id: number;
  readonly account: Account;
  readonly created_at: string;
};

export type Installations = {
  /** As whom its repositories are read and written: one client and one budget each. */
  readonly of: (record: InstallationRecord) => Installation;
  /** What the repository of an id is called now; null: no installation sees it. */
  readonly nameNow: (formerOwner: string, id: number) => Promise<RepositoryName | null>;
  /**
   * Every repository that the App may see, or those of one owner: one request per 100 for each
   * installation.
   *
   * @param unlisted is called with whose repositories GitHub does not list for us, as behind a list of
   *   allowed addresses; without it the whole listing fails
   */
  readonly repositories: (
    owner?: string,
    unlisted?: (owner: string, error: GitHubFailure) => void,
  ) => Promise<readonly KnownRepository[]>;
};

export type InstallationWatch = {
  /** @param owner whose installation; null: the App itself */
  readonly sent: (owner: string | null, request: SentRequest) => void;
  readonly waited: (priority: Priority, milliseconds: number) => void;
};

/** @param serves whether an owner's installation counts */
export function createInstallations(
  app: { readonly octokit: Octokit; readonly credentials: AppCredentials; readonly apiUrl: string },
  guards: { readonly identity: Identity; readonly comments: CommentGuard },
  createSlots: CreateSlots,
  serves: (owner: string | undefined) => boolean,
  watch: InstallationWatch,
): Installations {
  const { octokit, credentials, apiUrl } = app;
  const { identity, comments } = guards;
  const byId = new Map<number, Installation>();

  function of({ id, account, created_at }: InstallationRecord): Installation {
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

  async function list() {
    const { listInstallations } = octokit.rest.apps;
    const all = await octokit.paginate(listInstallations, { per_page: 100 });
    return all
      .filter(({ suspended_at }) => !suspended_at)
      .filter(({ account }) => serves(loginOf(account)));
  }

  return {
    of,
    // The App's own token reads no repository: whichever installation sees it says its name.
    nameNow: async (formerOwner, id) => {
      const all = await list();
      const likelyFirst = all.toSorted(
        (a, b) => Number(isNamed(b.account, formerOwner)) - Number(isNamed(a.account, formerOwner)),
      );
      for (const installation of likelyFirst) {
        try {
          return await nameIn(of(installation).octokit, id);
        } catch (error) {
          if (!isMissing(error) && !isRefused(error)) throw error;
        }
      }
      return null;
    },
    repositories: async (owner, unlisted) => {
      const all = await list();
      const asked = all.filter(({ account }) => owner === undefined || isNamed(account, owner));
      const listed = asked.map(async (installation) => {
        try {
          return await listRepositories(of(installation).octokit);
        } catch (error) {
          const login = loginOf(installation.account);
          if (unlisted === undefined || login === undefined || !isItsOwn(error)) throw error;
          unlisted(login, error);
          return [];
        }
      });
      return (await Promise.all(listed)).flat();
    },
  };
}

/** A failure that says something about one installation only. */
function isItsOwn(error: unknown): error is GitHubFailure {
  return error instanceof GitHubFailure && error.kind !== 'unavailable';
}

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
