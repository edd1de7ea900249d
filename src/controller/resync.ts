/**
 * Asking for everything again: what no delivery brought is found, so that a lost one cannot matter.
 * What a repository's own request does is in requests/resync.ts.
 */
import { randomUUID } from 'node:crypto';
import { repositoryOfKey } from '../domain/reference.js';
import { forgetUnlisted } from './known-repositories.js';
import { noteListed } from './owner-repositories.js';
import type { ControllerTools } from './tools.js';

export type Resync = {
  /** In every repository; behind all that waits already. */
  readonly all: () => Promise<void>;
  /**
   * What changed since, in repositories with tasks.
   * @param everyMs how often this is asked: what another replica did just now is not done again
   * @returns how many there are
   */
  readonly changes: (everyMs: number) => Promise<number>;
};

/** @param owners accounts to serve, in lower case; null: all */
export function createResync(tools: ControllerTools, owners: readonly string[] | null): Resync {
  const { clock, github, memory, board, cursors, log, enqueue } = tools;
  const runs = memory.map<{ at: number; by: string }>('sweeps');
  const replica = randomUUID();
  const serves = (owner: string) => owners === null || owners.includes(owner);

  async function all(): Promise<void> {
    const begunAt = clock.now();
    const unlisted = new Set<string>();
    const repositories = await github.repositories(undefined, (owner, err) => {
      unlisted.add(owner.toLowerCase());
      log.warn({ err, owner }, 'its repositories cannot be listed: what is known of them stays');
    });
    await board.noteListing(repositories, begunAt, null, unlisted);
    await noteListed(memory, repositories, null);
    const isListed = (owner: string) => serves(owner) && !unlisted.has(owner.toLowerCase());
    await forgetUnlisted(tools, repositories, isListed);
    const installed = new Set(repositories.map(({ owner }) => owner.toLowerCase()));
    for (const owner of unlisted) installed.add(owner);
    const missing = (owners ?? []).filter((owner) => !installed.has(owner));
    if (missing.length > 0) log.warn({ missing }, 'OWNERS names accounts without the App');
    for (const { owner, repo } of repositories) {
      await enqueue({ kind: 'sweep', isQuick: false, owner, repo });
    }
  }

  async function changes(everyMs: number): Promise<number> {
    const places = [...(await cursors.all()).keys()];
    const now = clock.now();
    const last = await runs.get('quick');
    const isDone = last !== null && last.by !== replica && now - last.at < everyMs / 2;
    if (isDone) return places.length;
    await runs.set('quick', { at: now, by: replica });
    for (const place of places) {
      await enqueue({ kind: 'sweep', isQuick: true, ...repositoryOfKey(place) });
    }
    return places.length;
  }

  return { all, changes };
}
