/** A request about an active project. */
import type { StillOurs } from '../../engine/queue.js';
import { labelNames } from '../../project/label-definitions.js';
import { applyProject, closedIssues, previewProject } from '../../project/reconcile.js';
import type { RepositoryContext } from '../../repository/context.js';
import type { ProjectRequest } from '../request.js';
import { type ControllerTools, guarded, NOTHING_NEW } from '../tools.js';

export async function runProject(
  tools: ControllerTools,
  request: ProjectRequest,
  context: RepositoryContext,
  stillOurs: StillOurs,
): Promise<readonly string[]> {
  const { clock, github, contexts, memory, clocks, board, enqueue } = tools;
  const previous = await contexts.previous(request);
  const formerly = previous === null ? null : labelNames(previous);
  const now = clock.now();
  const preview = await previewProject({
    context,
    github: {
      access: async (other) => {
        const access = await github.access(other);
        return access === null ? null : guarded(access, stillOurs);
      },
    },
    formerly,
    clocks: await clocks.of(request),
    closed: closedIssues(memory, request),
  });
  // What was read is known, whatever becomes of the writes.
  await board.notePreview(context, preview, now);
  const { owner, repo } = request;
  for (const [number, clock] of preview.decision.clocks) {
    await clocks.setIfNew({ owner, repo, number }, clock);
  }
  const written = await applyProject(context, preview);
  for (const number of preview.decision.relabelled) {
    const labelled = [context.config.taskLabel.label];
    await enqueue({ ...request, kind: 'issue', number, ...NOTHING_NEW, labelled });
  }
  return written;
}
