/**
 * In which of an owner's repositories somebody may hold a task. Most have none: only those
 * are asked in which a resync found tasks, in which one was reconciled, or that still wait for one.
 */

import { keyOf, sameRepository } from '../domain/reference.js';
import type { RepositoryName } from '../domain/task.js';
import type { Memory } from '../engine/engine.js';
import type { RepositoryAccess } from '../github/access.js';
import type { ControllerTools } from './tools.js';

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

/** Until the next listing. */
export async function listedUnder(
  memory: Memory,
  from: RepositoryName,
  to: RepositoryName,
): Promise<void> {
  for (const owner of new Set([from.owner.toLowerCase(), to.owner.toLowerCase()])) {
    const known = (await listed(memory).get(owner)) ?? [];
    const others = known.filter((each) => !sameRepository(each, from) && !sameRepository(each, to));
    const isTo = owner === to.owner.toLowerCase();
    if (known.length > 0) await listed(memory).set(owner, isTo ? [...others, to] : others);
  }
}

export async function othersWithTasks(
  { github, memory, cursors, clocks, resynced }: ControllerTools,
  here: RepositoryName,
): Promise<readonly RepositoryAccess[]> {
  const owner = here.owner.toLowerCase();
  let all = await listed(memory).get(owner);
  if (all === null) {
    all = await github.repositories(owner);
    await noteListed(memory, all, owner);
  }
  const withClocks = new Set(await clocks.repositories());
  const known = new Set(all.map(keyOf));
  const sinceThen = [...withClocks].flatMap((key) => {
    const [of = '', repo = ''] = key.split('/');
    return of === owner && !known.has(key) ? [{ owner: of, repo }] : [];
  });
  const others = new Map<string, RepositoryAccess>();
  for (const one of [...all, ...sinceThen].filter((each) => !sameRepository(each, here))) {
    const mayHaveTasks =
      withClocks.has(keyOf(one)) ||
      (await cursors.get(keyOf(one))) !== null ||
      (await resynced.get(keyOf(one))) === null;
    const access = mayHaveTasks ? await github.access(one) : null;
    // Two names may be one repository.
    if (access !== null && !sameRepository(access.repository, here)) {
      others.set(keyOf(access.repository), access);
    }
  }
  return [...others.values()];
}
