/** `/badge.svg`, for READMEs: how many tasks are free. */
import { makeBadge } from 'badge-maker';
import type { BoardProject } from '../domain/board.js';
import { say } from '../messages/format.js';
import type { Language } from '../messages/languages.js';
import { filterProjects, readFilters } from './filters.js';
import type { Asked, Page } from './page.js';

export async function tasksBadge({ board, query, language }: Asked): Promise<Page> {
  const projects = filterProjects(await board(), readFilters(query));
  return { type: 'image/svg+xml', body: renderTasksBadge(projects, language) };
}

export function renderTasksBadge(projects: readonly BoardProject[], language: Language): string {
  const count = projects
    .flatMap(({ tasks }) => tasks)
    .filter(({ state }) => state === 'free').length;
  return makeBadge({
    label: say(language, 'badge.label'),
    message: say(language, 'badge.tasks', { count }),
    color: count === 0 ? 'lightgrey' : '2ea043',
  });
}
