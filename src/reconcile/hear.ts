/** What a delivery tells, carried out: what is known is forgotten or renamed, then looks are wanted. */
import type { RepositoryName } from '../core/task.js';
import type { LookTools } from './look-tools.js';
import { noteListed } from './owner-repositories.js';
import { forgetRepository, takeNewName, takeNewOwner } from './rename.js';
import type { Wanted } from './wanted-looks.js';

/** @param serves whether an owner, in lower case, is one of ours */
export async function hear(
  tools: LookTools,
  wanted: Wanted,
  serves: (owner: string) => boolean,
): Promise<void> {
  const receivedAt = Date.now();
  const { contexts, board, heard, want } = tools;
  const isServed = ({ owner }: RepositoryName) => serves(owner.toLowerCase());
  for (const { from, to } of wanted.renamed) {
    await (isServed(to) ? takeNewName(tools, from, to) : forgetRepository(tools, from));
  }
  for (const { from, to } of wanted.renamedOwners) await takeNewOwner(tools, from, to);
  for (const owner of wanted.owners) listAgain(tools, owner, serves);
  for (const repository of wanted.configOf.filter(isServed)) {
    for (const each of await contexts.forget(repository)) await want({ kind: 'project', ...each });
  }
  await board.hide(wanted.hidden.filter(isServed));
  for (const issue of wanted.gone.filter(isServed)) await board.forget(issue);
  for (const repository of wanted.left) await forgetRepository(tools, repository);
  for (const key of wanted.looks) await want(key);
  for (const owner of wanted.back) await sweepOwner(tools, owner, serves);
  // Only what is wanted is as good as seen.
  await heard.note(wanted.heard, receivedAt);
}

/** Which of the repositories are public, and are there at all, may have changed. */
function listAgain(
  { github, board, memory, log }: LookTools,
  owner: string,
  serves: (owner: string) => boolean,
): void {
  github.forget(owner);
  if (!serves(owner.toLowerCase())) return;
  const begunAt = Date.now();
  github
    .repositories(owner)
    .then(async (repositories) => {
      await board.noteListing(repositories, begunAt, owner);
      await noteListed(memory, repositories, owner);
    })
    .catch((err: unknown) => log.warn({ err, owner }, 'not listed'));
}

/** Nothing was heard of theirs for a while. */
async function sweepOwner(
  { github, want }: LookTools,
  name: string,
  serves: (owner: string) => boolean,
): Promise<void> {
  if (!serves(name.toLowerCase())) return;
  for (const { owner, repo } of await github.repositories(name)) {
    await want({ kind: 'sweep', isQuick: false, owner, repo });
  }
}
