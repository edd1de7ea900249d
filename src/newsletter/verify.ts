/** The last look before an edition is written: no task that was taken or closed meanwhile. */
import pMap from 'p-map';
import type { Newsletter } from '../config/newsletter/newsletter.js';
import { issuesWorkedOn } from '../core/pull.js';
import { type IssueName, parseIssueName } from '../core/reference.js';
import { GitHubFailure } from '../github/errors.js';
import { listOpenPulls } from '../github/pulls.js';
import { AT_ONCE, getIssue, listOpenIssues, orNull } from '../github/read.js';
import type { RepositoryContext, RepositoryContexts } from '../github/repository-context.js';
import type { Composed } from './compose.js';
import type { Edition } from './edition.js';
import { allTasks } from './publish/propose.js';
import { withoutTasks } from './without-tasks.js';

/**
 * Two requests a repository whose tasks are printed, and one for each task that carries no label.
 * One that cannot be asked keeps its tasks: they were read a moment ago.
 */
export async function verifyTasks(
  newsletter: Newsletter,
  contexts: RepositoryContexts,
  composed: Composed,
): Promise<Composed> {
  const stale = await pMap(
    tasksByRepository(composed.edition),
    async (tasks) => {
      const { owner = '', repo = '' } = tasks[0] ?? {};
      try {
        const context = await contexts.of({ owner, repo });
        return context === null ? [] : await staleTasks(context, tasks);
      } catch (error) {
        if (!(error instanceof GitHubFailure)) throw error;
        return [];
      }
    },
    { concurrency: AT_ONCE },
  );
  const gone = new Set(stale.flat());
  if (gone.size === 0) return composed;
  const notes = [...gone].map((task) => `${task} left out: it was taken or closed just now`);
  return {
    ...composed,
    edition: withoutTasks(composed.edition, gone, newsletter),
    notes: [...composed.notes, ...notes],
  };
}

/** An issue that is printed, with the name under which it is. */
type Printed = IssueName & { readonly name: string };

function tasksByRepository(edition: Edition): readonly (readonly Printed[])[] {
  const found = new Map<string, Printed[]>();
  for (const { issue } of allTasks(edition)) {
    const reference = issue === null ? null : parseIssueName(issue);
    if (issue === null || reference === null) continue;
    const key = `${reference.owner}/${reference.repo}`.toLowerCase();
    found.set(key, [...(found.get(key) ?? []), { ...reference, name: issue }]);
  }
  return [...found.values()];
}

async function staleTasks(
  { access, config }: RepositoryContext,
  tasks: readonly Printed[],
): Promise<readonly string[]> {
  const [open, pulls] = await Promise.all([
    listOpenIssues(access, config.taskLabel.label),
    listOpenPulls(access),
  ]);
  const workedOn = issuesWorkedOn(pulls, access.repository);
  const listed = new Map(open.map((issue) => [issue.number, issue]));
  const checked = await pMap(
    tasks,
    async ({ number, name }) => {
      const issue = listed.get(number) ?? (await orNull(() => getIssue(access, number)));
      const isFree =
        issue?.state === 'open' && issue.assignees.length === 0 && !workedOn.has(number);
      return isFree ? [] : [name];
    },
    { concurrency: AT_ONCE },
  );
  return checked.flat();
}
