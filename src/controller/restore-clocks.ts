/** The clocks of held tasks, read back from the plans of a repository. */
import { remindTime } from '../claims/clock.js';
import { parseState } from '../claims/state-text.js';
import { markedComments, readState } from '../domain/marker.js';
import { listComments } from '../github/comments.js';
import { type ListedIssue, orNull } from '../github/read.js';
import { type ClockIndex, NO_CLOCK, type TaskClock, timesOfClaims } from '../issue/clock-index.js';
import { clockInLedger, parseLedger } from '../project/ledger.js';
import type { RepositoryContext } from '../repository/context.js';

/** After a start: what neither memory nor ledger knows is read from the task's own plan. */
export async function restoreClocks(
  context: RepositoryContext,
  clocks: ClockIndex,
  tasks: readonly ListedIssue[],
  thread: Awaited<ReturnType<typeof listComments>> | null,
  now: number,
): Promise<void> {
  const { access, botLogin } = context;
  const [plan] = markedComments(thread ?? [], botLogin, { kind: 'project-plan', key: '' });
  const ledger = parseLedger(plan && readState(plan.body, 'project-plan'));
  const clocksHere = await clocks.of(access.repository);
  for (const { number, assignees, isPullRequest } of tasks) {
    const issue = { ...access.repository, number };
    if (isPullRequest || clocksHere.has(number)) continue;
    const known = clockInLedger(ledger, number, now);
    // A ledger of an earlier version knows when to reconcile, but neither deadline nor review.
    const isWhole = known.due !== null || known.isInReview || assignees.length === 0;
    const isInLedger = ledger.clocks.has(number) && isWhole;
    // A task that nobody holds has a clock only if the ledger says so: an offer, or a hold.
    // Who holds it unassigned is not in the ledger: reconciling finds out.
    if (isInLedger || known.isReserved || known.isInReview) await clocks.setIfNew(issue, known);
    else if (assignees.length > 0) {
      await clocks.setIfNew(issue, await clockFromPlan(context, number));
    }
  }
}

async function clockFromPlan(
  { access, botLogin, config }: RepositoryContext,
  number: number,
): Promise<TaskClock> {
  const comments = await orNull(() => listComments(access, number));
  const [plan] = markedComments(comments ?? [], botLogin, { kind: 'plan', key: '' });
  const state = plan === undefined ? null : parseState(readState(plan.body, 'plan'));
  const claims = state?.claims ?? [];
  const times = claims.flatMap((claim) => remindTime(claim, config.claims.clock) ?? []);
  const at = times.length === 0 ? null : Math.min(...times);
  return { ...NO_CLOCK, at, ...timesOfClaims(claims) };
}
