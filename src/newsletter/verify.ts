/** The last check before an edition is written: no task that was claimed or closed meanwhile. */
import pMap from 'p-map';
import { issuesWorkedOn } from '../domain/pull-request.js';
import { type IssueName, parseIssueName } from '../domain/reference.js';
import { GitHubFailure } from '../github/errors.js';
import { listOpenPulls } from '../github/pulls.js';
import { AT_ONCE, getIssue, listOpenIssues, orNull } from '../github/read.js';
import type { RepositoryContext, RepositoryContexts } from '../repository/context.js';
import { type Composed, titleOf } from './compose.js';
import type { Newsletter } from './configuration/newsletter.js';
import type { Edition } from './edition.js';
import { allTasks } from './publish/propose.js';
import type { Section } from './sections/index.js';
import type { PrintedTask, TasksSection } from './sections/tasks.js';

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

/**
 * Without tasks that were claimed or closed since it was composed.
 * @param gone as `owner/repo#12`, whatever the case
 */
export function withoutTasks(
  edition: Edition,
  gone: ReadonlySet<string>,
  newsletter: Newsletter,
): Edition {
  const keys = new Set([...gone].map((issue) => issue.toLowerCase()));
  const isGone = (issue: string) => keys.has(issue.toLowerCase());
  const sections = edition.sections.flatMap((section): readonly Section[] => {
    if (section.kind !== 'tasks') return [section];
    const rest = withoutGone(section, isGone);
    return rest === null ? [] : [rest];
  });
  return { ...edition, sections, title: titleOf(newsletter, sections) };
}

/** null: no task is left. */
function withoutGone(
  section: TasksSection,
  isGone: (issue: string) => boolean,
): TasksSection | null {
  const isFresh = ({ issue }: PrintedTask) => issue === null || !isGone(issue);
  const projects = section.projects.flatMap((project) => {
    const groups = project.groups
      .map((group) => ({ ...group, tasks: group.tasks.filter(isFresh) }))
      .filter(({ tasks }) => tasks.length > 0);
    return groups.length === 0 ? [] : [{ ...project, groups }];
  });
  return projects.length === 0 ? null : { ...section, projects };
}
