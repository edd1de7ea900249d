/** Files of a repository's default branch. */
import type { RepositoryAccess } from './access.js';
import { GitHubFailure } from './errors.js';
import { orNull } from './read.js';

/** A file of the default branch; null: there is none. */
export async function readFile(
  { octokit, repository }: RepositoryAccess,
  path: string,
): Promise<string | null> {
  return orNull(async () => {
    const { data } = await octokit.rest.repos.getContent({ ...repository, path });
    if (Array.isArray(data) || data.type !== 'file' || !('content' in data)) return null;
    return contentOf(data);
  });
}

/** Fails as too large where the file is too large for GitHub to tell what is in it. */
export function contentOf({ path, content, encoding }: FileData): string {
  if (encoding === 'none') {
    throw new GitHubFailure('too-large', `${path} is larger than the 1 MB that GitHub shows`, null);
  }
  return Buffer.from(content, 'base64').toString('utf8');
}

export type FileData = {
  readonly path: string;
  readonly content: string;
  readonly encoding: string;
};

/** The paths of the files in a folder of the default branch; none where there is no such folder. */
export async function listFiles(
  { octokit, repository }: RepositoryAccess,
  path: string,
): Promise<readonly string[]> {
  const found = await orNull(async () => {
    const { data } = await octokit.rest.repos.getContent({ ...repository, path });
    return Array.isArray(data) ? data : null;
  });
  return (found ?? []).filter(({ type }) => type === 'file').map((file) => file.path);
}
