/** A look at an active project, taken out of the queue. */
import type { StillOurs } from '../../engine/queue.js';
import { labelNames } from '../../project/label-definitions.js';
import { applyProject, closedIssues, previewProject } from '../../project/reconcile.js';
import type { RepositoryContext } from '../../repository/context.js';
import type { ProjectRequest } from '../request.js';
import { type ControllerTools, guarded, NOTHING_NEW } from '../tools.js';

export async function runProject(
  tools: ControllerTools,
  key: ProjectRequest,
  context: RepositoryContext,
  stillOurs: StillOurs,
): Promise<readonly string[]> {
  const { clock, github, contexts, memory, clocks, board, enqueue } = tools;
  const previous = await contexts.previous(key);
  const formerly = previous === null ? null : labelNames(previous);
  const now = clock.now();
  const planned = await previewProject({
    context,
    github: {
      access: async (other) => {
        const access = await github.access(other);
        return access === null ? null : guarded(access, stillOurs);
      },
    },
    formerly,
    clocks: await clocks.of(key),
    closed: closedIssues(memory, key),
  });
  // What was read is known, whatever becomes of the writes.
  await board.notePlan(context, planned, now);
  const { owner, repo } = key;
  for (const [number, clock] of planned.decision.clocks) {
    await clocks.setIfNew({ owner, repo, number }, clock);
  }
  const written = await applyProject(context, planned);
  for (const number of planned.decision.relabelled) {
    const labelled = [context.config.taskLabel.label];
    await enqueue({ ...key, kind: 'issue', number, ...NOTHING_NEW, labelled });
  }
  return written;
}
