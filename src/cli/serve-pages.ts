/** The part of `serve` that makes editions, and shows them and the board. */
import type { BoardProject } from '../core/board.js';
import { sameRepository } from '../core/reference.js';
import { createEditions, type EditionsOptions } from '../newsletter/editions.js';
import { createBoardIndex } from '../reconcile/board-index.js';
import { createPages } from '../web/pages.js';
import type { Doors } from '../web/server.js';

/** How often it is asked which edition is due, in milliseconds. */
const ROUND_MS = 60_000;

export type ServePagesOptions = EditionsOptions & {
  /** Where strangers reach this server, without a slash at the end; null: nobody said. */
  readonly publicUrl: string | null;
};

/** @returns the pages */
export function openPages(options: ServePagesOptions): Doors['page'] {
  const { log, memory, newsletters, apiUrl, publicUrl } = options;
  const editions = createEditions(options);
  let isRunning = false;
  const run = async () => {
    if (isRunning) return;
    isRunning = true;
    await editions.round(Date.now()).catch((err: unknown) => log.error({ err }, 'no editions'));
    isRunning = false;
  };
  void run();
  setInterval(run, ROUND_MS).unref();
  const index = createBoardIndex(memory);
  return createPages({
    board: async () => inOrder(await index.read(Date.now()), newsletters),
    previews: editions.previews,
    gitHub: pagesOf(apiUrl),
    publicUrl,
    language: newsletters[0]?.newsletter.language ?? 'zh-CN',
  });
}

/** As the newsletters print them, then the others. */
function inOrder(
  projects: readonly BoardProject[],
  newsletters: EditionsOptions['newsletters'],
): readonly BoardProject[] {
  const printed = newsletters.flatMap(({ newsletter }) => newsletter.projects);
  const first = printed.flatMap(
    ({ repository }) =>
      projects.find((project) => sameRepository(project.repository, repository)) ?? [],
  );
  return [...new Set([...first, ...projects])];
}

/** Where GitHub's own pages are: beside the API of an Enterprise server, else on the public host. */
function pagesOf(apiUrl: string): string {
  return apiUrl
    .replace(/\/api\/v3$/, '')
    .replace(/^https:\/\/api\.github\.com$/, 'https://github.com');
}
