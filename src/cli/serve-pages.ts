/** The part of `serve` that shows the board and the editions. */
import type { BoardProject } from '../core/board.js';
import { webAddress } from '../github/client.js';
import type { RepositoryContexts } from '../github/repository-context.js';
import type { EditionsOptions } from '../newsletter/editions.js';
import { createBoardIndex } from '../reconcile/board-index.js';
import type { PagesOptions } from '../web/pages.js';
import type { Doors } from '../web/server.js';
import type { Schedule } from './schedule.js';
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
export function createServePages(options: ServePagesOptions, schedule: Schedule): ServePages {
  const { log } = options;
  const newsletters = options.newsletters.filter(
    ({ newsletter }) => newsletter.projects.length > 0,
  );
  const patience = new Promise<void>((resolve) => {
    schedule.after(PATIENCE_MS, resolve);
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
      pages ??= openPages(schedule, options, newsletters.length === 0 ? null : previews);
      // A page that could not be loaded is loaded again for the next who looks.
      pages.catch(() => {
        pages = null;
      });
      return (await pages)(request);
    },
    start: () => {
      const load = async () =>
        begin((await import('./serve-editions.js')).startEditions(options, schedule));
      const loaded = () => load().catch((err: unknown) => log.error({ err }, 'no editions'));
      if (newsletters.length > 0) schedule.after(BEHIND_THE_START_MS, loaded);
    },
  };
}

async function openPages(
  schedule: Schedule,
  { contexts, memory, newsletters, apiUrl, publicUrl }: ServePagesOptions,
  previews: PagesOptions['previews'],
): Promise<Doors['page']> {
  const { createPages } = await import('../web/pages.js');
  const index = createBoardIndex(memory);
  return createPages({
    board: async () => inOrder(await index.read(schedule.now()), newsletters, contexts),
    isListed: index.isListed,
    previews,
    gitHub: webAddress(apiUrl),
    publicUrl,
    language: newsletters[0]?.newsletter.language ?? 'zh-CN',
  });
}

/** As the newsletters print them, whatever the repositories are called now; then the others. */
async function inOrder(
  projects: readonly BoardProject[],
  newsletters: EditionsOptions['newsletters'],
  contexts: Pick<RepositoryContexts, 'projectOf'>,
): Promise<readonly BoardProject[]> {
  const printed = newsletters.flatMap(({ newsletter }) => newsletter.projects);
  const places = new Map<BoardProject, number>();
  for (const each of projects) {
    const project = await contexts.projectOf(each.repository);
    places.set(each, project === null ? printed.length : printed.indexOf(project));
  }
  return projects.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}
