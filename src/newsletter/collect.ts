/** Step one of an edition: what GitHub knows of each project now, through its own installation. */

import pMap from 'p-map';
import type { Newsletter, Project } from '../config/newsletter/newsletter.js';
import type { SectionKind } from '../config/newsletter/section-forms.js';
import { difficultyOf } from '../core/difficulty.js';
import type { DigestIssue } from '../core/digest.js';
import type { TaskLine } from '../core/list/task-line.js';
import { issuesWorkedOn } from '../core/pull.js';
import { issueKey, issueName } from '../core/reference.js';
import { draftParts, type Issue } from '../core/task.js';
import type { GitHubApp } from '../github/app.js';
import { GitHubFailure } from '../github/errors.js';
import {
  hasMergedBefore,
  listMergedPulls,
  listOpenPulls,
  type MergedPull,
  type MergedPulls,
} from '../github/pulls.js';
import { AT_ONCE, isPrivate } from '../github/read.js';
import type { RepositoryContext, RepositoryContexts } from '../github/repository-context.js';
import { listClosedTasks, listReleases, type Release } from '../github/week.js';
import { readForeign } from '../project/lists.js';
import { readProject } from '../project/snapshot.js';
import { collectNominated, type NominatedQuestion } from './nominated.js';
import type { Week } from './week.js';

export type CollectedProject = {
  readonly project: Project;
  /** The address that the edition links to; null: the project has no tracking issue. */
  readonly url: string | null;
  readonly lines: readonly TaskLine[];
  readonly issues: readonly DigestIssue[];
  readonly foreign: ReadonlyMap<string, DigestIssue>;
  /** Lists that could not be read, by their address. */
  readonly missingLists: readonly string[];
  /** Merged in the week, by people; with the logins of those for whom it was the first. */
  readonly merged: readonly MergedPull[];
  readonly firstTimers: ReadonlySet<string>;
  readonly closedTasks: readonly Issue[];
  readonly releases: readonly Release[];
  readonly nominated: readonly NominatedQuestion[];
};

/** `missing`: why a project is not in the edition. */
export type Collected = CollectedProject | { readonly project: Project; readonly missing: string };

export type CollectOptions = {
  readonly newsletter: Newsletter;
  /** Nothing is asked that no section prints. */
  readonly sections: readonly SectionKind[];
  readonly week: Week;
  /** What earlier editions printed, as `Edition.asked` names it. */
  readonly asked: ReadonlySet<string>;
  /** Called after each project. */
  readonly onProject?: () => void;
};

/** In the newsletter's order. A project that cannot be read is named, never left out silently. */
export function collectProjects(
  options: CollectOptions,
  contexts: RepositoryContexts,
  github: Pick<GitHubApp, 'access'>,
): Promise<readonly Collected[]> {
  return pMap(
    options.newsletter.projects,
    async (project): Promise<Collected> => {
      try {
        const context = await contexts.of(project.repository);
        if (context === null) return { project, missing: 'the App is not installed there' };
        // What only some may see is not printed for all.
        if (await isPrivate(context.access)) return { project, missing: 'it is private' };
        return await collect(project, context, github, options);
      } catch (error) {
        if (!(error instanceof GitHubFailure)) throw error;
        const hint = error.kind === 'refused' ? '; check APP_ID and the key, or GITHUB_TOKEN' : '';
        return { project, missing: `${error.message}${hint}` };
      } finally {
        options.onProject?.();
      }
    },
    { concurrency: AT_ONCE },
  );
}

async function collect(
  project: Project,
  context: RepositoryContext,
  github: Pick<GitHubApp, 'access'>,
  { newsletter, sections, asked, week: { since, until } }: CollectOptions,
): Promise<CollectedProject> {
  const { access, config } = context;
  const prints = (...kinds: readonly SectionKind[]) =>
    kinds.some((kind) => sections.includes(kind));
  const isAsked = (number: number) => asked.has(issueKey({ ...project.repository, number }));
  const [tasks, merged, closedTasks, releases, nominated] = await Promise.all([
    prints('tasks') ? collectTasks(context, github) : NO_TASKS,
    prints('contributors', 'finished') ? listMergedPulls(access, since, until) : NO_PULLS,
    prints('finished') ? listClosedTasks(access, config.taskLabel.label, since, until) : [],
    prints('releases') ? listReleases(access, since, until) : [],
    prints('questions') ? collectNominated(context, newsletter.editors, isAsked) : [],
  ]);
  const byPeople = merged.pulls.filter(({ author }) => author !== null && !author.isBot);
  return {
    ...{ project, url: context.project.tracking?.reference ?? null, ...tasks, merged: byPeople },
    firstTimers: prints('contributors')
      ? await findFirstTimers(context, { ...merged, pulls: byPeople }, since)
      : new Set(),
    ...{ closedTasks, releases, nominated },
  };
}

const NO_PULLS: MergedPulls = { pulls: [], hasMergedBefore: () => null };

/** People of one project who are asked for. */
const MOST_ASKED = 20;

/** One request for each of whom the newest hundred pull requests do not tell. */
async function findFirstTimers(
  { access }: RepositoryContext,
  merged: MergedPulls,
  since: string,
): Promise<ReadonlySet<string>> {
  const logins = [...new Set(merged.pulls.flatMap(({ author }) => author?.login ?? []))];
  let asked = 0;
  const checked = await pMap(
    logins,
    async (login) => {
      const isKnown = merged.hasMergedBefore(login);
      // Of a crowd nobody is called new who may not be.
      if (isKnown === null && ++asked > MOST_ASKED) return [];
      return (isKnown ?? (await hasMergedBefore(access, login, since))) ? [] : [login];
    },
    { concurrency: AT_ONCE },
  );
  return new Set(checked.flat());
}

type Tasks = Pick<CollectedProject, 'lines' | 'issues' | 'foreign' | 'missingLists'>;

const NO_TASKS: Tasks = { lines: [], issues: [], foreign: new Map(), missingLists: [] };

async function collectTasks(
  context: RepositoryContext,
  github: Pick<GitHubApp, 'access'>,
): Promise<Tasks> {
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
      toDigestIssue(issue, context, ledger.kept.includes(issue.number), workedOn),
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
