/** Newcomer tasks that are free, by project and difficulty. */
import { z } from 'zod';
import { NEWSLETTER_LABEL } from '../../commands/newsletter.js';
import { patternOf } from '../../config/template-values.js';
import { fill, template } from '../../config/templates.js';
import { DIFFICULTIES, DIFFICULTY_TRAITS, hasLabel } from '../../domain/difficulty.js';
import { issueName } from '../../domain/reference.js';
import { type Choice, chooseTasks } from '../choose-tasks.js';
import type { DigestTask } from '../digest.js';
import { escapeText, unescapeText } from '../escape-text.js';
import { printedIn } from '../history.js';
import { pickTasks } from '../pick-tasks.js';
import { collectTasks, type ProjectTasks, sayNote } from '../project-tasks.js';
import {
  type Composed,
  formOf,
  type Immutable,
  type Ingredients,
  type SectionDeclaration,
} from './section.js';

const most = z.int().min(1).max(50);

const pick = z
  .union(
    [
      z.literal('all'),
      z.strictObject({
        'per-difficulty': most.exactOptional(),
        'per-category': most.exactOptional(),
        order: z.enum(['newest', 'rotate']).exactOptional().meta({ default: 'rotate' }),
      }),
    ],
    { error: () => 'expected all, or { per-difficulty, per-category, order: newest | rotate }' },
  )
  .describe('Which of the free tasks are printed.');

const written = formOf(
  {
    project: template(['name']),
    difficulty: template(['difficulty']),
    task: template(['text', 'number', 'url', 'editions']).refine(
      (text) => /\{\s*text\b/.test(text),
      'expected a form that contains {text}',
    ),
    reference: template(['url']),
    pick,
  },
  {
    title: '新手任务计划',
    heading: '### SOFAStack&MOSN:新手任务计划',
    intro: [
      '作为技术同学，你是否有过“想参与某个开源项目的开发、但是不知道从何下手”的感觉？',
      '为了帮助大家更好的参与开源项目，SOFAStack 和 MOSN 社区会定期发布适合新手的新手开发任务，帮助大家 learning by doing!',
    ],
    project: '**{name}**',
    difficulty: '- {difficulty}',
    task: '{text}',
    reference: '「详细参考」：[{url}]({url})',
    pick: 'all',
  },
);

type Written = ReturnType<typeof written.resolve>;
export type TasksForm = Omit<Written, 'pick'> & { readonly pick: Choice };

const form = {
  schema: written.schema,
  about: 'The form of the tasks section.',
  resolve: (own: Parameters<typeof written.resolve>[0]): TasksForm => {
    const all = written.resolve(own);
    return { ...all, pick: toChoice(all.pick) };
  },
};

function toChoice(own: Written['pick']): Choice {
  const pick = own === 'all' ? {} : own;
  return {
    perDifficulty: pick['per-difficulty'] ?? null,
    perCategory: pick['per-category'] ?? null,
    order: pick.order ?? 'rotate',
  };
}

const data = z.object({
  kind: z.literal('tasks'),
  projects: z.array(
    z.object({
      name: z.string(),
      /** The address behind the reference; null leaves the reference out. */
      url: z.string().nullable(),
      groups: z.array(
        z.object({
          difficulty: z.enum(DIFFICULTIES),
          tasks: z.array(
            z.object({
              text: z.string(),
              /** `owner/repo#12`; null: the line has no issue. */
              issue: z.string().nullable(),
              /** How many of the last eight editions printed it, 0: it is new; null: there were none. */
              editions: z.int().min(0).nullable(),
            }),
          ),
        }),
      ),
    }),
  ),
});

export type TasksSection = Immutable<z.output<typeof data>>;
export type TasksProject = TasksSection['projects'][number];
type TasksGroup = TasksProject['groups'][number];
export type PrintedTask = TasksGroup['tasks'][number];

export const tasks = {
  kind: 'tasks',
  form,
  data,
  collect: collectTasks,
  missing: missingLists,
  compose,
  print,
  parse,
} satisfies SectionDeclaration<TasksSection, TasksForm, ProjectTasks>;

function compose(
  { projects, frame, earlier }: Ingredients<ProjectTasks, unknown, TasksSection>,
  { pick }: TasksForm,
): Composed<TasksSection> {
  const notes: string[] = [];
  const printedBefore = printedIn(earlier, (section) => tasksOf(section.projects));
  const toPrinted = ({ text, name }: DigestTask): PrintedTask => {
    const issue = name === null ? null : issueName(name);
    const editions = earlier.length === 0 ? null : printedBefore({ text, issue }).times;
    return { text, issue, editions };
  };
  const printed = projects.flatMap((each): readonly TasksProject[] => {
    const { project, url, found } = each;
    const { lines, issues, foreign } = found;
    const { texts, language } = frame;
    const { repository } = project;
    const digest = pickTasks({ lines, issues, foreign, texts, language, repository });
    notes.push(...digest.notes.map((note) => `${project.name}: ${sayNote(note)}`));
    const { groups, left } = chooseTasks(
      digest.groups,
      pick,
      (task) => printedBefore(toPrinted(task)),
      ({ issue }) => issue !== null && hasLabel(issue.labels, NEWSLETTER_LABEL),
    );
    if (left.length > 0) {
      notes.push(`${project.name}: free tasks that wait for a later edition: ${left.length}`);
    }
    const shown = groups
      .map(({ difficulty, tasks }) => ({
        difficulty,
        tasks: tasks.map(toPrinted).filter(({ text }) => escapeText(text) !== ''),
      }))
      .filter(({ tasks }) => tasks.length > 0);
    return shown.length === 0 ? [] : [{ name: project.name, url, groups: shown }];
  });
  return { data: printed.length === 0 ? null : { kind: 'tasks', projects: printed }, notes };
}

function print({ projects }: TasksSection, form: TasksForm): readonly string[] {
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
function parse(blocks: readonly string[], form: TasksForm): TasksSection {
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

function missingLists({ missingLists: lists }: ProjectTasks): readonly string[] {
  return lists.map((list) => `the task list ${list} cannot be read`);
}
