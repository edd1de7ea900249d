/** The part of `serve` that shows the board and the editions. */
import type { BoardProject } from '../core/board.js';
import { sameRepository } from '../core/reference.js';
import { webAddress } from '../github/web-address.js';
import type { EditionsOptions } from '../newsletter/editions.js';
import { createBoardIndex } from '../reconcile/board-index.js';
import type { PagesOptions } from '../web/pages.js';
import type { Doors } from '../web/server.js';
import type { RunningEditions } from './serve-editions.js';

export type ServePagesOptions = EditionsOptions & {
  /** Where strangers reach this server, without a slash at the end; null: nobody said. */
  readonly publicUrl: string | null;
};

export type ServePages = {
  readonly page: Doors['page'];
  /** To be called once the start is over: editions are begun. */
  readonly start: () => void;
};

/** What makes editions takes longer to load than all the rest. In milliseconds. */
const BEHIND_THE_START_MS = 500;

/** How long somebody who comes early waits for the first edition at most, in milliseconds. */
const PATIENCE_MS = 10_000;

/** What shows pages is loaded when somebody looks. */
export function createServePages(options: ServePagesOptions): ServePages {
  const { log } = options;
  const newsletters = options.newsletters.filter(
    ({ newsletter }) => newsletter.projects.length > 0,
  );
  const patience = new Promise<void>((resolve) => {
    setTimeout(resolve, PATIENCE_MS).unref();
  });
  let begin = (_: RunningEditions) => {};
  const begun = new Promise<RunningEditions>((resolve) => {
    begin = resolve;
  });
  /** Those that were made so far; a page makes none. */
  const previews = async () => {
    await Promise.race([begun.then(({ first }) => first), patience]);
    const editions = await Promise.race([begun, patience]);
    return editions ? editions.previews() : [];
  };
  let pages: ReturnType<typeof openPages> | null = null;
  return {
    page: async (request) => {
      pages ??= openPages(options, newsletters.length === 0 ? null : previews);
      // A page that could not be loaded is loaded again for the next who looks.
      pages.catch(() => {
        pages = null;
      });
      return (await pages)(request);
    },
    start: () => {
      const load = async () => begin((await import('./serve-editions.js')).startEditions(options));
      const loaded = () => load().catch((err: unknown) => log.error({ err }, 'no editions'));
      if (newsletters.length > 0) setTimeout(loaded, BEHIND_THE_START_MS).unref();
    },
  };
}

async function openPages(
  { memory, newsletters, apiUrl, publicUrl }: ServePagesOptions,
  previews: PagesOptions['previews'],
): Promise<Doors['page']> {
  const { createPages } = await import('../web/pages.js');
  const index = createBoardIndex(memory);
  return createPages({
    board: async () => inOrder(await index.read(Date.now()), newsletters),
    isListed: index.isListed,
    previews,
    gitHub: webAddress(apiUrl),
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
