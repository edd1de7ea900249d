/** What a decision about an issue is made from: what was read, and what the process knows. */
import type { ClaimRules } from '../commands/command.js';
import { type Difficulty, HARDEST, hasLabel } from '../domain/difficulty.js';
import { type FreeTask, freeTasks } from '../domain/free-tasks.js';
import { type DraftPart, draftParts, type Person, type RepositoryName } from '../domain/task.js';
import { isPrivate, listOpenIssues } from '../github/read.js';
import type { RepositoryContext } from '../repository/context.js';
import { reservedIn } from './clock-index.js';
import type { IssueInput, IssueTools } from './input.js';
import { recordsIn } from './records.js';
import type { IssueSnapshot } from './snapshot.js';

export type IssueFacts = {
  readonly context: RepositoryContext;
  readonly snapshot: IssueSnapshot;
  /** Somebody labelled the issue just now, which allows a plan on it. */
  readonly consent: boolean;
  /** What a person holds elsewhere, as `#12` or `owner/repo#12`, and finished. */
  readonly recordOf: ClaimRules['recordOf'];
  /** Tasks of this repository that are reserved for somebody who is not assigned. */
  readonly reserved: ReadonlySet<number>;
  /** Free tasks of the newsletter's projects, for whoever just finished this one. */
  readonly nextTasks: readonly NextTask[];
  readonly notAssignable: readonly string[];
  /** People who were assigned already while this request is carried out. */
  readonly assignedNow: readonly Person[];
  /** ISO 8601. */
  readonly now: string;
};

/** A task that is free in one of the newsletter's projects. */
export type NextTask = FreeTask & RepositoryName;

export async function gatherFacts(
  request: IssueInput,
  tools: IssueTools,
  snapshot: IssueSnapshot,
): Promise<IssueFacts> {
  const { context, labelled, now } = request;
  const reserved = reservedIn(await tools.clocks.of(context.access.repository));
  return {
    context,
    snapshot,
    reserved,
    consent: hasLabel(labelled, context.config.taskLabel.label),
    nextTasks: await readNextTasks(context, tools, snapshot, reserved),
    notAssignable: [],
    assignedNow: [],
    now,
    recordOf: recordsIn(request, snapshot, new Map()),
  };
}

/** Read only where a task may just have been finished. */
async function readNextTasks(
  { access, config }: RepositoryContext,
  { clocks, neighbours }: IssueTools,
  { closedPulls, openTasks, issue }: IssueSnapshot,
  reserved: ReadonlySet<number>,
): Promise<readonly NextTask[]> {
  if (closedPulls === null) return [];
  const { repository } = access;
  const except = new Set([...reserved, issue.number]);
  const own = freeTasks(openTasks, config.difficulties, except);
  const others = (await neighbours()).map(async (neighbour) => {
    // Whoever reads this thread may not see what stands there.
    if (await isPrivate(neighbour.access)) return [];
    const { label } = neighbour.config.taskLabel;
    const tasks = await listOpenIssues(neighbour.access, label);
    const there = neighbour.access.repository;
    const reservedThere = reservedIn(await clocks.of(there));
    const free = freeTasks(tasks, neighbour.config.difficulties, reservedThere);
    return free.map((task) => ({ ...task, ...there }));
  });
  return [
    ...own.map((task) => ({ ...task, ...repository })),
    ...(await Promise.all(others)).flat(),
  ];
}

/** What the rules need to know of the issue itself. */
export type Task = {
  readonly isTask: boolean;
  readonly drafts: readonly DraftPart[];
  readonly claimDays: number;
};

/** @param makesTask a maintainer's command makes the issue a task, whatever its labels were */
export function describeTask(
  { context, snapshot }: IssueFacts,
  {
    difficulty,
    makesTask,
  }: { readonly difficulty: Difficulty | null; readonly makesTask: boolean },
): Task {
  const { config, isTracking } = context;
  const { issue } = snapshot;
  return {
    isTask:
      (makesTask || hasLabel(issue.labels, config.taskLabel.label)) && !isTracking(issue.number),
    drafts: draftParts(issue),
    // A task whose difficulty nobody set yet gets the longest time: the doubt is not the claimant's.
    claimDays: config.difficulties[difficulty ?? HARDEST].claimDays,
  };
}
