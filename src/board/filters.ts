/** What a visitor wants to see, in the address of the page: shared by a link, cleared by one. */
import {
  BOARD_STATES,
  type BoardProject,
  type BoardState,
  type BoardTask,
} from '../domain/board.js';
import { DIFFICULTIES, type Difficulty } from '../domain/difficulty.js';

export type Filters = {
  readonly difficulty: Difficulty | null;
  readonly state: BoardState | null;
  /** `owner/repo`, lower case, or a project's name. */
  readonly project: string | null;
  readonly category: string | null;
  /** The language that the code is written in. */
  readonly code: string | null;
  /** Words that all must occur. */
  readonly q: string;
};

export const NO_FILTERS: Filters = {
  difficulty: null,
  state: null,
  project: null,
  category: null,
  code: null,
  q: '',
};

/** The longest search, in characters. */
const LONGEST = 100;

/** What is not understood filters nothing. */
export function readFilters(query: URLSearchParams): Filters {
  const text = (name: string) => query.get(name)?.trim().slice(0, LONGEST) ?? '';
  const oneOf = <T extends string>(values: readonly T[], name: string) =>
    values.find((value) => value === text(name).toLowerCase()) ?? null;
  return {
    difficulty: oneOf(DIFFICULTIES, 'difficulty'),
    state: oneOf(BOARD_STATES, 'state'),
    project: text('project') || null,
    category: text('category') || null,
    code: text('code') || null,
    q: text('q'),
  };
}

/** The query of these filters, in an order that does not change: '' without any. */
export function queryOf(filters: Filters, others: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filters, ...others })) {
    if (value) query.set(name, value);
  }
  return query.size === 0 ? '' : `?${query}`;
}

/** The projects with the tasks that match; where some do, projects without any are left out. */
export function filterProjects(
  projects: readonly BoardProject[],
  filters: Filters,
): readonly BoardProject[] {
  if (queryOf(filters) === '') return projects;
  const words = filters.q.toLowerCase().split(/\s+/).filter(Boolean);
  return projects
    .filter((project) => matches(project, filters))
    .map((project) => ({
      ...project,
      tasks: project.tasks.filter(
        (task) =>
          fits(task, filters) && words.every((word) => textOf(project, task).includes(word)),
      ),
    }))
    .filter(({ tasks }) => tasks.length > 0);
}

function matches({ name, repository, codeLanguage }: BoardProject, { project, code }: Filters) {
  const names = [name, `${repository.owner}/${repository.repo}`];
  return (
    (project === null || names.some((each) => same(each, project))) &&
    (code === null || same(codeLanguage ?? '', code))
  );
}

function fits(task: BoardTask, { difficulty, state, category }: Filters): boolean {
  return (
    (difficulty === null || task.difficulty === difficulty) &&
    (state === null || task.state === state) &&
    (category === null || task.categories.some((each) => same(each, category)))
  );
}

function textOf(project: BoardProject, { text, title, issue, categories }: BoardTask): string {
  const number = issue === null ? '' : `#${issue.number}`;
  return [project.name, project.repository.repo, text, title ?? '', number, ...categories]
    .join(' ')
    .toLowerCase();
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
