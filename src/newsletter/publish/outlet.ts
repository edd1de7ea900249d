/** Where a newsletter's editions go, and where its earlier ones are. */

import type { RepositoryAccess } from '../../github/access.js';
import { connectToken, type GitHubApp } from '../../github/app.js';
import { readLogin } from '../../github/edition-issues.js';
import { GitHubFailure, moveIn } from '../../github/errors.js';
import { underPresentName } from '../../github/moved.js';
import { getDefaultBranch } from '../../github/site.js';
import { type Archive, archiveInFolder, archiveOnGitHub } from '../archive.js';
import type { Newsletter } from '../configuration/newsletter.js';
import { publishInFolder } from './folder.js';
import { archiveInIssues, publishIssue } from './issue.js';
import type { Published, Publishing } from './publishing.js';
import { publishPullRequest } from './pull-request.js';

export type Outlet = {
  readonly archive: () => Promise<Archive>;
  readonly publish: (publishing: Publishing) => Promise<Published>;
  /** The repository that it goes to, unless the App may not. null: it goes to a folder. */
  readonly site: (() => Promise<Site>) | null;
};

export type Site = {
  readonly access: RepositoryAccess;
  /** null: the token is an App's, and GitHub does not say whose. */
  readonly login: () => Promise<string | null>;
};

/**
 * @param token writes into the site's repository; null: the App does, where it may
 * @param root the checkout for editions as files
 */
export function openOutlet(
  newsletter: Newsletter,
  github: GitHubApp,
  token: string | null,
  apiUrl: string,
  root: string,
): Outlet {
  const { mode } = newsletter.publish;
  if (mode === 'file') {
    return {
      archive: async () => archiveInFolder(root, newsletter),
      publish: (publishing) => publishInFolder(root, publishing),
      site: null,
    };
  }
  const isIssue = mode === 'issue';
  const archive = async ({ access, login }: Site) =>
    isIssue
      ? archiveInIssues(access, await login(), newsletter)
      : archiveOnGitHub(access, newsletter);
  const publish = async ({ access, login }: Site, publishing: Publishing) => {
    if (isIssue) return publishIssue(access, await login(), publishing);
    // An App that may only read says so.
    if (token === null) await login();
    return publishPullRequest(access, publishing);
  };
  const { site, atSite } = keepOpen(() => openSite(newsletter, github, token, apiUrl), github);
  const rights = isIssue ? 'issues' : 'contents and pull requests';
  const needs = `${token === null ? 'the App' : 'PUBLISH_TOKEN'} has to write ${rights} there`;
  return {
    archive: () => explained(atSite(archive), newsletter, ''),
    publish: (publishing) => {
      const published = atSite((found) => publish(found, publishing));
      return explained(published, newsletter, needs);
    },
    site,
  };
}

/** A site is opened once, and once more under its new name where it was renamed since. */
function keepOpen(open: () => Promise<Site>, github: GitHubApp) {
  let opened: Promise<Site> | null = null;
  const site = () => {
    opened ??= open().catch((error: unknown) => {
      opened = null;
      throw error;
    });
    return opened;
  };
  const atSite = async <T>(work: (site: Site) => Promise<T>): Promise<T> => {
    try {
      return await work(await site());
    } catch (error) {
      const move = moveIn(error);
      if (move === null) throw error;
      github.forget(move.from.owner);
      opened = null;
      return work(await site());
    }
  };
  return { site, atSite };
}

async function openSite(
  { publish: { repository } }: Newsletter,
  github: GitHubApp,
  token: string | null,
  apiUrl: string,
): Promise<Site> {
  if (repository === null)
    throw new GitHubFailure('missing', 'publish.repository is not set', null);
  const via = token === null ? github : connectToken(token, apiUrl);
  const named = await via.access(repository);
  // A token learns of a new name only by what it reads.
  const access = named === null || token === null ? named : await underPresentName(named, isThere);
  if (access === null) {
    const why = 'the App is not installed there: install it, or set PUBLISH_TOKEN';
    throw new GitHubFailure('missing', why, null);
  }
  const ownLogin = async () => {
    const login = await github.botLogin();
    if (login !== '') return login;
    throw new GitHubFailure('refused', 'set PUBLISH_TOKEN: a GITHUB_TOKEN only reads', null);
  };
  return { access, login: token === null ? ownLogin : () => readLogin(access) };
}

async function isThere(access: RepositoryAccess): Promise<RepositoryAccess> {
  await getDefaultBranch(access);
  return access;
}

/** A failure with the repository's name, and with what may help. */
async function explained<T>(
  work: Promise<T>,
  { publish: { repository } }: Newsletter,
  needs: string,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof GitHubFailure) || repository === null) throw error;
    const { kind, retryAfterMs, cause } = error;
    const message = error.message
      .replace('/repos/{owner}/{repo}', '')
      .replace(/ - https:\/\/docs\.\S+$/, '');
    const isRace = /not a fast forward|reference already exists/i.test(message);
    // Only GitHub's own answers have a cause.
    const isRefusal = cause !== undefined && (kind === 'refused' || kind === 'missing');
    const hint = isRace ? 'somebody changed the draft just now, run it again' : needs;
    const more = hint !== '' && (isRace || isRefusal) ? `; ${hint}` : '';
    const where = `${repository.owner}/${repository.repo}`;
    throw new GitHubFailure(kind, `${where}: ${message}${more}`, retryAfterMs, { cause: error });
  }
}
