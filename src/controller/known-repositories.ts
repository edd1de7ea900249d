/** The repositories that something is remembered of, and how they are forgotten. */
import { keyOf, repositoryOfKey } from '../domain/reference.js';
import type { RepositoryName } from '../domain/task.js';
import type { ControllerTools } from './tools.js';

/** Those of an account that we know of. */
export async function repositoriesOf(
  tools: ControllerTools,
  account: string,
): Promise<readonly RepositoryName[]> {
  const known = [...(await knownRepositories(tools))].map(repositoryOfKey);
  return known.filter(({ owner }) => owner === account.toLowerCase());
}

/** Nothing can be done in it any more: it is archived, deleted, or somebody else's. */
export async function forgetRepository(
  {
    clocks,
    cursors,
    resynced,
    board,
  }: Pick<ControllerTools, 'clocks' | 'cursors' | 'resynced' | 'board'>,
  { owner, repo }: RepositoryName,
): Promise<void> {
  await clocks.forget({ owner, repo });
  await board.forget({ owner, repo });
  await cursors.delete(keyOf({ owner, repo }));
  await resynced.delete(keyOf({ owner, repo }));
}

/** What an installation lists no more is gone, also where no delivery said so. */
export async function forgetUnlisted(
  tools: ControllerTools,
  listed: readonly RepositoryName[],
  serves: (owner: string) => boolean,
): Promise<void> {
  const there = new Set(listed.map(keyOf));
  for (const key of await knownRepositories(tools)) {
    const repository = repositoryOfKey(key);
    // Another replica may serve other accounts.
    if (!there.has(key) && serves(repository.owner)) await forgetRepository(tools, repository);
  }
}

async function knownRepositories({
  cursors,
  clocks,
}: ControllerTools): Promise<ReadonlySet<string>> {
  return new Set([...(await cursors.all()).keys(), ...(await clocks.repositories())]);
}
