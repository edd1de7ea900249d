/** What a delivery asks for, carried out: what is known is forgotten or renamed, then requests are enqueued. */

import { keyOf, sameRepository } from '../domain/reference.js';
import type { RepositoryName } from '../domain/task.js';
import type { Consequences } from './consequences.js';
import { forgetRepository, repositoriesOf } from './known-repositories.js';
import { noteListed } from './owner-repositories.js';
import { followOwnerRename, followRename } from './rename.js';
import { backoff } from './retry.js';
import type { ControllerTools } from './tools.js';

/** @param serves whether an owner, in lower case, is one of ours */
export async function receive(
  tools: ControllerTools,
  consequences: Consequences,
  serves: (owner: string) => boolean,
): Promise<void> {
  const receivedAt = tools.clock.now();
  const { github, contexts, board, recent, enqueue } = tools;
  const isServed = ({ owner }: RepositoryName) => serves(owner.toLowerCase());
  // First what must be seen no more, whatever fails of the rest.
  await board.hide(consequences.hidden.filter(isServed));
  for (const issue of consequences.gone.filter(isServed)) await board.forget(issue);
  for (const repository of consequences.left) await forgetRepository(tools, repository);
  for (const { from, to } of consequences.renamed) {
    untilDone(tools, 'rename', async () => {
      await rename(tools, from, to, isServed(to));
      // Only now what is configured for the old name holds for the new one.
      for (const request of consequences.requests) await enqueue(request);
    });
  }
  for (const { from, to } of consequences.renamedOwners) {
    untilDone(tools, 'rename', () => renameOwner(tools, from, to, serves));
  }
  for (const owner of consequences.owners) {
    github.forget(owner);
    if (serves(owner.toLowerCase())) untilDone(tools, 'listing', () => listAgain(tools, owner));
  }
  for (const repository of consequences.configOf.filter(isServed)) {
    untilDone(tools, 'configuration', async () => {
      for (const each of await contexts.forget(repository)) {
        await enqueue({ kind: 'project', ...each });
      }
    });
  }
  if (consequences.renamed.length === 0) {
    for (const request of consequences.requests) await enqueue(request);
  }
  for (const owner of consequences.back) {
    if (serves(owner.toLowerCase())) untilDone(tools, 'sweep', () => resyncOwner(tools, owner));
  }
  // Only what is enqueued is as good as seen.
  await recent.note(consequences.recent, receivedAt);
}

/**
 * What a delivery asks for beside requests is asked of GitHub: no delivery comes twice, so it is tried
 * again, and nobody waits for it. What is not done by then is found by the hourly resync.
 */
function untilDone(
  tools: Pick<ControllerTools, 'log' | 'clock'>,
  what: string,
  work: () => Promise<void>,
  failures = 0,
): void {
  work().catch((err: unknown) => {
    const retryInMs = backoff(failures + 1);
    tools.log.warn({ err, failures: failures + 1, retryInMs }, `not done yet: ${what}`);
    if (failures + 1 === MOST_TRIES) return;
    const again = () => untilDone(tools, what, work, failures + 1);
    tools.clock.after(retryInMs, again);
  });
}

/** Some eight minutes. */
const MOST_TRIES = 9;

/** A delivery may come late: GitHub's word for the old name decides. */
async function rename(
  tools: ControllerTools,
  from: RepositoryName,
  to: RepositoryName,
  isServed: boolean,
): Promise<void> {
  if (await isStillThere(tools, from)) {
    for (const each of [from, to]) await tools.enqueue({ kind: 'sweep', isQuick: false, ...each });
  } else if (isServed) await followRename(tools, from, to);
  else await forgetRepository(tools, from);
}

async function renameOwner(
  tools: ControllerTools,
  from: string,
  to: string,
  serves: (owner: string) => boolean,
): Promise<void> {
  const known = await repositoriesOf(tools, from);
  const [first] = known;
  if (first !== undefined && (await isStillThere(tools, first))) {
    for (const each of known.flatMap((one) => [one, { ...one, owner: to }]))
      await tools.enqueue({ kind: 'sweep', isQuick: false, ...each });
    return;
  }
  await followOwnerRename(tools, from, to, serves);
}

/** Whether a repository has this name now: the one that we knew, or another. */
async function isStillThere({ github }: ControllerTools, name: RepositoryName): Promise<boolean> {
  github.forget(name.owner);
  const found = await github.access(name);
  return found !== null && sameRepository(found.repository, name);
}

/** Which of the repositories are public, and are there at all, may have changed. */
async function listAgain(tools: ControllerTools, owner: string): Promise<void> {
  const { clock, github, board, memory, resynced, enqueue } = tools;
  const begunAt = clock.now();
  const repositories = await github.repositories(owner);
  await board.noteListing(repositories, begunAt, owner);
  await noteListed(memory, repositories, owner);
  // One that was forgotten by a delivery that came late, or that nobody has seen yet.
  for (const each of repositories) {
    if ((await resynced.get(keyOf(each))) !== null) continue;
    await enqueue({ kind: 'sweep', isQuick: false, owner: each.owner, repo: each.repo });
  }
}

/** Nothing of theirs was delivered for a while. */
async function resyncOwner({ github, enqueue }: ControllerTools, name: string): Promise<void> {
  for (const { owner, repo } of await github.repositories(name)) {
    await enqueue({ kind: 'sweep', isQuick: false, owner, repo });
  }
}
