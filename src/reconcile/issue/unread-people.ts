/** Since when people could not be read on an issue: a look forgets, and the next one has to know. */
import { type IssueName, issueKey } from '../../core/reference.js';
import type { Memory } from '../../engine/engine.js';

/** Longer than the longest pause between two tries. In milliseconds. */
const REMEMBERED_MS = 3_600_000;

/**
 * @param ids those who cannot be read now; who is not among them is forgotten
 * @param now in milliseconds since the epoch
 * @returns for how long each could not be read, in milliseconds
 */
export async function unreadFor(
  memory: Memory,
  issue: IssueName,
  ids: readonly number[],
  now: number,
): Promise<ReadonlyMap<number, number>> {
  const since = memory.map<number>(`unread people ${issueKey(issue)}`, REMEMBERED_MS);
  const known = await since.all();
  for (const id of known.keys()) if (!ids.includes(Number(id))) await since.delete(id);
  for (const id of ids) await since.setIfNew(String(id), now);
  return new Map(ids.map((id) => [id, now - (known.get(String(id)) ?? now)]));
}
