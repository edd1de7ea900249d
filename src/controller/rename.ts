/**
 * A repository is called otherwise now. Its name is the key of all that is remembered of it: the
 * new one takes over at once, so that no clock runs twice, and nothing is shown under the old one.
 * Two names never write: GitHub answers the old one with a redirect, which is not followed.
 */
import { issueKey, keyOf } from '../domain/reference.js';
import type { RepositoryName } from '../domain/task.js';
import { forgetRepository, repositoriesOf } from './known-repositories.js';
import { listedUnder } from './owner-repositories.js';
import type { ControllerTools } from './tools.js';

export async function followRename(
  tools: ControllerTools,
  from: RepositoryName,
  to: RepositoryName,
): Promise<void> {
  const { github, contexts, memory, locks, clocks, cursors, resynced, board, log, enqueue } = tools;
  log.warn({ from, to }, 'a repository is called otherwise now');
  github.forget(from.owner);
  github.forget(to.owner);
  await contexts.renamed(from, to);
  await listedUnder(memory, from, to);
  // A task that was just given stands in the listing of the new name.
  for (const number of (await clocks.of(from)).keys()) {
    await locks.forget(issueKey({ ...from, number }));
  }
  await clocks.move(from, to);
  const cursor = await cursors.get(keyOf(from));
  await cursors.delete(keyOf(from));
  if (cursor !== null) await cursors.setIfNew(keyOf(to), cursor);
  await board.forget(from);
  await resynced.delete(keyOf(from));
  await enqueue({ kind: 'sweep', isQuick: false, ...to });
}

/** An account is called otherwise now, and so are all its repositories that we know of. */
export async function followOwnerRename(
  tools: ControllerTools,
  from: string,
  to: string,
  serves: (owner: string) => boolean,
): Promise<void> {
  const isServed = serves(to.toLowerCase());
  if (!isServed && serves(from.toLowerCase())) {
    tools.log.error({ from, to }, 'an account of OWNERS is called otherwise now: change OWNERS');
  }
  for (const { owner, repo } of await repositoriesOf(tools, from)) {
    if (isServed) await followRename(tools, { owner, repo }, { owner: to, repo });
    else await forgetRepository(tools, { owner, repo });
  }
}
