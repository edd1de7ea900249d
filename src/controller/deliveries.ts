/** What a delivery tells, carried out: what is known is forgotten or renamed, then looks are wanted. */

import { keyOf, sameRepository } from '../domain/reference.js';
import type { RepositoryName } from '../domain/task.js';
import { noteListed } from './owner-repositories.js';
import { forgetRepository, repositoriesOf, takeNewName, takeNewOwner } from './rename.js';
import { backoff } from './retry.js';
import type { LookTools } from './tools.js';
import type { Wanted } from './wanted.js';

/** @param serves whether an owner, in lower case, is one of ours */
export async function hear(
  tools: LookTools,
  wanted: Wanted,
  serves: (owner: string) => boolean,
): Promise<void> {
  const receivedAt = tools.clock.now();
  const { github, contexts, board, heard, want } = tools;
  const isServed = ({ owner }: RepositoryName) => serves(owner.toLowerCase());
  // First what must be seen no more, whatever fails of the rest.
  await board.hide(wanted.hidden.filter(isServed));
  for (const issue of wanted.gone.filter(isServed)) await board.forget(issue);
  for (const repository of wanted.left) await forgetRepository(tools, repository);
  for (const { from, to } of wanted.renamed) {
    untilDone(tools, 'rename', async () => {
      await rename(tools, from, to, isServed(to));
      // Only now what is configured for the old name holds for the new one.
      for (const key of wanted.looks) await want(key);
    });
  }
  for (const { from, to } of wanted.renamedOwners) {
    untilDone(tools, 'rename', () => renameOwner(tools, from, to, serves));
  }
  for (const owner of wanted.owners) {
    github.forget(owner);
    if (serves(owner.toLowerCase())) untilDone(tools, 'listing', () => listAgain(tools, owner));
  }
  for (const repository of wanted.configOf.filter(isServed)) {
    untilDone(tools, 'configuration', async () => {
      for (const each of await contexts.forget(repository)) {
        await want({ kind: 'project', ...each });
      }
    });
  }
  if (wanted.renamed.length === 0) for (const key of wanted.looks) await want(key);
  for (const owner of wanted.back) {
    if (serves(owner.toLowerCase())) untilDone(tools, 'sweep', () => sweepOwner(tools, owner));
  }
  // Only what is wanted is as good as seen.
  await heard.note(wanted.heard, receivedAt);
}

/**
 * What a delivery asks for beside looks is asked of GitHub: no delivery comes twice, so it is tried
 * again, and nobody waits for it. What is not done by then is found by the hourly sweep.
 */
function untilDone(
  tools: Pick<LookTools, 'log'>,
  what: string,
  work: () => Promise<void>,
  failures = 0,
): void {
  work().catch((err: unknown) => {
    const retryInMs = backoff(failures + 1);
    tools.log.warn({ err, failures: failures + 1, retryInMs }, `not done yet: ${what}`);
    if (failures + 1 === MOST_TRIES) return;
    const again = () => untilDone(tools, what, work, failures + 1);
    setTimeout(again, retryInMs).unref();
  });
}

/** Some eight minutes. */
const MOST_TRIES = 9;

/** A delivery may come late: GitHub's word for the old name decides. */
async function rename(
  tools: LookTools,
  from: RepositoryName,
  to: RepositoryName,
  isServed: boolean,
): Promise<void> {
  if (await isStillThere(tools, from)) {
    for (const each of [from, to]) await tools.want({ kind: 'sweep', isQuick: false, ...each });
  } else if (isServed) await takeNewName(tools, from, to);
  else await forgetRepository(tools, from);
}

async function renameOwner(
  tools: LookTools,
  from: string,
  to: string,
  serves: (owner: string) => boolean,
): Promise<void> {
  const known = await repositoriesOf(tools, from);
  const [first] = known;
  if (first !== undefined && (await isStillThere(tools, first))) {
    for (const each of known.flatMap((one) => [one, { ...one, owner: to }]))
      await tools.want({ kind: 'sweep', isQuick: false, ...each });
    return;
  }
  await takeNewOwner(tools, from, to, serves);
}

/** Whether a repository has this name now: the one that we knew, or another. */
async function isStillThere({ github }: LookTools, name: RepositoryName): Promise<boolean> {
  github.forget(name.owner);
  const found = await github.access(name);
  return found !== null && sameRepository(found.repository, name);
}

/** Which of the repositories are public, and are there at all, may have changed. */
async function listAgain(tools: LookTools, owner: string): Promise<void> {
  const { clock, github, board, memory, swept, want } = tools;
  const begunAt = clock.now();
  const repositories = await github.repositories(owner);
  await board.noteListing(repositories, begunAt, owner);
  await noteListed(memory, repositories, owner);
  // One that was forgotten by a delivery that came late, or that nobody has seen yet.
  for (const each of repositories) {
    if ((await swept.get(keyOf(each))) !== null) continue;
    await want({ kind: 'sweep', isQuick: false, owner: each.owner, repo: each.repo });
  }
}

/** Nothing was heard of theirs for a while. */
async function sweepOwner({ github, want }: LookTools, name: string): Promise<void> {
  for (const { owner, repo } of await github.repositories(name)) {
    await want({ kind: 'sweep', isQuick: false, owner, repo });
  }
}
