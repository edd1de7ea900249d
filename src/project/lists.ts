/** The task lists of a project, and what they name elsewhere. */
import pMap from 'p-map';
import { originalText } from '../domain/markdown/original.js';
import { issueKey, sameRepository } from '../domain/reference.js';
import type { Comment, Issue, IssueAddress } from '../domain/task.js';
import type { RepositoryAccess } from '../github/access.js';
import type { GitHubApp } from '../github/app.js';
import { getComment } from '../github/comments.js';
import { isRefused } from '../github/errors.js';
import { underPresentName } from '../github/moved.js';
import { AT_ONCE, getIssue, isPrivate, orNull } from '../github/read.js';
import type { RepositoryContext } from '../repository/context.js';
import type { TaskLine } from './list/line.js';
import { parseTaskList } from './list/read.js';

export function readLists(
  { access, project, trackingNumber }: RepositoryContext,
  thread: readonly Comment[],
  github: Pick<GitHubApp, 'access'>,
): Promise<readonly (List | Pick<List, 'address'>)[]> {
  return pMap(
    project.tracking?.lists ?? [],
    async (address) => {
      const { number, commentId } = address;
      const isOwn = sameRepository(address, access.repository);
      const there = project.isTrusted && !isOwn ? await github.access(address) : access;
      if (there === null) return { address };
      // A repository's own file must not tell what only some may see.
      const { owner, repo } = address;
      const elsewhere = { ...access, repository: { owner, repo } };
      const mayBeHidden = !project.isTrusted && !isOwn;
      const isHidden = () => underPresentName(elsewhere, isPrivate);
      if (mayBeHidden && (await unlessClosed(isHidden)) !== false) return { address };
      const list = isOwn || project.isTrusted ? there : elsewhere;
      const known = thread.find(({ id }) => isOwn && number === trackingNumber && id === commentId);
      const found =
        known ??
        (await (isOwn ? orNull : unlessClosed)<Issue | Comment>(() =>
          underPresentName<Issue | Comment>(list, (present) =>
            commentId === null ? getIssue(present, number) : getComment(present, commentId),
          ),
        ));
      if (found === null) return { address };
      // A bare #12 means the repository in which the list stands.
      const lines = parseTaskList(originalText(found.body), address);
      return { address, access: list, isEditable: isOwn || project.isTrusted, lines };
    },
    { concurrency: AT_ONCE },
  );
}

export type List = {
  readonly address: IssueAddress;
  readonly access: RepositoryAccess;
  /** Whether it may be edited: our own repository's, or one that the operator named. */
  readonly isEditable: boolean;
  readonly lines: readonly TaskLine[];
};

/**
 * Other public repositories' issues that open lines name, by `issueKey`, as far as they can be
 * read: two requests each, for an edition.
 */
export async function readForeign(
  { access }: RepositoryContext,
  lines: readonly TaskLine[],
): Promise<ReadonlyMap<string, Issue>> {
  const names = new Map(
    lines.flatMap(({ reference, ticked, struck }) =>
      reference === null || ticked || struck || sameRepository(reference, access.repository)
        ? []
        : [[issueKey(reference), reference] as const],
    ),
  );
  const read = await pMap(
    [...names].slice(0, MOST_FOREIGN),
    async ([key, { owner, repo, number }]) => {
      const there = { ...access, repository: { owner, repo } };
      const found = await unlessClosed(() =>
        underPresentName(there, async (present) =>
          (await isPrivate(present)) ? null : getIssue(present, number),
        ),
      );
      return [key, found] as const;
    },
    { concurrency: AT_ONCE },
  );
  return new Map(read.flatMap(([key, issue]) => (issue === null ? [] : [[key, issue] as const])));
}

/** null also where somebody else's repository will not be read: that is no reason for ours to fail. */
async function unlessClosed<T>(read: () => Promise<T | null>): Promise<T | null> {
  try {
    return await orNull(read);
  } catch (error) {
    if (isRefused(error)) return null;
    throw error;
  }
}

/** A list of other people's issues is no task list. */
const MOST_FOREIGN = 20;
