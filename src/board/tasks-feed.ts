/** `/feed.xml`: free tasks as an Atom feed, the newest first. */

import { sayDifficulty } from '../claims/wording.js';
import type { BoardProject } from '../domain/board.js';
import { issueUrl } from '../domain/reference.js';
import { say } from '../messages/format.js';
import type { Language } from '../messages/languages.js';
import { escapeHtml } from '../newsletter/read-markdown.js';
import { renderAtom } from './atom.js';
import { filterProjects, queryOf, readFilters } from './filters.js';
import type { Asked, Page } from './page.js';
import { wordsOf } from './task.js';

/** Readers of feeds ask often: what is older they have. */
const MOST_ENTRIES = 100;

export type TasksFeed = {
  readonly projects: readonly BoardProject[];
  readonly language: Language;
  /** Where GitHub's own pages are, without a slash at the end. */
  readonly gitHub: string;
  /** Where strangers reach this server, without a slash at the end; null: nobody said. */
  readonly publicUrl: string | null;
  /** '' or `?…`: which tasks it tells of. */
  readonly query: string;
};

export async function tasksFeed(asked: Asked): Promise<Page> {
  const filters = readFilters(asked.query);
  const projects = filterProjects(await asked.board(), filters);
  const body = renderTasksFeed({ ...asked, projects, query: queryOf(filters) });
  return { type: 'application/atom+xml', body };
}

export function renderTasksFeed({
  projects,
  language,
  gitHub,
  publicUrl,
  query,
}: TasksFeed): string {
  const free = projects.flatMap((project) =>
    project.tasks.flatMap((task) =>
      task.state === 'free' && task.issue !== null && task.createdAt !== null
        ? [{ project, task, issue: task.issue, createdAt: task.createdAt }]
        : [],
    ),
  );
  const newest = free.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  return renderAtom({
    title: say(language, 'board.title'),
    language,
    siteUrl: publicUrl === null ? gitHub : `${publicUrl}/`,
    feedId: publicUrl === null ? `urn:newbie-tasks:tasks${query}` : `${publicUrl}/feed.xml${query}`,
    entries: newest.slice(0, MOST_ENTRIES).map(({ project, task, issue, createdAt }) => {
      const url = issueUrl(gitHub, issue);
      const difficulty = sayDifficulty(language, task.difficulty);
      const variables = { project: project.name, difficulty, command: '/claim' };
      return {
        id: url,
        url,
        title: `[${project.name} · ${difficulty}] ${wordsOf(task, language)}`,
        updated: createdAt,
        html: `<p>${escapeHtml(say(language, 'board.feed.text', variables))}</p>`,
      };
    }),
  });
}
