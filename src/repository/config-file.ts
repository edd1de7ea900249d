/** Where a repository's configuration is read from. */
import { MAX_BYTES } from '../config/safe-yaml.js';
import { sameRepository } from '../domain/reference.js';
import type { RepositoryAccess } from '../github/access.js';
import type { GitHubApp } from '../github/app.js';
import { isTooLarge, moveIn } from '../github/errors.js';
import { readFile } from '../github/files.js';

/** The repository's own file, else its owner's. */
export async function readConfigFile(
  github: GitHubApp,
  access: RepositoryAccess,
): Promise<ConfigFile | null> {
  const own = await readConfig(access);
  if (own !== null) return { name: CONFIG_PATH, text: own };
  const owners = { owner: access.repository.owner, repo: SHARED };
  const shared = await github.access(owners);
  // Under another name it is the owner's shared repository no more.
  const isThere = shared !== null && sameRepository(shared.repository, owners);
  const text = isThere ? await unlessMoved(() => readConfig(shared)) : null;
  return text === null ? null : { name: `${owners.owner}/.github/${CONFIG_PATH}`, text };
}

export type ConfigFile = { readonly name: string; readonly text: string };

/** One that GitHub finds too large to show is reported as any other that is too large to be read. */
async function readConfig(access: RepositoryAccess): Promise<string | null> {
  try {
    return await readFile(access, CONFIG_PATH);
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    return ' '.repeat(MAX_BYTES + 1);
  }
}

async function unlessMoved<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (moveIn(error) === null) throw error;
    return null;
  }
}

export const CONFIG_PATH = '.github/newbie-tasks.yml';

/** The repository in which an owner keeps what holds for all of theirs. */
export const SHARED = '.github';
