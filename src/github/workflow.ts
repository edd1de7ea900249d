/** One repository as a run of GitHub Actions in it sees it: no App, no server. */

import { sameRepository } from '../domain/reference.js';
import type { RepositoryName } from '../domain/task.js';
import { DAY_MS } from '../domain/time.js';
import { createMemory } from '../engine/in-process/memory.js';
import { createSlots } from '../engine/in-process/slots.js';
import type { GitHubApp } from './app.js';
import { CONTENT_LIMITS, createBudget, whileSure } from './budget.js';
import { tokenClient } from './client.js';
import { guardComments } from './comment-guard.js';
import { createCommentLimit } from './comment-limit.js';
import { GitHubFailure } from './errors.js';
import type { Identity } from './identity.js';

/** Whoever writes with a workflow's token is this account, whichever workflow of the repository it is. */
export const WORKFLOW_LOGIN = 'github-actions[bot]';

/** Where the age of the workflow cannot be read: as old as the oldest command that may count. */
const YOUNG_MS = 3 * DAY_MS;

export type Workflow = {
  readonly token: string;
  readonly apiUrl: string;
  readonly repository: RepositoryName;
  /** The workflow's file; null: not known. */
  readonly file: string | null;
};

/** The token reads this repository and its owner's shared `.github`, and writes this one alone. */
export function connectWorkflow({ token, apiUrl, repository, file }: Workflow): GitHubApp {
  const octokit = tokenClient(token, apiUrl);
  const writer = createWriter();
  const budget = whileSure(writer, createBudget(createSlots(CONTENT_LIMITS)));
  const comments = guardComments(writer, createCommentLimit(createMemory()), {
    withheld: () => {},
  });
  const shared = { owner: repository.owner, repo: '.github' };
  let since: Promise<string> | null = null;

  /** The commit that brought the workflow is its installation: what is older is not for us. */
  async function installedAt(): Promise<string> {
    const young = new Date(Date.now() - YOUNG_MS).toISOString();
    if (file === null) return young;
    try {
      const listing = { ...repository, path: file, per_page: 100 };
      const { data } = await octokit.rest.repos.listCommits(listing);
      return data.at(-1)?.commit.committer?.date ?? young;
    } catch (error) {
      const mayNot = error instanceof GitHubFailure && ['missing', 'refused'].includes(error.kind);
      if (mayNot) return young;
      throw error;
    }
  }

  return {
    botLogin: async () => WORKFLOW_LOGIN,
    doubt: writer.doubt,
    access: async (name) => {
      const isSeen = [repository, shared].some((one) => sameRepository(one, name));
      if (!isSeen) return null;
      since ??= installedAt().catch((error: unknown) => {
        since = null;
        throw error;
      });
      return { repository: name, octokit, budget, comments, installedAt: await since };
    },
    // A run shows no pages, so nobody asks how visible it is.
    repositories: async () => [{ ...repository, isPrivate: true, codeLanguage: null }],
    forget: () => {},
  };
}

/** With another token than the workflow's own, nothing that was written would be known as ours. */
function createWriter(): Pick<Identity, 'beSure' | 'isStill' | 'confirm' | 'doubt'> {
  let problem: string | null = null;
  const beSure = () => {
    if (problem !== null) throw new GitHubFailure('refused', problem, null);
  };
  return {
    beSure,
    isStill: beSure,
    confirm: (author) => {
      if (author !== WORKFLOW_LOGIN) {
        problem = `this token writes as ${author}, not as ${WORKFLOW_LOGIN}: give the Action the workflow's own token`;
      }
      beSure();
    },
    doubt: () => problem,
  };
}
