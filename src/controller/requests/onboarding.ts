/** Requests about onboarding: a new repository, and the box in its issue. */

import { checkAcceptance, reconcileOnboarding } from '../../onboarding/reconcile.js';
import type { RepositoryContext } from '../../repository/context.js';
import type { IssueRequest, ProjectRequest } from '../request.js';
import type { ControllerTools } from '../tools.js';

export async function runOnboarding(
  { contexts, enqueue }: ControllerTools,
  request: IssueRequest,
  context: RepositoryContext,
): Promise<readonly string[]> {
  const { owner, repo } = request;
  await contexts.forget(request);
  const now = await contexts.of(request);
  const onboarding = now?.onboarding ?? null;
  const written = await checkAcceptance({ ...context, onboarding }, request.editor);
  if (written.length > 0) await contexts.forget(request);
  else if (now?.active) await enqueue({ kind: 'project', owner, repo });
  return written;
}

export async function runNewcomer(
  { contexts, memory }: ControllerTools,
  request: ProjectRequest,
  context: RepositoryContext,
): Promise<readonly string[]> {
  const isPrinted = () => contexts.isPrintedNow(context.access.repository);
  const written = await reconcileOnboarding(context, memory.map('onboarding'), isPrinted);
  if (written.length > 0) await contexts.forget(request);
  return written;
}
