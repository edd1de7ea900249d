/** What the figures are counted from: a repository's tasks of all times, in few listings. */

import type { TaskState } from '../../claims/state.js';
import { parseState } from '../../claims/state-text.js';
import { hasMarker, readState } from '../../domain/marker.js';
import { linkedIssues } from '../../domain/pull-request.js';
import type { Author, Issue } from '../../domain/task.js';
import type { RepositoryAccess } from '../../github/access.js';
import { listCommentsWhere, type NumberedComment } from '../../github/comments.js';
import { listPullsSince } from '../../github/pulls.js';
import { listAllIssues } from '../../github/read.js';
import type { RepositoryContext } from '../../repository/context.js';
import type { NamingPull } from './count.js';

export type StatsSnapshot = {
  /** Open and closed, oldest first; pull requests and the tracking issue are none. */
  readonly tasks: readonly Issue[];
  /** What each task's plan remembers, by number; a task without a plan that can be read is missing. */
  readonly states: ReadonlyMap<number, TaskState>;
  /** By the number of the task that they name: none from before the first claim that stands. */
  readonly pulls: ReadonlyMap<number, readonly NamingPull[]>;
};

/**
 * One request per 100 issues that carry the task label; where there are any, one per 100 comments
 * of the repository; where somebody holds or held one to its end, one per 100 pull requests since.
 */
export async function readStats(
  context: Pick<RepositoryContext, 'access' | 'botLogin' | 'config' | 'isTracking'>,
): Promise<StatsSnapshot> {
  const { access, botLogin, config } = context;
  const issues = await listAllIssues(access, config.taskLabel.label);
  const tasks = issues.filter(
    ({ number, isPullRequest }) => !isPullRequest && !context.isTracking(number),
  );
  if (tasks.length === 0) return { tasks, states: new Map(), pulls: new Map() };
  const numbers = new Set(tasks.map(({ number }) => number));
  const plans = await listCommentsWhere(
    access,
    ({ author, body }) => isOurs(author, botLogin) && isPlan(body),
  );
  const states = statesOf(plans, numbers);
  const starts = [...states.values()].flatMap(({ claims }) =>
    claims.map(({ since }) => Date.parse(since)),
  );
  return { tasks, states, pulls: await listNamingPulls(access, starts, numbers) };
}

/**
 * A reader with a token does not know which account is ours: any App's counts for them, and never
 * a person's.
 */
function isOurs(author: Author | null, botLogin: string): boolean {
  if (author === null) return false;
  return botLogin === '' ? author.isBot : author.login === botLogin;
}

function isPlan(body: string): boolean {
  return hasMarker(body, { kind: 'plan', key: '' });
}

/** Of two plans on one issue the older counts, as everywhere. */
function statesOf(
  plans: readonly NumberedComment[],
  numbers: ReadonlySet<number>,
): ReadonlyMap<number, TaskState> {
  const newestFirst = plans
    .filter(({ issueNumber }) => numbers.has(issueNumber))
    .toSorted((a, b) => b.id - a.id);
  const oldest = new Map(newestFirst.map(({ issueNumber, body }) => [issueNumber, body]));
  const states = [...oldest].flatMap(([number, body]) => {
    const state = parseState(readState(body, 'plan'));
    return state === null ? [] : [[number, state] as const];
  });
  return new Map(states);
}

/** @param starts when the claims began, in milliseconds since the epoch; none: nothing is read */
async function listNamingPulls(
  access: RepositoryAccess,
  starts: readonly number[],
  numbers: ReadonlySet<number>,
): Promise<ReadonlyMap<number, readonly NamingPull[]>> {
  if (starts.length === 0) return new Map();
  // GitHub's times have whole seconds: one of the same second may have come after the claim.
  const first = Math.floor(Math.min(...starts) / 1000) * 1000;
  const named = await listPullsSince(access, first, (pulls) =>
    pulls.flatMap(({ title, body, author, createdAt }) => {
      if (author === null) return [];
      return linkedIssues(`${title}\n${body}`, access.repository)
        .filter((number) => numbers.has(number))
        .map((number) => ({ number, pull: { author, createdAt } }));
    }),
  );
  const byTask = new Map<number, NamingPull[]>();
  for (const { number, pull } of named) {
    byTask.set(number, [...(byTask.get(number) ?? []), pull]);
  }
  return byTask;
}
