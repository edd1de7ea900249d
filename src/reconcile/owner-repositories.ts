/**
 * In which of an owner's repositories somebody may hold a task. Most have none: only those that a
 * sweep found with tasks, that a look saw one in, or that no sweep has come to yet are asked.
 */
import { keyOf, sameRepository } from '../core/reference.js';
import type { RepositoryName } from '../core/task.js';
import type { Memory } from '../engine/engine.js';
import type { RepositoryAccess } from '../github/app.js';
import type { LookTools } from './look-tools.js';

/** The repositories of each owner, as they were last listed. */
function listed(memory: Memory) {
  return memory.map<readonly RepositoryName[]>('listed repositories');
}

/** @param owner whose repositories were listed; null: everybody's */
export async function noteListed(
  memory: Memory,
  repositories: readonly RepositoryName[],
  owner: string | null,
): Promise<void> {
  const owners = new Set(repositories.map((each) => each.owner.toLowerCase()));
  if (owner !== null) owners.add(owner.toLowerCase());
  for (const one of owners) {
    const theirs = repositories.filter((each) => each.owner.toLowerCase() === one);
    const names = theirs.map((each) => ({ owner: each.owner, repo: each.repo }));
    await listed(memory).set(one, names);
  }
}

export async function othersWithTasks(
  { github, memory, cursors, clocks, swept }: LookTools,
  here: RepositoryName,
): Promise<readonly RepositoryAccess[]> {
  const owner = here.owner.toLowerCase();
  let all = await listed(memory).get(owner);
  if (all === null) {
    all = await github.repositories(owner);
    await noteListed(memory, all, owner);
  }
  const looked = new Set(await clocks.repositories());
  const others: RepositoryAccess[] = [];
  for (const one of all.filter((each) => !sameRepository(each, here))) {
    const mayHaveTasks =
      looked.has(keyOf(one)) ||
      (await cursors.get(keyOf(one))) !== null ||
      (await swept.get(keyOf(one))) === null;
    const access = mayHaveTasks ? await github.access(one) : null;
    if (access !== null) others.push(access);
  }
  return others;
}
