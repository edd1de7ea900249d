/** `/tasks.json`: the board for programs, documented in docs/board.md. What is added keeps the version. */
import { createHash } from 'node:crypto';
import type { BoardProject } from '../domain/board.js';
import { issueUrl } from '../domain/reference.js';
import { filterProjects, readFilters } from './filters.js';
import type { Asked, Page } from './page.js';

export const TASKS_VERSION = 1;

export async function tasksJson({ board, query, gitHub }: Asked): Promise<Page> {
  const projects = filterProjects(await board(), readFilters(query));
  const body = renderTasksJson(projects, gitHub);
  return { type: 'application/json', body, tag: tagOf(projects), isOpen: true };
}

/** @param gitHub where GitHub's own pages are, without a slash at the end */
export function renderTasksJson(projects: readonly BoardProject[], gitHub: string): string {
  const printed = projects.map(({ repository: { owner, repo }, tasks, ...project }) => ({
    ...project,
    repository: `${owner}/${repo}`,
    url: `${gitHub}/${owner}/${repo}`,
    tasks: tasks.map(({ issue, ...task }) => ({
      ...task,
      number: issue?.number ?? null,
      url: issue && issueUrl(gitHub, issue),
    })),
  }));
  return JSON.stringify({ version: TASKS_VERSION, projects: printed });
}

/** Of the tasks, not of when they were read: reading nothing new changes no tag. */
export function tagOf(projects: readonly BoardProject[]): string {
  const tasks = projects.map(({ readAt: _, ...project }) => project);
  return createHash('sha256').update(JSON.stringify(tasks)).digest('base64url').slice(0, 22);
}
