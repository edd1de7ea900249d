/** A sweep of one repository, taken out of the queue: it wants the looks that are missing. */
import { keyOf } from '../../domain/reference.js';
import type { RepositoryContext } from '../../repository/context.js';
import { sweepAll, sweepSince } from '../repository-changes.js';
import type { ResyncRequest } from '../request.js';
import { type ControllerTools, NOTHING_NEW } from '../tools.js';

export async function runResync(
  { clock, cursors, clocks, recent, board, swept, enqueue }: ControllerTools,
  { owner, repo, isQuick }: ResyncRequest,
  context: RepositoryContext,
): Promise<readonly string[]> {
  const place = keyOf({ owner, repo });
  const since = await cursors.get(place);
  const now = clock.now();
  const { issues, labelled, news, cursor, hasTasks, tasks } =
    isQuick && since !== null
      ? await sweepSince(context, recent, since)
      : await sweepAll(context, clocks, recent, now, since);
  if (tasks !== null) {
    await board.noteTasks(context, tasks, now);
    await swept.set(place, true);
  }
  const { label } = context.config.taskLabel;
  for (const number of issues) {
    const consent = labelled.includes(number) ? [label] : [];
    await enqueue({ kind: 'issue', owner, repo, number, ...NOTHING_NEW, labelled: consent });
  }
  if (!isQuick || issues.some(context.isTracking)) {
    await enqueue({ kind: 'project', owner, repo });
  }
  // Only what is wanted is as good as seen.
  await recent.note(news, now);
  await (hasTasks ? cursors.set(place, cursor) : cursors.delete(place));
  return [];
}
