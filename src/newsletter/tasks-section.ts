/** The newcomer tasks of an edition, as Markdown. */
import type { DigestGroup } from '../core/digest.js';
import type { Difficulty } from '../core/task.js';
import { escapeText } from './escape-text.js';

/** Templates; an empty one leaves its block out. */
export type TasksStyle = {
  readonly heading: string;
  /** One paragraph each. */
  readonly intro: readonly string[];
  /** {name} */
  readonly project: string;
  /** {difficulty}: Easy, Medium or Hard. */
  readonly difficulty: string;
  /** {text} */
  readonly task: string;
  /** {url} */
  readonly reference: string;
};

export type TasksProject = {
  readonly name: string;
  /** The address behind the reference; null leaves the reference out. */
  readonly url: string | null;
  readonly groups: readonly DigestGroup[];
};

/** SOFA Weekly as printed on 2021-11-12. */
export const SOFA_WEEKLY_TASKS: TasksStyle = {
  heading: '### SOFAStack&MOSN:新手任务计划',
  intro: [
    '作为技术同学，你是否有过“想参与某个开源项目的开发、但是不知道从何下手”的感觉？',
    '为了帮助大家更好的参与开源项目，SOFAStack 和 MOSN 社区会定期发布适合新手的新手开发任务，帮助大家 learning by doing!',
  ],
  project: '**{name}**',
  difficulty: '- {difficulty}',
  task: '{text}',
  reference: '「详细参考」：[{url}]({url})',
};

const PRINTED_DIFFICULTY: Readonly<Record<Difficulty, string>> = {
  easy: 'Easy',
  medium: 'Medium',
  hard: 'Hard',
};

/** Without a trailing line break; '' where no project has a task. */
export function renderTasksSection(section: {
  readonly style: TasksStyle;
  readonly projects: readonly TasksProject[];
}): string {
  const { style, projects } = section;
  const blocks = projects.flatMap((project) => projectBlocks(style, project));
  if (blocks.length === 0) return '';
  return [style.heading, ...style.intro, ...blocks].filter((block) => block !== '').join('\n\n');
}

function projectBlocks(style: TasksStyle, { name, url, groups }: TasksProject): string[] {
  const tasks = groups.flatMap((group) => groupBlocks(style, group));
  if (tasks.length === 0) return [];
  const reference = url === null ? '' : filled(style.reference, { url });
  return [filled(style.project, { name }), ...tasks, reference];
}

function groupBlocks(style: TasksStyle, { difficulty, tasks }: DigestGroup): string[] {
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
