/**
 * The sweep of a repository, for what no delivery brought: commands that still wait, and the clocks
 * of held tasks. Lost deliveries cannot matter because of it.
 */

import { remindTime } from '../core/claim/clock.js';
import { parseCommands } from '../core/claim/commands.js';
import { parseState } from '../core/claim/state-text.js';
import { parseLedger } from '../core/comment/ledger.js';
import { markedComments, readState } from '../core/comment/marker.js';
import { originalText } from '../core/text/original.js';
import { listComments, listCommentsSince, listOpenIssues, orNull } from '../github/read.js';
import type { RepositoryContext } from '../github/repository-context.js';
import type { ClockIndex } from './clock-index.js';

/** Comments older than this are left to people, so nothing before it can wait. In milliseconds. */
const WAITING_MS = 3 * 24 * 60 * 60 * 1000;

/**
 * One request per 100 open tasks, one per 100 comments of the last three days, one for the
 * project's ledger; one more for each held task of which neither memory nor ledger knows the clock.
 *
 * @returns the issues that want a look, those with the oldest words first
 */
export async function sweepRepository(
  context: RepositoryContext,
  clocks: ClockIndex,
  now: number,
): Promise<readonly number[]> {
  const { access, botLogin, config, trackingNumber } = context;
  const since = new Date(now - WAITING_MS).toISOString();
  const [comments, tasks, thread] = await Promise.all([
    orNull(() => listCommentsSince(access, since)),
    listOpenIssues(access, config.taskLabel.label),
    trackingNumber === null ? null : orNull(() => listComments(access, trackingNumber)),
  ]);
  const [plan] = markedComments(thread ?? [], botLogin, { kind: 'project-plan', key: '' });
  const ledger = parseLedger(plan && readState(plan.body, 'project-plan'));
  const clocksHere = await clocks.of(access.repository);
  for (const { number, assignees, isPullRequest } of tasks) {
    const issue = { ...access.repository, number };
    if (isPullRequest || clocksHere.has(number)) continue;
    const isKept = ledger.kept.includes(number);
    const at = ledger.clocks.get(number);
    // A task that nobody holds has a clock only if the ledger says so: an offer, or a hold.
    // Who holds it unassigned is not in the ledger: a look finds out.
    if (at !== undefined || isKept)
      await clocks.setIfNew(issue, { at: at ?? now, isKept, holders: [] });
    else if (assignees.length > 0) {
      await clocks.setIfNew(issue, { at: await readClock(context, number), isKept, holders: [] });
    }
  }
  const waiting = (comments ?? []).filter(
    ({ author, body }) =>
      author !== null && !author.isBot && parseCommands(originalText(body)).length > 0,
  );
  return [...new Set(waiting.map(({ issueNumber }) => issueNumber))];
}

async function readClock(
  { access, botLogin, config }: RepositoryContext,
  number: number,
): Promise<number | null> {
  const comments = await orNull(() => listComments(access, number));
  const [plan] = markedComments(comments ?? [], botLogin, { kind: 'plan', key: '' });
  const state = plan === undefined ? null : parseState(readState(plan.body, 'plan'));
  const times = (state?.claims ?? []).flatMap(
    (claim) => remindTime(claim, config.claims.clock) ?? [],
  );
  return times.length === 0 ? null : Math.min(...times);
}
