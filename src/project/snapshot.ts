/** A project as GitHub shows it now: its lists, its open tasks, and the issues that only a list names. */

import pMap from 'p-map';
import { markedComments, readState } from '../domain/marker.js';
import { closes } from '../domain/pull-request.js';
import { sameRepository } from '../domain/reference.js';
import type { Comment, Issue, IssueAddress } from '../domain/task.js';
import type { RepositoryAccess } from '../github/access.js';
import type { GitHubApp } from '../github/app.js';
import { listComments } from '../github/comments.js';
import { listClosedPulls } from '../github/pulls.js';
import { AT_ONCE, getIssue, listOpenIssues, listSubIssues, orNull } from '../github/read.js';
import type { RepositoryContext } from '../repository/context.js';
import { type Ledger, parseLedger } from './ledger.js';
import type { TaskLine } from './list/line.js';
import { type List, readLists } from './lists.js';

export type ProjectSnapshot = {
  /** The lines of all lists, in order. */
  readonly lines: readonly TaskLine[];
  readonly openTasks: readonly Issue[];
  /** Of the tracking issue: they count as lines without a heading. */
  readonly subIssues: readonly Issue[];
  /** Issues that an open line names and that are no open task: unlabelled, closed, or null: gone. */
  readonly named: ReadonlyMap<number, Issue | null>;
  /** Issues of ticked boxes, for those of which the ledger does not know that they are done. */
  readonly ticked: ReadonlyMap<number, Issue | null>;
  /** Lists that could be read, with the access that may write them, in order. */
  readonly lists: readonly List[];
  /** Lists that could not be read. */
  readonly missing: readonly IssueAddress[];
  /** Whether the tracking issue can be read; false also where none is configured. */
  readonly hasTracking: boolean;
  /** Our plans on the tracking issue, lowest id first. */
  readonly plans: readonly Comment[];
  readonly ledger: Ledger;
  /** The previous account's plan, where ours carries its ledger on. */
  readonly previousPlan: Comment | null;
};

export async function readProject(
  context: RepositoryContext,
  github: Pick<GitHubApp, 'access'>,
  knownClosed: ReadonlyMap<number, Issue> = new Map(),
  adopt: string | null = null,
): Promise<ProjectSnapshot> {
  const { access, botLogin, config, trackingNumber } = context;
  const [openTasks, subIssues, thread] = await Promise.all([
    listOpenIssues(access, config.taskLabel.label),
    trackingNumber === null ? [] : listSubIssues(access, trackingNumber),
    trackingNumber === null ? null : orNull(() => listComments(access, trackingNumber)),
  ]);
  const read = await readLists(context, thread ?? [], github);
  const lists = read.filter((list) => 'lines' in list);
  const lines = lists.flatMap((list) => list.lines);
  const plans = markedComments(thread ?? [], botLogin, PLAN);
  const { ledger, previousPlan } = ledgerIn(thread ?? [], plans[0], adopt);
  return {
    lines,
    lists,
    subIssues: subIssues.filter(({ isPullRequest }) => !isPullRequest),
    openTasks: openTasks.filter(({ isPullRequest }) => !isPullRequest),
    named: await readNamed(context, openNumbers(context, lines), openTasks, knownClosed),
    ticked: await readTicked(context, lines, openTasks, knownClosed, ledger),
    missing: read.filter((list) => !('lines' in list)).map(({ address }) => address),
    hasTracking: thread !== null,
    plans,
    ledger,
    previousPlan,
  };
}

const PLAN = { kind: 'project-plan', key: '' } as const;

/** Our plan's; or that of the previous account, as for a task (claims/previous-account.ts). */
function ledgerIn(
  thread: readonly Comment[],
  plan: Comment | undefined,
  adopt: string | null,
): Pick<ProjectSnapshot, 'ledger' | 'previousPlan'> {
  const own = parseLedger(plan && readState(plan.body, 'project-plan'));
  const [previousPlan = null] = adopt === null ? [] : markedComments(thread, adopt, PLAN);
  const state = previousPlan === null ? undefined : readState(previousPlan.body, 'project-plan');
  if (state === undefined) return { ledger: own, previousPlan: null };
  const theirs = parseLedger(state);
  const isNewer = plan === undefined || theirs.moves >= own.moves;
  const moves = Math.max(theirs.moves, own.moves) + 1;
  return { ledger: isNewer ? { ...theirs, moves } : own, previousPlan };
}

function openNumbers({ access }: RepositoryContext, lines: readonly TaskLine[]): readonly number[] {
  return lines
    .filter(({ ticked, struck }) => !ticked && !struck)
    .flatMap(({ reference }) =>
      reference !== null && sameRepository(reference, access.repository) ? [reference.number] : [],
    );
}

/** A list may have hundreds of old ticks: the others are read with the next requests. */
const MOST_TICKED = 20;

/** Only where boxes are ours to set: whether a ticked issue is done decides if its tick may go. */
function readTicked(
  context: RepositoryContext,
  lines: readonly TaskLine[],
  openTasks: readonly Issue[],
  knownClosed: ReadonlyMap<number, Issue>,
  { done }: Ledger,
): Promise<ReadonlyMap<number, Issue | null>> {
  const { access, active, project } = context;
  if (!active || project.tracking?.edit !== 'tick') return Promise.resolve(new Map());
  const numbers = lines
    .filter(({ ticked, struck, offset }) => ticked && !struck && offset !== null)
    .flatMap(({ reference }) =>
      reference !== null && sameRepository(reference, access.repository) ? [reference.number] : [],
    )
    .filter((number) => !done.includes(number));
  return readNamed(context, numbers.slice(0, MOST_TICKED), openTasks, knownClosed);
}

async function readNamed(
  { access }: RepositoryContext,
  named: readonly number[],
  openTasks: readonly Issue[],
  knownClosed: ReadonlyMap<number, Issue>,
): Promise<ReadonlyMap<number, Issue | null>> {
  const listed = new Set(openTasks.map(({ number }) => number));
  const numbers = named.filter((number) => !listed.has(number));
  const issues = await pMap(
    [...new Set(numbers)],
    async (number) => {
      const known = knownClosed.get(number);
      return [number, known ?? (await orNull(() => getIssue(access, number)))] as const;
    },
    { concurrency: AT_ONCE },
  );
  return new Map(await resolveBotClosings(access, issues));
}

/** A merge queue's closing finishes a task, a stale bot's does not: the pull requests tell. */
async function resolveBotClosings(
  access: RepositoryAccess,
  issues: readonly (readonly [number, Issue | null])[],
): Promise<readonly (readonly [number, Issue | null])[]> {
  if (!issues.some(([, issue]) => issue?.closedAs === 'by-bot')) return issues;
  const merged = (await listClosedPulls(access)).filter(({ isMerged }) => isMerged);
  return issues.map(([number, issue]) => {
    if (issue?.closedAs !== 'by-bot') return [number, issue] as const;
    const isDone = merged.some((pull) => closes(pull, access.repository, number));
    return [number, { ...issue, closedAs: isDone ? 'completed' : 'not-planned' }] as const;
  });
}
