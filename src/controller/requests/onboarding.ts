/** Looks of which onboarding is the subject: a new repository, and the box in its issue. */

import { checkAcceptance, reconcileOnboarding } from '../../onboarding/reconcile.js';
import type { RepositoryContext } from '../../repository/context.js';
import type { IssueRequest, ProjectRequest } from '../request.js';
import type { ControllerTools } from '../tools.js';

export async function runOnboarding(
  { contexts, enqueue }: ControllerTools,
  key: IssueRequest,
  context: RepositoryContext,
): Promise<readonly string[]> {
  await contexts.forget(key);
  const now = await contexts.of(key);
  const onboarding = now?.onboarding ?? null;
  const written = await checkAcceptance({ ...context, onboarding }, key.editor);
  if (written.length > 0) await contexts.forget(key);
  else if (now?.active) await enqueue({ kind: 'project', owner: key.owner, repo: key.repo });
  return written;
}

export async function runNewcomer(
  { contexts, memory }: ControllerTools,
  key: ProjectRequest,
  context: RepositoryContext,
): Promise<readonly string[]> {
  const isPrinted = () => contexts.isPrintedNow(context.access.repository);
  const written = await reconcileOnboarding(context, memory.map('onboarding'), isPrinted);
  if (written.length > 0) await contexts.forget(key);
  return written;
}
