/**
 * What a resync of a repository finds that no delivery brought: changes, commands that wait, and
 * the clocks of held tasks. Lost deliveries cannot matter because of it.
 */

import { COMMANDS_COUNT_FOR_MS } from '../commands/open-commands.js';
import { parseCommands } from '../commands/parse.js';
import { DONE_SHOWN_MS } from '../domain/board.js';
import { hasLabel } from '../domain/difficulty.js';
import { originalText } from '../domain/markdown/original.js';
import type { Issue } from '../domain/task.js';
import { MINUTE_MS } from '../domain/time.js';
import { listComments, listCommentsSince, type NumberedComment } from '../github/comments.js';
import { listLabelChanges } from '../github/labels.js';
import { type ListedIssue, listLabelledIssues, listOpenIssues, orNull } from '../github/read.js';
import type { ClockIndex } from '../issue/clock-index.js';
import type { RepositoryContext } from '../repository/context.js';
import type { Recent, RecentIndex } from './recent.js';
import { restoreClocks } from './restore-clocks.js';

export type Changes = {
  /** The issues to reconcile, those with the oldest words first. */
  readonly issues: readonly number[];
  /** Those that got the task label: somebody allowed us to act on them. */
  readonly labelled: readonly number[];
  /** What was found, to be noted as recent once the requests are enqueued. */
  readonly news: readonly Recent[];
  /** Up to where all is known, ISO 8601 by GitHub's clock. */
  readonly cursor: string;
  /** Whether there is anything here for a quick resync to follow. */
  readonly hasTasks: boolean;
  /** null: they were not read. */
  readonly tasks: TasksFound | null;
};

/** What a whole resync sees of tasks. */
export type TasksFound = {
  readonly open: readonly Issue[];
  /** Those that were done lately. */
  readonly done: readonly Issue[];
};

/**
 * Everything: one request per 100 open tasks, one per 100 comments of the last three days, one for
 * closed tasks, lost labels and the project's ledger each; one more for each held task of which
 * neither memory nor ledger knows the clock.
 * @param cursor of the last resync; null: nothing is known, not even what changed lately
 */
export async function findAll(
  context: RepositoryContext,
  clocks: ClockIndex,
  recent: RecentIndex,
  now: number,
  cursor: string | null,
): Promise<Changes> {
  const { access, config, active, trackingNumber } = context;
  const since = new Date(now - COMMANDS_COUNT_FOR_MS).toISOString();
  const changedSince = cursor ?? since;
  const { label } = config.taskLabel;
  const [comments, tasks, closed, labelChanges, thread] = await Promise.all([
    orNull(() => listCommentsSince(access, since)),
    listOpenIssues(access, label),
    listLabelledIssues(
      access,
      label,
      'closed',
      cursor ?? new Date(now - DONE_SHOWN_MS).toISOString(),
    ),
    listLabelChanges(access, label, latestOf(changedSince, access.installedAt)),
    trackingNumber === null ? null : orNull(() => listComments(access, trackingNumber)),
  ]);
  await restoreClocks(context, clocks, tasks, thread, now);
  const changed = [...tasks, ...closed].filter(({ updatedAt }) => updatedAt >= changedSince);
  // A command that a delivery brought may have been given up since: it is tried again.
  const waiting = commandsIn(comments ?? []).map(({ issueNumber }) => issueNumber);
  const news = await newsIn(context, recent, comments ?? [], changed, changedSince);
  const { issues } = news;
  const relabelled = labelChanges.map(({ number }) => number);
  return {
    issues: [...new Set([...waiting, ...issues, ...relabelled])],
    labelled: consentIn(labelChanges),
    news: news.news,
    cursor: news.cursor,
    hasTasks: active || tasks.length > 0,
    tasks: {
      open: tasks.filter(isNoPull),
      done: closed.filter((each) => isNoPull(each) && each.closedAs === 'completed'),
    },
  };
}

/**
 * What changed since the last resync: one request per 100 issues, one per 100 comments, and one more
 * where an issue that is older than the installation may have become a task.
 */
export async function findSince(
  context: RepositoryContext,
  recent: RecentIndex,
  since: string,
): Promise<Changes> {
  const { access, config } = context;
  const [comments, changed] = await Promise.all([
    orNull(() => listCommentsSince(access, since)),
    listLabelledIssues(access, null, 'all', since),
  ]);
  const found = await newsIn(context, recent, comments ?? [], changed, since);
  const { label } = config.taskLabel;
  const mayConsent = changed.some(
    ({ number, labels, createdAt }) =>
      found.issues.includes(number) && hasLabel(labels, label) && createdAt < access.installedAt,
  );
  const labelChanges = mayConsent
    ? await listLabelChanges(access, label, latestOf(since, access.installedAt))
    : [];
  // A delivery of a comment names the issue, but not its label.
  const labelled = consentIn(labelChanges);
  const issues = [...new Set([...found.issues, ...labelled])];
  return { ...found, issues, labelled, hasTasks: true, tasks: null };
}

function consentIn(changes: Awaited<ReturnType<typeof listLabelChanges>>): readonly number[] {
  return changes.filter(({ added }) => added).map(({ number }) => number);
}

function latestOf(a: string, b: string): string {
  return a > b ? a : b;
}

function commandsIn(comments: readonly NumberedComment[]): readonly NumberedComment[] {
  return comments.filter(
    ({ author, body }) =>
      author !== null && !author.isBot && parseCommands(originalText(body)).length > 0,
  );
}

/** GitHub's listings lag behind: what is a little older may be listed later. In milliseconds. */
const LAG_MS = 2 * MINUTE_MS;

function isNoPull({ isPullRequest }: Issue): boolean {
  return !isPullRequest;
}

/** What no delivery brought. */
async function newsIn(
  { access: { repository } }: RepositoryContext,
  recent: RecentIndex,
  comments: readonly NumberedComment[],
  changed: readonly ListedIssue[],
  since: string,
): Promise<Pick<Changes, 'issues' | 'news' | 'cursor'>> {
  const found = [
    ...commandsIn(comments).map(({ id, updatedAt, issueNumber }) => ({
      one: { ...repository, kind: 'comment' as const, id, updatedAt },
      number: issueNumber,
    })),
    ...changed.filter(isNoPull).map(({ number, updatedAt }) => ({
      one: { ...repository, kind: 'issue' as const, id: number, updatedAt },
      number,
    })),
  ];
  const fresh: typeof found = [];
  for (const each of found) if (await recent.isNews(each.one)) fresh.push(each);
  const newest = [...comments, ...changed].map(({ updatedAt }) => Date.parse(updatedAt) - LAG_MS);
  return {
    issues: [...new Set(fresh.map(({ number }) => number))],
    news: fresh.map(({ one }) => one),
    cursor: new Date(Math.max(Date.parse(since), ...newest)).toISOString(),
  };
}
