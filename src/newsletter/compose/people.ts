/** Those whose pull requests were merged, and those who finished tasks. */
import type { Newsletter } from '../../config/newsletter/newsletter.js';
import { issuesClosedBy } from '../../core/pull.js';
import { issueName } from '../../core/reference.js';
import { titleWords } from '../../core/text/title.js';
import type { CollectedProject } from '../collect.js';
import type { FinishedTask, SectionOf } from '../edition.js';

/** By login; new is who never contributed to any of the projects that they contributed to now. */
export function composeContributors(
  projects: readonly CollectedProject[],
): SectionOf<'contributors'> {
  const people = new Map<string, { login: string; url: string; isFirst: boolean }>();
  for (const { merged, firstTimers } of projects) {
    for (const { author } of merged) {
      if (author === null) continue;
      const { login } = author;
      const isFirst = (people.get(login)?.isFirst ?? true) && firstTimers.has(login);
      people.set(login, { login, url: `https://github.com/${login}`, isFirst });
    }
  }
  const byLogin = (a: { login: string }, b: { login: string }) =>
    a.login.toLowerCase() < b.login.toLowerCase() ? -1 : 1;
  return { kind: 'contributors', people: [...people.values()].sort(byLogin) };
}

/** Tasks closed in the week: by a merged pull request or, as done, from the hands of its assignee. */
export function composeFinished(
  projects: readonly CollectedProject[],
  { language }: Pick<Newsletter, 'language'>,
): SectionOf<'finished'> {
  const tasks = projects.flatMap(({ project, merged, closedTasks }) => {
    const { repository, name } = project;
    const finishers = new Map(
      merged.flatMap((pull) =>
        issuesClosedBy(pull, repository).map((number) => [number, pull.author?.login] as const),
      ),
    );
    return closedTasks.flatMap(({ number, title, closedAs, assignees }): FinishedTask[] => {
      // A maintainer may close it by hand, in the week after the merge.
      const login =
        finishers.get(number) ?? (closedAs === 'completed' ? assignees[0]?.login : null);
      if (!login) return [];
      const issue = issueName({ ...repository, number });
      return [{ text: titleWords(language, title), issue, project: name, login }];
    });
  });
  return { kind: 'finished', tasks };
}
