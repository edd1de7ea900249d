/** A resync of one repository: it enqueues the requests that no delivery brought. */
import { keyOf } from '../../domain/reference.js';
import type { RepositoryContext } from '../../repository/context.js';
import { findAll, findSince } from '../repository-changes.js';
import type { ResyncRequest } from '../request.js';
import { type ControllerTools, NOTHING_NEW } from '../tools.js';

export async function runResync(
  { clock, cursors, clocks, recent, board, resynced, enqueue }: ControllerTools,
  { owner, repo, isQuick }: ResyncRequest,
  context: RepositoryContext,
): Promise<readonly string[]> {
  const place = keyOf({ owner, repo });
  const since = await cursors.get(place);
  const now = clock.now();
  const { issues, labelled, news, cursor, hasTasks, tasks } =
    isQuick && since !== null
      ? await findSince(context, recent, since)
      : await findAll(context, clocks, recent, now, since);
  if (tasks !== null) {
    await board.noteTasks(context, tasks, now);
    await resynced.set(place, true);
  }
  const { label } = context.config.taskLabel;
  for (const number of issues) {
    const consent = labelled.includes(number) ? [label] : [];
    await enqueue({ kind: 'issue', owner, repo, number, ...NOTHING_NEW, labelled: consent });
  }
  if (!isQuick || issues.some(context.isTracking)) {
    await enqueue({ kind: 'project', owner, repo });
  }
  // Only what is enqueued is as good as seen.
  await recent.note(news, now);
  await (hasTasks ? cursors.set(place, cursor) : cursors.delete(place));
  return [];
}
