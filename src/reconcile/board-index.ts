/**
 * What the pages show, in memory: what looks at projects and issues found on their way, at no
 * request of its own. Rebuilt by the sweeps, never the truth. Private repositories are left out.
 */
import {
  type BoardProject,
  boardProject,
  DONE_SHOWN_MS,
  type IssueNews,
  type KnownIssue,
  type KnownProject,
} from '../core/board.js';
import { addressPath } from '../core/reference.js';
import type { Difficulty, RepositoryName } from '../core/task.js';
import type { Memory } from '../engine/engine.js';
import type { KnownRepository } from '../github/app.js';
import { keyOf, type RepositoryContext } from '../github/repository-context.js';
import { createClockIndex } from './clock-index.js';
import { knownIssue, knownRows } from './known-tasks.js';
import type { PlannedProject } from './project/look.js';
import type { SweptTasks } from './sweep.js';

/** Whether everybody may see a repository. */
export type Visibility = Pick<KnownRepository, 'owner' | 'repo' | 'isPrivate'> &
  Partial<Pick<KnownRepository, 'codeLanguage'>>;

export type BoardIndex = {
  /** Nothing of a repository is shown before it is known that everybody may see it. */
  readonly noteRepositories: (repositories: readonly Visibility[]) => Promise<void>;
  /** The others are archived, or no longer ours to see. */
  readonly noteAllRepositories: (repositories: readonly Visibility[]) => Promise<void>;
  /** @param now of this and the others: when it was read, in milliseconds since the epoch */
  readonly notePlan: (
    context: RepositoryContext,
    planned: PlannedProject,
    now: number,
  ) => Promise<void>;
  readonly noteTasks: (context: RepositoryContext, tasks: SweptTasks, now: number) => Promise<void>;
  /** @param task null: it is no task any more, or none that can be shown */
  readonly noteIssue: (
    context: RepositoryContext,
    number: number,
    task: KnownIssue | null,
    now: number,
  ) => Promise<void>;
  readonly forget: (repository: RepositoryName) => Promise<void>;
  /** The projects that have tasks or a task list, by the order of the names. */
  readonly read: (now: number) => Promise<readonly BoardProject[]>;
};

export function createBoardIndex(memory: Memory): BoardIndex {
  const visible = memory.map<Pick<KnownRepository, 'codeLanguage'>>('board repositories');
  const projects = memory.map<KnownProject>('board projects');
  const clocks = createClockIndex(memory);
  const newsOf = (repository: RepositoryName) =>
    memory.map<IssueNews>(`board news ${keyOf(repository)}`);

  /** What a whole reading knows as well, or shows no more. */
  async function dropOldNews(repository: RepositoryName, now: number): Promise<void> {
    const news = newsOf(repository);
    for (const [number, { issue, at }] of await news.all()) {
      const doneAt = issue?.doneAt ?? null;
      const isOver = doneAt === null || now - Date.parse(doneAt) > DONE_SHOWN_MS;
      if (isOver && at < now - KEPT_MS) await news.delete(number);
    }
  }

  async function noteProject(
    { access, project, config }: RepositoryContext,
    { rows, missing }: Pick<KnownProject, 'rows' | 'missing'>,
    at: number,
  ): Promise<void> {
    const { repository } = access;
    const { language, guide, mentors, difficulties } = config;
    const days = (difficulty: Difficulty) => difficulties[difficulty].claimDays;
    await projects.set(keyOf(repository), {
      name: project.name,
      repository,
      language,
      trackingUrl: project.tracking?.reference ?? null,
      missing,
      guide,
      mentors,
      claimDays: { easy: days('easy'), medium: days('medium'), hard: days('hard') },
      rows,
      at,
    });
    await dropOldNews(repository, at);
  }

  async function noteRepositories(repositories: readonly Visibility[]): Promise<void> {
    for (const { owner, repo, isPrivate, codeLanguage } of repositories) {
      const key = keyOf({ owner, repo });
      if (isPrivate) await visible.delete(key);
      else if (codeLanguage !== undefined) await visible.set(key, { codeLanguage });
      else await visible.setIfNew(key, { codeLanguage: null });
    }
  }

  return {
    noteRepositories,
    noteAllRepositories: async (repositories) => {
      const listed = new Set(repositories.map(keyOf));
      for (const key of (await visible.all()).keys()) {
        if (!listed.has(key)) await visible.delete(key);
      }
      await noteRepositories(repositories);
    },
    notePlan: (context, { snapshot, decision }, now) => {
      const { rows, issues } = decision;
      const { difficulties } = context.config;
      const { access, trackingNumber: number } = context;
      const isGone = number !== null && !snapshot.hasTracking;
      const tracking = isGone ? [{ ...access.repository, number, commentId: null }] : [];
      const missing = [...tracking, ...snapshot.missing].map(addressPath);
      const known = knownRows(rows, issues, difficulties);
      return noteProject(context, { rows: known, missing: [...new Set(missing)] }, now);
    },
    noteTasks: async (context, { open, done }, now) => {
      const { access, active, config, isTracking } = context;
      for (const issue of done) {
        const { closedAt: doneAt } = issue;
        const task = knownIssue(issue, config.difficulties, { doneAt });
        if (task !== null) {
          await newsOf(access.repository).set(String(issue.number), { issue: task, at: now });
        }
      }
      // An active repository is read as a whole, with its lists, by the look that follows.
      if (active) return;
      const rows = open
        .filter(({ number }) => !isTracking(number))
        .toSorted((a, b) => a.number - b.number)
        .flatMap((each) => knownIssue(each, config.difficulties) ?? [])
        .map((issue) => ({ difficulty: issue.difficulty, text: '', issue, elsewhere: null }));
      await noteProject(context, { rows, missing: [] }, now);
    },
    noteIssue: async (context, number, issue, at) => {
      const { repository } = context.access;
      await newsOf(repository).set(String(number), { issue, at });
      const isFirst = issue !== null && (await projects.get(keyOf(repository))) === null;
      if (isFirst) await noteProject(context, { rows: [], missing: [] }, at);
    },
    forget: async (repository) => {
      await visible.delete(keyOf(repository));
      await projects.delete(keyOf(repository));
      await newsOf(repository).clear();
    },
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
const KEPT_MS = 10 * 60_000;

function numbered<Value>(values: ReadonlyMap<string, Value>): ReadonlyMap<number, Value> {
  return new Map([...values].map(([number, value]) => [Number(number), value]));
}
