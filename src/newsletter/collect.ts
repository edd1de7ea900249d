/** Step one of an edition: what GitHub knows of each project now, through its own installation. */
import pMap from 'p-map';
import type { Newsletter, Project } from '../config/newsletter.js';
import { difficultyOf } from '../core/difficulty.js';
import type { DigestIssue } from '../core/digest.js';
import type { TaskLine } from '../core/list/task-list.js';
import { issueName } from '../core/reference.js';
import { draftParts, type Issue } from '../core/task.js';
import type { GitHubApp } from '../github/app.js';
import { GitHubFailure } from '../github/errors.js';
import { readForeign, readProject } from '../github/project-snapshot.js';
import type { RepositoryContext, RepositoryContexts } from '../github/repository-context.js';

export type CollectedProject = {
  readonly project: Project;
  /** The address that the edition links to; null: the project has no tracking issue. */
  readonly url: string | null;
  readonly lines: readonly TaskLine[];
  readonly issues: readonly DigestIssue[];
  readonly foreign: ReadonlyMap<string, DigestIssue>;
  /** Lists that could not be read, by their address. */
  readonly missingLists: readonly string[];
};

/** `missing`: why a project is not in the edition. */
export type Collected = CollectedProject | { readonly project: Project; readonly missing: string };

/** Projects that are read at the same time. */
const CONCURRENCY = 4;

/** In the newsletter's order. A project that cannot be read is named, never left out silently. */
export function collectProjects(
  newsletter: Newsletter,
  contexts: RepositoryContexts,
  github: Pick<GitHubApp, 'access'>,
): Promise<readonly Collected[]> {
  return pMap(
    newsletter.projects,
    async (project): Promise<Collected> => {
      try {
        const context = await contexts.of(project.repository);
        if (context === null) return { project, missing: 'the App is not installed there' };
        return await collect(project, context, github);
      } catch (error) {
        if (!(error instanceof GitHubFailure)) throw error;
        const hint = error.kind === 'refused' ? '; check APP_ID and the key, or GITHUB_TOKEN' : '';
        return { project, missing: `${error.message}${hint}` };
      }
    },
    { concurrency: CONCURRENCY },
  );
}

async function collect(
  project: Project,
  context: RepositoryContext,
  github: Pick<GitHubApp, 'access'>,
): Promise<CollectedProject> {
  const { lines, openTasks, subIssues, named, missing, ledger } = await readProject(
    context,
    github,
  );
  const foreign = await readForeign(context, lines);
  const others = [...named.values()].filter((issue) => issue !== null);
  const known = new Set([...openTasks, ...others].map(({ number }) => number));
  const rest = subIssues.filter(({ number }) => !known.has(number));
  const issues = [...openTasks, ...others, ...rest].filter(
    ({ number }) => !context.isTracking(number),
  );
  return {
    project,
    url: context.project.tracking?.reference ?? null,
    lines,
    issues: issues.map((issue) =>
      toDigestIssue(issue, context, ledger.kept.includes(issue.number)),
    ),
    foreign: new Map(
      [...foreign].map(([key, issue]) => [key, toDigestIssue(issue, context, false)]),
    ),
    missingLists: missing.map((list) =>
      list.commentId === null ? issueName(list) : `${issueName(list)} (comment ${list.commentId})`,
    ),
  };
}

function toDigestIssue(issue: Issue, { config }: RepositoryContext, held: boolean): DigestIssue {
  return {
    number: issue.number,
    title: issue.title,
    state: issue.state,
    assignees: issue.assignees,
    isPullRequest: issue.isPullRequest,
    draft: draftParts(issue).length > 0,
    difficulty: difficultyOf(issue.labels, config.difficulties),
    held,
  };
}
