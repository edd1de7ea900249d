/** The part of `serve` that makes editions, and shows them and the board. */
import type { PagesOptions } from '../board/page.js';
import { createBoardIndex } from '../controller/board-index.js';
import type { BoardProject } from '../domain/board.js';
import { webAddress } from '../github/client.js';
import type { Editions, EditionsOptions } from '../newsletter/editions.js';
import type { RepositoryContexts } from '../repository/context.js';
import type { ServerOptions } from '../server/server.js';
import type { Schedule } from './schedule.js';

export type ServePagesOptions = EditionsOptions & {
  /** Where strangers reach this server, without a slash at the end; null: nobody said. */
  readonly publicUrl: string | null;
};

export type ServePages = {
  readonly page: ServerOptions['page'];
  /** To be called once the start is over: editions are begun. */
  readonly start: () => void;
};

/** What makes editions takes longer to load than all the rest. In milliseconds. */
const BEHIND_THE_START_MS = 500;

/** How long somebody who comes early waits for the first edition at most, in milliseconds. */
const PATIENCE_MS = 10_000;

/** How often it is asked which edition is due, in milliseconds. */
const ROUND_MS = 60_000;

type RunningEditions = Pick<Editions, 'previews'> & {
  /** Resolves once the first round is over, whatever came of it. */
  readonly first: Promise<void>;
};

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
      const load = () =>
        startEditions(options, schedule).then(begin, (err: unknown) =>
          log.error({ err }, 'no editions'),
        );
      if (newsletters.length > 0) schedule.after(BEHIND_THE_START_MS, load);
    },
  };
}

async function startEditions(
  options: EditionsOptions,
  schedule: Schedule,
): Promise<RunningEditions> {
  const { createEditions } = await import('../newsletter/editions.js');
  const editions = createEditions(options);
  const run = async () => {
    await editions
      .round(schedule.now())
      .catch((err: unknown) => options.log.error({ err }, 'no editions'));
    schedule.after(ROUND_MS, run);
  };
  return { previews: editions.previews, first: run() };
}

async function openPages(
  schedule: Schedule,
  { contexts, memory, newsletters, apiUrl, publicUrl }: ServePagesOptions,
  previews: PagesOptions['previews'],
): Promise<ServerOptions['page']> {
  const { createPages } = await import('../board/pages.js');
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
