/** The tasks that the figures count, of each project through its own installation. */
import pMap from 'p-map';
import type { Project } from '../../config/operator.js';
import { difficultyOf } from '../../domain/difficulty.js';
import { GitHubFailure } from '../../github/errors.js';
import { AT_ONCE } from '../../github/read.js';
import type { RepositoryContext, RepositoryContexts } from '../../repository/context.js';
import type { Newsletter } from '../configuration/newsletter.js';
import { type CountedTask, isHeld } from './count.js';
import { readStats, type StatsSnapshot } from './snapshot.js';

/** `missing`: why a project cannot be counted. */
export type CountedProject =
  | { readonly project: Project; readonly tasks: readonly CountedTask[] }
  | { readonly project: Project; readonly missing: string };

/**
 * In the newsletter's order. A project that cannot be read is named, never left out silently.
 * @param now ISO 8601: an offer whose time is over holds nothing
 */
export function collectStats(
  newsletter: Newsletter,
  contexts: Pick<RepositoryContexts, 'of'>,
  now: string,
): Promise<readonly CountedProject[]> {
  return pMap(
    newsletter.projects,
    async (project): Promise<CountedProject> => {
      try {
        const context = await contexts.of(project.repository);
        if (context === null) return { project, missing: 'the App is not installed there' };
        return { project, tasks: countedTasks(context, await readStats(context), now) };
      } catch (error) {
        if (!(error instanceof GitHubFailure)) throw error;
        return { project, missing: error.message };
      }
    },
    { concurrency: AT_ONCE },
  );
}

function countedTasks(
  { config }: RepositoryContext,
  { tasks, states, pulls }: StatsSnapshot,
  now: string,
): readonly CountedTask[] {
  return tasks.map((issue) => {
    const plan = states.get(issue.number) ?? null;
    return {
      difficulty: difficultyOf(issue.labels, config.difficulties),
      state: issue.state,
      isHeld: isHeld(issue.assignees, plan, now),
      plan,
      pulls: pulls.get(issue.number) ?? [],
    };
  });
}
