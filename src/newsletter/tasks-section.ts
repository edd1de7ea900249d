/** The newcomer tasks of an edition, as Markdown. */
import type { TasksForm } from '../config/newsletter.js';
import type { DigestGroup } from '../core/digest.js';
import type { Difficulty } from '../core/task.js';
import { escapeText } from './escape-text.js';

export type TasksProject = {
  readonly name: string;
  /** The address behind the reference; null leaves the reference out. */
  readonly url: string | null;
  readonly groups: readonly DigestGroup[];
};

const PRINTED_DIFFICULTY: Readonly<Record<Difficulty, string>> = {
  easy: 'Easy',
  medium: 'Medium',
  hard: 'Hard',
};

/** Without a trailing line break; '' where no project has a task. */
export function renderTasksSection(section: {
  /** Templates; an empty one leaves its block out. */
  readonly style: TasksForm;
  readonly projects: readonly TasksProject[];
}): string {
  const { style, projects } = section;
  const blocks = projects.flatMap((project) => projectBlocks(style, project));
  if (blocks.length === 0) return '';
  return [style.heading, ...style.intro, ...blocks].filter((block) => block !== '').join('\n\n');
}

function projectBlocks(style: TasksForm, { name, url, groups }: TasksProject): string[] {
  const tasks = groups.flatMap((group) => groupBlocks(style, group));
  if (tasks.length === 0) return [];
  const reference = url === null ? '' : filled(style.reference, { url });
  return [filled(style.project, { name }), ...tasks, reference];
}

function groupBlocks(style: TasksForm, { difficulty, tasks }: DigestGroup): string[] {
  const lines = tasks
    .map(({ text }) => escapeText(text))
    .filter((text) => text !== '')
    .map((text) => filled(style.task, { text }));
  if (lines.length === 0) return [];
  return [filled(style.difficulty, { difficulty: PRINTED_DIFFICULTY[difficulty] }), ...lines];
}

/** In one pass, so that a text with `{url}` in it stays as it is. */
function filled(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  );
}
