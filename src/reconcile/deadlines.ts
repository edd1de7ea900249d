/** A look at the deadlines of a repository: which held tasks want a look, and when. */

import { remindTime } from '../core/claim/clock.js';
import { parseState } from '../core/claim/state.js';
import { markedComments, readState } from '../core/comment/marker.js';
import { listComments, listOpenIssues, orNull } from '../github/read.js';
import type { RepositoryContext } from '../github/repository-context.js';
import type { ClockIndex } from './clock-index.js';

/**
 * One request per 100 open tasks and one for the project's ledger; one more for each held task of
 * which neither memory nor ledger knows the clock.
 */
export async function lookAtDeadlines(
  context: RepositoryContext,
  clocks: ClockIndex,
): Promise<void> {
  const { access, botLogin, config, trackingNumber } = context;
  const [tasks, thread] = await Promise.all([
    listOpenIssues(access, config.taskLabel.label),
    trackingNumber === null ? null : orNull(() => listComments(access, trackingNumber)),
  ]);
  const [plan] = markedComments(thread ?? [], botLogin, { kind: 'project-plan', key: '' });
  const ledger = plan === undefined ? {} : readClocks(readState(plan.body, 'project-plan'));
  for (const { number, assignees, isPullRequest } of tasks) {
    const issue = { ...access.repository, number };
    if (isPullRequest || assignees.length === 0 || clocks.knows(issue)) continue;
    const known = ledger[number];
    clocks.set(issue, known ?? (await readClock(context, number)));
  }
}

async function readClock(
  { access, botLogin, config }: RepositoryContext,
  number: number,
): Promise<number | null> {
  const comments = await orNull(() => listComments(access, number));
  const [plan] = markedComments(comments ?? [], botLogin, { kind: 'plan', key: '' });
  const state = plan === undefined ? null : parseState(readState(plan.body, 'plan'));
  const dues = (state?.claims ?? []).flatMap(({ due }) => (due === null ? [] : [due]));
  return dues.length === 0
    ? null
    : Math.min(...dues.map((due) => remindTime(due, config.claims.clock)));
}

function readClocks(state: unknown): Readonly<Record<string, number>> {
  if (typeof state !== 'object' || state === null || !('clocks' in state)) return {};
  const { clocks } = state;
  if (typeof clocks !== 'object' || clocks === null) return {};
  return Object.fromEntries(
    Object.entries(clocks).filter(([number, at]) => /^\d+$/.test(number) && Number.isFinite(at)),
  );
}
