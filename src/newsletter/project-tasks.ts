/** A project's tasks: those that an edition may print, and why one is left out. */
import { difficultyOf } from '../domain/difficulty.js';
import { issuesWorkedOn } from '../domain/pull-request.js';
import { issueName } from '../domain/reference.js';
import { draftParts, type Issue } from '../domain/task.js';
import { listOpenPulls } from '../github/pulls.js';
import type { TaskLine } from '../project/list/line.js';
import { readForeign } from '../project/lists.js';
import { readProject } from '../project/snapshot.js';
import type { RepositoryContext } from '../repository/context.js';
import type { DigestIssue, DigestNote } from './digest.js';
import type { ProjectWeek } from './sections/section.js';

export type ProjectTasks = {
  readonly lines: readonly TaskLine[];
  readonly issues: readonly DigestIssue[];
  readonly foreign: ReadonlyMap<string, DigestIssue>;
  /** Lists that could not be read, by their address. */
  readonly missingLists: readonly string[];
};

export async function collectTasks({ context, github }: ProjectWeek): Promise<ProjectTasks> {
  const [snapshot, openPulls] = await Promise.all([
    readProject(context, github),
    listOpenPulls(context.access),
  ]);
  const { lines, openTasks, subIssues, named, missing, ledger } = snapshot;
  const workedOn = issuesWorkedOn(openPulls, context.access.repository);
  const foreign = await readForeign(context, lines);
  const others = [...named.values()].filter((issue) => issue !== null);
  const known = new Set([...openTasks, ...others].map(({ number }) => number));
  const rest = subIssues.filter(({ number }) => !known.has(number));
  const issues = [...openTasks, ...others, ...rest].filter(
    ({ number }) => !context.isTracking(number),
  );
  return {
    lines,
    issues: issues.map((issue) =>
      toDigestIssue(issue, context, ledger.reserved.includes(issue.number), workedOn),
    ),
    foreign: new Map(
      [...foreign].map(([key, issue]) => [key, toDigestIssue(issue, context, false, new Set())]),
    ),
    missingLists: missing.map((list) =>
      list.commentId === null ? issueName(list) : `${issueName(list)} (comment ${list.commentId})`,
    ),
  };
}

function toDigestIssue(
  issue: Issue,
  { config }: RepositoryContext,
  held: boolean,
  workedOn: ReadonlySet<number>,
): DigestIssue {
  const { number, title, state, assignees, isPullRequest, createdAt, labels } = issue;
  return {
    ...{ number, title, state, assignees, isPullRequest, createdAt, labels, held },
    draft: draftParts(issue).length > 0,
    difficulty: difficultyOf(labels, config.difficulties),
    hasOpenPull: workedOn.has(number),
  };
}

export function sayNote(note: DigestNote): string {
  const name = issueName(note.issue);
  switch (note.kind) {
    case 'two-difficulties':
      return `${name} left out: the list names it under ${note.difficulties.join(' and ')}`;
    case 'no-difficulty':
      return `${name} left out: it has no difficulty`;
    case 'missing':
      return `${name} left out: it cannot be read`;
    case 'ticked':
      return `${name} left out: its line is ticked, though the issue is open and free`;
    case 'held':
      return `${name} left out: somebody is working on it`;
    case 'open-pull':
      return `${name} left out: an open pull request is for it`;
    case 'draft':
      return `${name} left out: its template is not filled in`;
    case 'closed':
      return `${name} left out: it is closed, though its line is not ticked`;
    case 'pull-request':
      return `${name} left out: it is a pull request`;
  }
}
