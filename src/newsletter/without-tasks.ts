/** An edition without tasks that were taken or closed since it was composed. Pure. */
import type { Newsletter } from '../config/newsletter/newsletter.js';
import { titleOf } from './compose.js';
import type { Edition, PrintedTask, Section } from './edition.js';

/** @param gone as `owner/repo#12`, whatever the case */
export function withoutTasks(
  edition: Edition,
  gone: ReadonlySet<string>,
  newsletter: Newsletter,
): Edition {
  const keys = new Set([...gone].map((issue) => issue.toLowerCase()));
  const isFresh = ({ issue }: PrintedTask) => issue === null || !keys.has(issue.toLowerCase());
  const sections = edition.sections.flatMap((section): readonly Section[] => {
    if (section.kind !== 'tasks') return [section];
    const projects = section.projects.flatMap((project) => {
      const groups = project.groups
        .map((group) => ({ ...group, tasks: group.tasks.filter(isFresh) }))
        .filter(({ tasks }) => tasks.length > 0);
      return groups.length === 0 ? [] : [{ ...project, groups }];
    });
    return projects.length === 0 ? [] : [{ ...section, projects }];
  });
  return { ...edition, sections, title: titleOf(newsletter, sections) };
}
