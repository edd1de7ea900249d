/** What GitHub knows of a person: their role here, what they hold and what they finished. */
import { type DifficultyLabels, difficultiesOf } from '../core/difficulty.js';
import { findReferences, sameRepository } from '../core/reference.js';
import type { Difficulty, RepositoryName } from '../core/task.js';
import type { RepositoryAccess } from './app.js';
import { isMissing } from './errors.js';

const WRITERS = ['write', 'maintain', 'admin'];
const MAINTAINERS = ['triage', ...WRITERS];

/**
 * Whether a person has the triage role or more; null: GitHub did not say. `author_association`
 * is unreliable for that, and a custom role only shows in the permissions.
 */
export function isMaintainer(access: RepositoryAccess, username: string): Promise<boolean | null> {
  return hasRole(access, username, MAINTAINERS, 'triage');
}

/** Whether a person may change the repository's own files; null: GitHub did not say. */
export function mayWrite(access: RepositoryAccess, username: string): Promise<boolean | null> {
  return hasRole(access, username, WRITERS, 'push');
}

async function hasRole(
  { octokit, repository }: RepositoryAccess,
  username: string,
  roles: readonly string[],
  permission: 'triage' | 'push',
): Promise<boolean | null> {
  try {
    const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({
      ...repository,
      username,
    });
    return roles.includes(data.role_name) || data.user?.permissions?.[permission] === true;
  } catch (error) {
    return isMissing(error) ? false : null;
  }
}

/** The open tasks of one owner that a person holds, in all repositories: one request per 100. */
export async function searchHeldTasks(
  { octokit, repository }: RepositoryAccess,
  login: string,
  taskLabel: string,
): Promise<readonly (RepositoryName & { readonly number: number })[]> {
  const q = `user:${repository.owner} assignee:${login} label:"${taskLabel}" is:issue is:open`;
  const { data } = await octokit.rest.search.issuesAndPullRequests({ q, per_page: 100 });
  return data.items.flatMap(({ repository_url, number }) => {
    const [owner, repo] = repository_url.split('/').slice(-2);
    return owner && repo ? [{ owner, repo, number }] : [];
  });
}

/**
 * How many tasks of each difficulty a person finished here: closed ones that they held and that a
 * merged pull request of theirs names. Two requests.
 */
export async function countFinished(
  { octokit, repository }: RepositoryAccess,
  login: string,
  taskLabel: string,
  difficulties: DifficultyLabels,
): Promise<Readonly<Record<Difficulty, number>>> {
  const q = `repo:${repository.owner}/${repository.repo} author:${login} is:pr is:merged`;
  const [closed, merged] = await Promise.all([
    octokit.rest.issues.listForRepo({
      ...repository,
      state: 'closed',
      assignee: login,
      labels: taskLabel,
      per_page: 100,
    }),
    octokit.rest.search.issuesAndPullRequests({ q, per_page: 100 }),
  ]);
  const named = new Set(
    merged.data.items.flatMap(({ title, body }) =>
      findReferences(`${title}\n${body ?? ''}`, repository)
        .filter((reference) => sameRepository(reference, repository))
        .map(({ number }) => number),
    ),
  );
  const finished = { easy: 0, medium: 0, hard: 0 };
  for (const { number, labels } of closed.data) {
    const names = labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')));
    const [difficulty] = difficultiesOf(names, difficulties);
    if (difficulty !== undefined && named.has(number)) finished[difficulty] += 1;
  }
  return finished;
}
