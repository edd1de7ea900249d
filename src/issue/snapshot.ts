/** An issue as GitHub shows it now, read in two requests for an open task, more only where needed. */

import { remindTime } from '../claims/clock.js';
import { isByPrevious, takeOver, withPrevious } from '../claims/previous-account.js';
import { NO_STATE, type TaskState } from '../claims/state.js';
import { parseState } from '../claims/state-text.js';
import { COMMANDS_COUNT_FOR_MS, openCommands } from '../commands/open-commands.js';
import {
  difficultiesOf,
  difficultyLabels,
  hasLabel,
  type LabelEvent,
} from '../domain/difficulty.js';
import { markedComments, readState } from '../domain/marker.js';
import { includes } from '../domain/person.js';
import type { Pull } from '../domain/pull-request.js';
import type { Comment, Issue } from '../domain/task.js';
import { listComments } from '../github/comments.js';
import { listLabelEvents } from '../github/labels.js';
import { listClosedPulls, listOpenPulls } from '../github/pulls.js';
import { getIssue, listOpenIssues } from '../github/read.js';
import type { RepositoryContext } from '../repository/context.js';
import { type Claimants, type PeopleSource, readClaimants } from './claimants.js';
import type { IssueInput } from './input.js';

export type IssueSnapshot = Claimants & {
  readonly issue: Issue;
  /** Those of a previous account of ours are read as ours. */
  readonly comments: readonly Comment[];
  /** Comments of a previous account of ours, by id: we do not edit or delete them. */
  readonly previousComments: ReadonlySet<number>;
  /** The previous account's plan, where ours carries its state on. */
  readonly previousPlan: Comment | null;
  /** All open issues of the repository that carry the task label. */
  readonly openTasks: readonly Issue[];
  /** Our plans in the thread, lowest id first; more than one is an accident to repair. */
  readonly plans: readonly Comment[];
  /** null: there is no plan, or its state is damaged. */
  readonly state: TaskState | null;
  /** What was written at or before this instant was never for us, ISO 8601. */
  readonly after: string;
  /** Read only where difficulty labels contradict each other; null: not needed. */
  readonly labelEvents: readonly LabelEvent[] | null;
  /** Read only where a clock may have to act; null: not needed. */
  readonly openPulls: readonly Pull[] | null;
  /** Read only where a closed task has no ending yet; null: not needed. */
  readonly closedPulls: readonly Pull[] | null;
};

/** What a caller has read already, of many issues at once. */
export type AlreadyRead = {
  /** The open issues with the task label. */
  readonly openTasks: readonly Issue[];
  /** The issue's thread; null: not read. */
  readonly comments: readonly Comment[] | null;
};

/** null: a pull request, which is never a task. Fails as missing where the issue is gone. */
export async function readIssue(
  { context, number, now, wantsPulls, labelsAfter, adopt }: IssueInput,
  people: PeopleSource,
  already: AlreadyRead | null = null,
): Promise<IssueSnapshot | null> {
  const { access, config, botLogin } = context;
  const [listing, thread] = await Promise.all([
    already?.openTasks ?? listOpenIssues(access, config.taskLabel.label),
    already?.comments ?? listComments(access, number),
  ]);
  const openTasks = listing.filter(
    (each) => !each.isPullRequest && !context.isTracking(each.number),
  );
  const plans = markedComments(thread, botLogin, { kind: 'plan', key: '' });
  const own = plans[0] === undefined ? null : parseState(readState(plans[0].body, 'plan'));
  const { state, plan: previousPlan } = takeOver(thread, adopt ?? null, own);
  const previous = state?.previous ?? null;
  const previousComments = new Set(
    thread.filter((each) => isByPrevious(each, previous)).map(({ id }) => id),
  );
  const comments = withPrevious(thread, botLogin, previous);
  // The listing leaves out what is closed or unlabelled and lags behind writes: where it does not
  // agree with the plan, the issue itself is asked.
  const listed = openTasks.find((each) => each.number === number);
  const isSure = listed !== undefined && (state === null || agrees(listed, state));
  const issue = isSure ? listed : await getIssue(access, number);
  if (issue.isPullRequest) return null;

  const after = earliestFor(access.installedAt, now);
  const open = openCommands({ comments, botLogin, after }, state ?? NO_STATE);
  const unsettled = isUnsettled({ issue, state }, config);
  const isOpen = issue.state === 'open';
  const isDue = (state?.claims ?? []).some(
    (claim) =>
      Date.parse(now) >= (remindTime(claim, config.claims.clock) ?? Number.POSITIVE_INFINITY),
  );
  const isUnthanked = state !== null && (state.ended === null || state.ended.pull === null);
  const lacksEnding = !isOpen && isUnthanked && (state?.ended == null || wantsPulls);
  const [labelEvents, claimants, openPulls, closedPulls] = await Promise.all([
    unsettled ? listLabelEvents(access, number) : null,
    readClaimants(context, open, people),
    isOpen && (isDue || wantsPulls) ? listOpenPulls(access) : null,
    lacksEnding ? listClosedPulls(access) : null,
  ]);
  // Nobody is reminded or released while a word of theirs may wait to be read.
  const isWaiting = claimants.unread !== null;
  const read = { labelEvents, openPulls: isWaiting ? null : openPulls, closedPulls };
  const shown = labelsAfter ? { ...issue, labels: labelsAfter(issue.labels) } : issue;
  const found = {
    issue: shown,
    comments,
    previousComments,
    previousPlan,
    openTasks,
    plans,
    state,
    after,
  };
  return { ...found, ...claimants, ...read };
}

function earliestFor(installedAt: string, now: string): string {
  const earliest = Date.parse(now) - COMMANDS_COUNT_FOR_MS;
  return new Date(Math.max(earliest, Date.parse(installedAt))).toISOString();
}

function agrees({ assignees }: Issue, { claims }: TaskState): boolean {
  const assigned = claims.filter((claim) => claim.assigned);
  return (
    assignees.length === assigned.length && assignees.every((person) => includes(assigned, person))
  );
}

function isUnsettled(
  { issue, state }: Pick<IssueSnapshot, 'issue' | 'state'>,
  config: RepositoryContext['config'],
): boolean {
  if (!hasLabel(issue.labels, config.taskLabel.label)) return false;
  if (difficultiesOf(issue.labels, config.difficulties).length < 2) return false;
  const named = difficultyLabels(issue.labels, config.difficulties);
  return !sameLabels(named, state?.settled?.labels ?? []);
}

function sameLabels(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((label) => hasLabel(b, label));
}
