/** Newcomer tasks, as Markdown paragraphs and back. */
import type { TasksForm } from '../../config/newsletter/newsletter.js';
import { fill, patternOf } from '../../config/templates.js';
import { DIFFICULTIES, DIFFICULTY_TRAITS } from '../../core/difficulty.js';
import type { PrintedTask, SectionOf, TasksGroup, TasksProject } from '../edition.js';
import { escapeText, unescapeText } from './escape-text.js';

export function renderTasks({ projects }: SectionOf<'tasks'>, form: TasksForm): readonly string[] {
  return projects.flatMap(({ name, url, groups }) => [
    fill(form.project, { name }),
    ...groups.flatMap(({ difficulty, tasks }) => [
      fill(form.difficulty, { difficulty: DIFFICULTY_TRAITS[difficulty].name }),
      ...tasks.map((task) => renderTask(task, form)),
    ]),
    url === null ? '' : fill(form.reference, { url }),
  ]);
}

export function renderTask({ text, issue, editions }: PrintedTask, form: TasksForm): string {
  const [repository, number = null] = issue?.split('#') ?? [];
  const url = issue === null ? null : `https://github.com/${repository}/issues/${number}`;
  return fill(form.task, { text: escapeText(text), number, url, editions });
}

/** What the paragraphs show: no issues, and not how often a task was printed. */
export function parseTasks(blocks: readonly string[], form: TasksForm): SectionOf<'tasks'> {
  const projects: { name: string; url: string | null; groups: TasksGroup[] }[] = [];
  const read = (template: string, name: string) => {
    const pattern = template === '' ? null : patternOf(template);
    return (block: string) => pattern?.exec(block)?.groups?.[name]?.trim() ?? null;
  };
  const projectOf = read(form.project, 'name');
  const difficultyIn = read(form.difficulty, 'difficulty');
  const urlOf = read(form.reference, 'url');
  const textOf = read(form.task, 'text');
  for (const block of blocks) {
    const difficulty = DIFFICULTIES.find((one) => one === difficultyIn(block)?.toLowerCase());
    const project = projects.at(-1);
    const url = urlOf(block);
    if (difficulty !== undefined) project?.groups.push({ difficulty, tasks: [] });
    else if (url !== null && project !== undefined) project.url = url;
    else {
      const name = projectOf(block);
      const text = textOf(block);
      const group = project?.groups.at(-1);
      if (name !== null) projects.push({ name, url: null, groups: [] });
      else if (text !== null && group !== undefined && project !== undefined) {
        const task = { text: unescapeText(text), issue: null, editions: null };
        project.groups[project.groups.length - 1] = { ...group, tasks: [...group.tasks, task] };
      }
    }
  }
  return { kind: 'tasks', projects };
}

/** Every task of an edition with the project that it belongs to. */
export function tasksOf(
  projects: readonly TasksProject[],
): readonly (PrintedTask & { readonly project: string })[] {
  return projects.flatMap(({ name, groups }) =>
    groups.flatMap(({ tasks }) => tasks.map((task) => ({ ...task, project: name }))),
  );
}
