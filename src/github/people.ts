/** What GitHub knows of a person: their role here, what they hold and what they finished. */

import pMap from 'p-map';
import {
  byDifficulty,
  type Difficulty,
  type DifficultyLabels,
  difficultiesOf,
} from '../domain/difficulty.js';
import { sameLogin } from '../domain/person.js';
import { findReferences, sameRepository } from '../domain/reference.js';
import type { RepositoryName } from '../domain/task.js';
import type { RepositoryAccess } from './access.js';
import { isMissing } from './errors.js';
import { AT_ONCE, orNull } from './read.js';

const WRITERS = ['write', 'maintain', 'admin'];
const MAINTAINERS = ['triage', ...WRITERS];

/**
 * Whether a person has the triage role or more. `author_association` is unreliable for that, and a
 * custom role only shows in the permissions.
 */
export function isMaintainer(access: RepositoryAccess, username: string): Promise<boolean> {
  return hasRole(access, username, MAINTAINERS, 'triage');
}

/** Whether a person may change the repository's own files. */
export function mayWrite(access: RepositoryAccess, username: string): Promise<boolean> {
  return hasRole(access, username, WRITERS, 'push');
}

async function hasRole(
  { octokit, repository }: RepositoryAccess,
  username: string,
  roles: readonly string[],
  permission: 'triage' | 'push',
): Promise<boolean> {
  try {
    const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({
      ...repository,
      username,
    });
    return roles.includes(data.role_name ?? '') || data.user?.permissions?.[permission] === true;
  } catch (error) {
    // Some GitHubs know nobody but collaborators.
    if (isMissing(error)) return false;
    throw error;
  }
}

/**
 * The open tasks that a person holds in these repositories: one request for each. Not by GitHub's
 * search, which refuses people whose profile is private, new or flagged.
 */
export async function listHeldTasks(
  accesses: readonly RepositoryAccess[],
  login: string,
  taskLabel: string,
): Promise<readonly (RepositoryName & { readonly number: number })[]> {
  // Some logins mean something else to GitHub: `none` is nobody.
  const isAmong = (assignees: readonly { login: string }[] | null | undefined) =>
    (assignees ?? []).some((one) => sameLogin(one.login, login));
  const held = await pMap(
    accesses,
    async ({ octokit, repository }) => {
      const asked = { ...repository, assignee: login, labels: taskLabel, per_page: 100 };
      // In a repository that is gone, or has no issues any more, nobody holds one.
      const listing = await orNull(() =>
        octokit.rest.issues.listForRepo({ ...asked, state: 'open' }),
      );
      return (listing?.data ?? [])
        .filter(({ pull_request, assignees }) => pull_request === undefined && isAmong(assignees))
        .map(({ number }) => ({ ...repository, number }));
    },
    { concurrency: AT_ONCE },
  );
  return held.flat();
}

/**
 * How many tasks of each difficulty a person finished here: closed ones that they held and that a
 * merged pull request of theirs names. One request for whoever finished none, else two, of the
 * hundred newest.
 */
export async function countFinished(
  { octokit, repository }: RepositoryAccess,
  login: string,
  taskLabel: string,
  difficulties: DifficultyLabels,
): Promise<Readonly<Record<Difficulty, number>>> {
  const finished = byDifficulty(() => 0);
  const listing = { ...repository, state: 'closed', per_page: 100 } as const;
  const { listForRepo } = octokit.rest.issues;
  const closed = await listForRepo({ ...listing, assignee: login, labels: taskLabel });
  if (closed.data.length === 0) return finished;
  const written = await listForRepo({ ...listing, creator: login });
  const merged = written.data.filter(({ pull_request }) => pull_request?.merged_at);
  const named = new Set(
    merged.flatMap(({ title, body }) =>
      findReferences(`${title}\n${body ?? ''}`, repository)
        .filter((reference) => sameRepository(reference, repository))
        .map(({ number }) => number),
    ),
  );
  for (const { number, labels } of closed.data) {
    const names = labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')));
    const [difficulty] = difficultiesOf(names, difficulties);
    if (difficulty !== undefined && named.has(number)) finished[difficulty] += 1;
  }
  return finished;
}
