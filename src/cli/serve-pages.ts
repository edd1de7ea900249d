/** The part of `serve` that shows the board and the editions. */
import type { BoardProject } from '../core/board.js';
import { sameRepository } from '../core/reference.js';
import type { Editions, EditionsOptions } from '../newsletter/editions.js';
import { createBoardIndex } from '../reconcile/board-index.js';
import type { Doors } from '../web/server.js';

export type ServePagesOptions = EditionsOptions & {
  /** Where strangers reach this server, without a slash at the end; null: nobody said. */
  readonly publicUrl: string | null;
};

export type ServePages = {
  readonly page: Doors['page'];
  /** To be called once the start is over. */
  readonly start: () => void;
};

/** What shows pages and makes editions takes longer to load than all the rest. In milliseconds. */
const BEHIND_THE_START_MS = 500;

/** Loaded when somebody looks. Editions, where there is a newsletter, are begun a little later. */
export function createServePages(options: ServePagesOptions): ServePages {
  const { newsletters, log } = options;
  const editions = once(async () => {
    const { startEditions } = await import('./serve-editions.js');
    return startEditions(options);
  });
  const pages = once(() => openPages(options, newsletters.length === 0 ? null : editions));
  return {
    page: async (request) => (await pages())(request),
    start: () => {
      const begin = () => editions().catch((err: unknown) => log.error({ err }, 'no editions'));
      if (newsletters.length > 0) setTimeout(begin, BEHIND_THE_START_MS).unref();
    },
  };
}

function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  return () => {
    loading ??= load();
    return loading;
  };
}

async function openPages(
  { memory, newsletters, apiUrl, publicUrl }: ServePagesOptions,
  editions: (() => Promise<Editions>) | null,
): Promise<Doors['page']> {
  const { createPages } = await import('../web/pages.js');
  const index = createBoardIndex(memory);
  return createPages({
    board: async () => inOrder(await index.read(Date.now()), newsletters),
    previews: editions === null ? null : async () => (await editions()).previews(),
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
