/** Looks of which onboarding is the subject: a new repository, and the box in its issue. */

import { checkAcceptance, lookAtOnboarding } from '../../onboarding/reconcile.js';
import type { RepositoryContext } from '../../repository/context.js';
import type { IssueKey, ProjectKey } from '../request.js';
import type { LookTools } from '../tools.js';

export async function takeOnboarding(
  { contexts, want }: LookTools,
  key: IssueKey,
  context: RepositoryContext,
): Promise<readonly string[]> {
  await contexts.forget(key);
  const now = await contexts.of(key);
  const onboarding = now?.onboarding ?? null;
  const written = await checkAcceptance({ ...context, onboarding }, key.editor);
  if (written.length > 0) await contexts.forget(key);
  else if (now?.active) await want({ kind: 'project', owner: key.owner, repo: key.repo });
  return written;
}

export async function takeNewcomer(
  { contexts, memory }: LookTools,
  key: ProjectKey,
  context: RepositoryContext,
): Promise<readonly string[]> {
  const isPrinted = () => contexts.isPrintedNow(context.access.repository);
  const written = await lookAtOnboarding(context, memory.map('onboarding'), isPrinted);
  if (written.length > 0) await contexts.forget(key);
  return written;
}
