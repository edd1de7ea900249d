/** Our onboarding issue in a repository, and whether its box is ticked. */

import { hasMarker } from '../domain/marker.js';
import type { RepositoryAccess } from '../github/access.js';
import { listFirstIssuesBy } from '../github/read.js';
import { WORKFLOW_LOGIN } from '../github/workflow.js';

export type OnboardingIssue = {
  readonly number: number;
  /** The box for bulk acts. GitHub lets only those with write access edit an issue of ours. */
  readonly isAccepted: boolean;
};

/** The box, which stands alone behind its marker. */
export const ACCEPT_BOX = /^- \[([ xX])\] .*<!-- newbie-tasks:accept -->\s*$/m;

/** We open no other issues, but for list lines. */
const LINE = /<!-- newbie-tasks:line /;

const MARKER = { kind: 'onboarding', key: '' } as const;

/** null: there is none. One request. */
export async function findOnboarding(
  access: RepositoryAccess,
  botLogin: string,
): Promise<OnboardingIssue | null> {
  const opened = await listFirstIssuesBy(access, botLogin);
  // Other workflows open issues as this account too: there only the marker tells which is ours.
  const isShared = botLogin === WORKFLOW_LOGIN;
  const ours = opened
    .filter(({ author, isPullRequest }) => author?.login === botLogin && !isPullRequest)
    .sort((a, b) => a.number - b.number)
    // Somebody may have replaced all of its text: one refusal is enough.
    .find(({ body }) => !LINE.test(body) && (!isShared || hasMarker(body, MARKER)));
  if (ours === undefined) return null;
  const box = ACCEPT_BOX.exec(ours.body)?.[1];
  return { number: ours.number, isAccepted: box === 'x' || box === 'X' };
}
