import { accountOf } from './announce.js';
import { bodyOf } from './answer.js';
import { lookInside } from './backstage.js';
import { asIssue } from './issues.js';
import type { PastEvent, RepositoryRecord } from './records.js';
import type { Backstage } from './stage.js';
import { wholeSecond } from './whole-seconds.js';

type Json = Readonly<Record<string, unknown>>;

/** As GitHub lists them, without their issue. */
export async function eventsAs(
  stage: Backstage,
  { name }: RepositoryRecord,
  events: readonly PastEvent[],
): Promise<Json[]> {
  const accounts = new Map<string, Json>();
  for (const { by, assignee = by } of events) {
    for (const login of [by, assignee]) {
      if (!accounts.has(login)) accounts.set(login, await accountOf(stage, login));
    }
  }
  return events.map(({ id, event, by, at, label, assignee, rename, reason }) => ({
    id,
    node_id: `LE_${id}`,
    url: `${stage.records.url}/repos/${name}/issues/events/${id}`,
    actor: accounts.get(by),
    event,
    commit_id: null,
    commit_url: null,
    created_at: wholeSecond(at),
    ...(label ? { label } : {}),
    ...(assignee ? { assignee: accounts.get(assignee), assigner: accounts.get(by) } : {}),
    ...(rename ? { rename } : {}),
    ...(event === 'closed' ? { state_reason: reason === 'completed' ? null : reason } : {}),
    ...(event === 'locked' ? { lock_reason: null } : {}),
    performed_via_github_app: null,
  }));
}

/** In stored numbers. */
export async function issueAs(
  stage: Backstage,
  { name, pulls }: RepositoryRecord,
  stored: number,
): Promise<Json> {
  const kind = pulls.has(stored) ? 'pulls' : 'issues';
  const issue = bodyOf(await lookInside(stage, `/repos/${name}/${kind}/${stored}`));
  return kind === 'pulls' ? asIssue(issue) : issue;
}
