/**
 * A repository is called otherwise now. Its name is the key of all that is remembered of it: the
 * new one takes over at once, so that no clock runs twice, and nothing is shown under the old one.
 * Two names never write: GitHub answers the old one with a redirect, which is not followed.
 */
import { keyOf } from '../core/reference.js';
import type { RepositoryName } from '../core/task.js';
import type { LookTools } from './look-tools.js';

export async function takeNewName(
  { github, contexts, clocks, cursors, swept, board, log, want }: LookTools,
  from: RepositoryName,
  to: RepositoryName,
): Promise<void> {
  log.warn({ from, to }, 'a repository is called otherwise now');
  github.forget(from.owner);
  github.forget(to.owner);
  await contexts.renamed(from, to);
  await clocks.move(from, to);
  const cursor = await cursors.get(keyOf(from));
  await cursors.delete(keyOf(from));
  if (cursor !== null) await cursors.setIfNew(keyOf(to), cursor);
  await board.forget(from);
  await swept.delete(keyOf(from));
  await want({ kind: 'sweep', isQuick: false, ...to });
}

/** All repositories of an account that we know of. */
export async function takeNewOwner(tools: LookTools, from: string, to: string): Promise<void> {
  const known = [...(await tools.cursors.all()).keys(), ...(await tools.clocks.repositories())];
  for (const key of new Set(known)) {
    const [owner = '', repo = ''] = key.split('/');
    if (owner === from.toLowerCase())
      await takeNewName(tools, { owner, repo }, { owner: to, repo });
  }
}

/** Nothing can be done in it any more: it is archived, deleted, or somebody else's. */
export async function forgetRepository(
  { clocks, cursors, swept, board }: Pick<LookTools, 'clocks' | 'cursors' | 'swept' | 'board'>,
  { owner, repo }: RepositoryName,
): Promise<void> {
  await clocks.forget({ owner, repo });
  await board.forget({ owner, repo });
  await cursors.delete(keyOf({ owner, repo }));
  await swept.delete(keyOf({ owner, repo }));
}
