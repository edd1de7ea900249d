/**
 * What the pages show, in memory: what was found when projects and issues were reconciled, at
 * no request of its own. Rebuilt by resyncs, never the truth. Private repositories are never shown,
 * and forgotten with the next listing.
 */

import {
  type BoardProject,
  boardProject,
  DONE_SHOWN_MS,
  type IssueNews,
  type KnownIssue,
  type KnownProject,
  type KnownRow,
  knownIssue,
} from '../domain/board.js';
import { byDifficulty, type DifficultyLabels } from '../domain/difficulty.js';
import { addressPath, keyOf, parseIssueName } from '../domain/reference.js';
import type { Issue, RepositoryName } from '../domain/task.js';
import { MINUTE_MS } from '../domain/time.js';
import type { Memory } from '../engine/engine.js';
import type { KnownRepository } from '../github/access.js';
import { createClockIndex } from '../issue/clock-index.js';
import type { ProjectRow } from '../project/plan-text.js';
import type { ProjectPreview } from '../project/reconcile.js';
import type { RepositoryContext } from '../repository/context.js';
import type { TasksFound } from './repository-changes.js';

export type BoardIndex = {
  /** A private repository is not shown from now on, whatever was listed before. */
  readonly hide: (repositories: readonly RepositoryName[]) => Promise<void>;
  /**
   * Only what a listing names as public is shown; what it names no more is forgotten.
   * @param begunAt when it was asked for, in milliseconds since the epoch
   * @param owner whose repositories were listed; null: all
   * @param unlisted but for these owners', in lower case: what is known of them stays
   */
  readonly noteListing: (
    repositories: readonly KnownRepository[],
    begunAt: number,
    owner: string | null,
    unlisted?: ReadonlySet<string>,
  ) => Promise<void>;
  /** @param now of this and the others: when it was read, in milliseconds since the epoch */
  readonly notePreview: (
    context: RepositoryContext,
    preview: ProjectPreview,
    now: number,
  ) => Promise<void>;
  readonly noteTasks: (context: RepositoryContext, tasks: TasksFound, now: number) => Promise<void>;
  /** @param task null: it is no task any more, or none that can be shown */
  readonly noteIssue: (
    context: RepositoryContext,
    number: number,
    task: KnownIssue | null,
    now: number,
  ) => Promise<void>;
  /** The issue is gone, or its repository is. */
  readonly forget: (issue: RepositoryName & { readonly number?: number }) => Promise<void>;
  /** The projects that have tasks or a task list, by the order of the names. */
  readonly read: (now: number) => Promise<readonly BoardProject[]>;
  /** Whether all repositories were listed once, so that what is not there is not there. */
  readonly isListed: () => Promise<boolean>;
};

export function createBoardIndex(memory: Memory): BoardIndex {
  const hidden = memory.map<number>('board hidden');
  const visible = memory.map<Pick<KnownRepository, 'codeLanguage'>>('board repositories');
  const projects = memory.map<KnownProject>('board projects');
  const clocks = createClockIndex(memory);
  const listings = memory.map<number>('board listings');
  const newsOf = (repository: RepositoryName) =>
    memory.map<IssueNews>(`board news ${keyOf(repository)}`);

  /** What a whole reading knows as well, or shows no more. */
  async function dropOldNews(repository: RepositoryName, now: number): Promise<void> {
    const news = newsOf(repository);
    for (const [number, { issue, at }] of await news.all()) {
      const doneAt = issue?.doneAt ?? null;
      const isOver = doneAt === null || now - Date.parse(doneAt) > DONE_SHOWN_MS;
      if (isOver && at < now - NEWS_MS) await news.delete(number);
    }
  }

  function describe(
    { access, project, config }: RepositoryContext,
    { rows, missing }: Pick<KnownProject, 'rows' | 'missing'>,
    at: number,
  ): KnownProject {
    const { language, guide, mentors, difficulties } = config;
    return {
      name: project.name,
      repository: access.repository,
      language,
      trackingUrl: project.tracking?.reference ?? null,
      missing,
      guide,
      mentors,
      claimDays: byDifficulty((difficulty) => difficulties[difficulty].claimDays),
      rows,
      at,
    };
  }

  async function noteProject(project: KnownProject): Promise<void> {
    await projects.set(keyOf(project.repository), project);
    await dropOldNews(project.repository, project.at);
  }

  async function forgetRepository(repository: RepositoryName): Promise<void> {
    await visible.delete(keyOf(repository));
    await projects.delete(keyOf(repository));
    await newsOf(repository).clear();
  }

  return {
    hide: async (repositories) => {
      for (const repository of repositories) {
        await hidden.set(keyOf(repository), Date.now());
        await forgetRepository(repository);
      }
    },
    noteListing: async (repositories, begunAt, owner, unlisted) => {
      const listed = new Map(repositories.map((each) => [keyOf(each), each]));
      const known = [...(await visible.all()).keys(), ...(await projects.all()).keys()];
      for (const key of known) {
        const [of = '', repo = ''] = key.split('/');
        const isAsked = owner === null ? !unlisted?.has(of) : of === owner.toLowerCase();
        if (isAsked && listed.get(key)?.isPrivate !== false) {
          await forgetRepository({ owner: of, repo });
        }
      }
      for (const [key, { isPrivate, codeLanguage }] of listed) {
        const hiddenAt = await hidden.get(key);
        if (isPrivate || (hiddenAt !== null && hiddenAt >= begunAt)) continue;
        await visible.set(key, { codeLanguage });
        await hidden.delete(key);
      }
      if (owner === null) await listings.set('all', begunAt);
    },
    notePreview: (context, { snapshot, decision }, now) => {
      const { rows, issues } = decision;
      const { difficulties } = context.config;
      const { access, trackingNumber: number } = context;
      const isGone = number !== null && !snapshot.hasTracking;
      const tracking = isGone ? [{ ...access.repository, number, commentId: null }] : [];
      const missing = [...tracking, ...snapshot.missing].map(addressPath);
      const known = knownRows(rows, issues, difficulties);
      const found = { rows: known, missing: [...new Set(missing)] };
      return noteProject(describe(context, found, now));
    },
    noteTasks: async (context, { open, done }, now) => {
      const { access, active, config, isTracking } = context;
      for (const issue of done) {
        const task = knownIssue(issue, config.difficulties, { doneAt: issue.closedAt });
        if (task !== null) {
          await newsOf(access.repository).set(String(issue.number), { issue: task, at: now });
        }
      }
      // An active repository is read as a whole, with its lists, by the request that follows.
      if (active) return;
      const rows = open
        .filter(({ number }) => !isTracking(number))
        .toSorted((a, b) => a.number - b.number)
        .flatMap((each) => knownIssue(each, config.difficulties) ?? [])
        .map((issue) => ({ difficulty: issue.difficulty, text: '', issue, elsewhere: null }));
      await noteProject(describe(context, { rows, missing: [] }, now));
    },
    noteIssue: async (context, number, issue, at) => {
      const { repository } = context.access;
      await newsOf(repository).set(String(number), { issue, at });
      if (issue === null) return;
      // Not over what another request read meanwhile. Nothing was read as a whole yet.
      const first = describe(context, { rows: [], missing: [] }, 0);
      await projects.setIfNew(keyOf(repository), first);
    },
    forget: async ({ owner, repo, number }) => {
      if (number === undefined) return forgetRepository({ owner, repo });
      await newsOf({ owner, repo }).set(String(number), { issue: null, at: Date.now() });
    },
    isListed: async () => (await listings.get('all')) !== null,
    read: async (now) => {
      const known = await visible.all();
      const shown = [...(await projects.all())].filter(([key]) => known.has(key));
      const read = shown.map(async ([key, project]) => {
        const news = await newsOf(project.repository).all();
        const holds = await clocks.of(project.repository);
        const codeLanguage = known.get(key)?.codeLanguage ?? null;
        return boardProject({ project, codeLanguage, news: numbered(news), holds }, now);
      });
      const all = await Promise.all(read);
      return all
        .filter(({ tasks, trackingUrl }) => tasks.length > 0 || trackingUrl !== null)
        .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}

/** News that a whole reading contains by now is forgotten after so long. In milliseconds. */
const NEWS_MS = 10 * MINUTE_MS;

function numbered<Value>(values: ReadonlyMap<string, Value>): ReadonlyMap<number, Value> {
  return new Map([...values].map(([number, value]) => [Number(number), value]));
}

/** The rows of the project's plan, with what is known of their issues. */
function knownRows(
  rows: readonly ProjectRow[],
  issues: readonly Issue[],
  difficulties: DifficultyLabels,
): readonly KnownRow[] {
  const byNumber = new Map(issues.map((issue) => [issue.number, issue]));
  return rows.flatMap(({ difficulty, text, number, elsewhere }): readonly KnownRow[] => {
    if (number === null) {
      return [{ difficulty, text, issue: null, elsewhere: parseIssueName(elsewhere ?? '') }];
    }
    const issue = byNumber.get(number);
    const known = issue && knownIssue(issue, difficulties, { difficulty });
    return known ? [{ difficulty, text, issue: known, elsewhere: null }] : [];
  });
}
