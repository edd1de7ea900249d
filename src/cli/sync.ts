/**
 * `newbie-tasks sync`: brings whole repositories in order. It prints what it would do, then does
 * it; what is in order already costs no write, so it may be stopped and started at any time.
 */
import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pMap from 'p-map';
import { delayAfter } from '../controller/retry.js';
import type { RepositoryName } from '../domain/task.js';
import { MINUTE_MS } from '../domain/time.js';
import { CONTENT_LIMITS } from '../github/budget.js';
import { GitHubFailure } from '../github/errors.js';
import { AT_ONCE } from '../github/read.js';
import { applySync } from '../sync/apply.js';
import { previewSync, type SyncPreview } from '../sync/preview.js';
import { type OpenApp, openApp, parseRepositories } from './open-app.js';
import type { Output } from './output.js';
import { progress } from './progress.js';
import { changesTable } from './tables.js';

export type SyncFlags = {
  readonly dryRun?: boolean;
  readonly createIssues?: boolean;
  readonly plans?: boolean;
  /** The login of the account whose plans are taken over. */
  readonly adopt?: string;
};

/** Exit code: 0 done; 1 a problem, named on stderr, the rest done; 2 wrong usage. */
const NO_REPOSITORY =
  'there is no repository to look at: install the App, and see whether OWNERS leaves it out';

export async function sync(
  names: readonly string[],
  flags: SyncFlags,
  variables: Readonly<Record<string, string | undefined>>,
  out: Output,
): Promise<0 | 1 | 2> {
  const named = parseRepositories('sync', names, out);
  if (named === null) return 2;
  const misuse = flags.adopt === undefined ? null : wrongAccount(flags.adopt);
  if (misuse !== null) {
    out.stderr(`sync: ${misuse}`);
    return 2;
  }
  const app = await openApp('sync', variables, out);
  if (app === null) return 1;
  try {
    if (flags.adopt !== undefined && flags.adopt === (await app.github.botLogin())) {
      out.stderr(`sync: --adopt: ${flags.adopt} is this App itself`);
      return 2;
    }
    return await syncAll(app, named, flags, out);
  } finally {
    await app.engine.close();
  }
}

async function syncAll(
  app: OpenApp,
  named: readonly RepositoryName[],
  { dryRun = false, createIssues = false, plans = false, adopt }: SyncFlags,
  out: Output,
): Promise<0 | 1> {
  const { github, contexts, engine } = app;
  const tools = { github, contexts, memory: engine.memory };
  const options = { isNamed: named.length > 0, createIssues, plans, adopt: adopt ?? null };
  let failed = false;
  const problem = (repository: RepositoryName, why: string) => {
    failed = true;
    out.stderr(`sync: ${repository.owner}/${repository.repo}: ${why}`);
  };

  const repositories = named.length > 0 ? named : await visible(app);
  const reading = progress(`reading {value}/{total} repositories [{bar}]`, repositories.length);
  const read = await pMap(
    repositories,
    async (repository): Promise<SyncPreview | null> => {
      try {
        const one = await patiently(() => previewSync(tools, repository, options), out);
        if (one === null) problem(repository, 'the App is not installed there');
        return one;
      } catch (error) {
        problem(repository, reasonOf(error));
        return null;
      } finally {
        reading.step();
      }
    },
    { concurrency: AT_ONCE },
  );
  const previews = read.filter((one) => one !== null);
  reading.end();

  for (const line of changesTable(previews)) out.stdout(line);
  const count = previews.reduce((sum, { changes }) => sum + changes.length, 0);
  const many = `${count} ${count === 1 ? 'change' : 'changes'}`;
  if (count === 0) {
    // What could not be read is named already: nothing else is wrong with it.
    const isIn = previews.length > 0;
    if (isIn || !failed) out.stderr(`sync: ${isIn ? 'everything is in order' : NO_REPOSITORY}`);
    return failed ? 1 : 0;
  }
  out.stderr(`sync: ${many}, about ${duration(expectedMs(count))} within GitHub’s limits`);
  if (dryRun) {
    out.stderr('sync: nothing was written (--dry-run)');
    return failed ? 1 : 0;
  }
  if (!(await confirmed(`Make ${many}? [y/N] `))) {
    out.stderr('sync: nothing was written');
    return failed ? 1 : 0;
  }

  const writing = progress(`writing {value}/{total} [{bar}] {eta_formatted} left`, count);
  for (const { repository, changes } of previews) {
    if (changes.length === 0) continue;
    try {
      const left = await patiently(() => applySync(tools, repository, options, writing.step), out);
      for (const each of left) problem(repository, each);
    } catch (error) {
      problem(repository, reasonOf(error));
    }
  }
  writing.end();
  out.stderr(failed ? 'sync: done, but for what is named above' : 'sync: done');
  return failed ? 1 : 0;
}

/** People have no brackets in their login: nobody's forgery is ever adopted. Null: it is an account. */
export function wrongAccount(login: string): string | null {
  if (/^[A-Za-z0-9][A-Za-z0-9-]*\[bot\]$/.test(login)) return null;
  return `--adopt: expected the login of a bot, such as "github-actions[bot]", found "${login}"`;
}

async function visible({ github, environment }: OpenApp): Promise<readonly RepositoryName[]> {
  const { owners } = environment;
  const all = await github.repositories();
  return all
    .filter(({ owner }) => owners === null || owners.includes(owner.toLowerCase()))
    .sort((a, b) => `${a.owner}/${a.repo}`.localeCompare(`${b.owner}/${b.repo}`, 'en'));
}

/** GitHub's limits delay, and nothing is lost: what was written already is not written again. */
async function patiently<T>(work: () => Promise<T>, out: Output): Promise<T> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await work();
    } catch (error) {
      const kind = error instanceof GitHubFailure ? error.kind : null;
      const mayPass = kind === 'limited' || (kind === 'unavailable' && failures <= MOST_TRIES);
      const waitMs = delayAfter(error, failures);
      if (!mayPass || waitMs === null) throw error;
      if (kind === 'limited') out.stderr(`sync: GitHub’s limit: waiting ${duration(waitMs)}`);
      await sleep(waitMs);
    }
  }
}

const MOST_TRIES = 3;

/** Someone at a terminal is asked; a script is not. */
async function confirmed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(question);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

/** How long so many writes take at least, in milliseconds. */
export function expectedMs(writes: number): number {
  const waits = CONTENT_LIMITS.map(
    ({ count, milliseconds }) => Math.floor((writes - 1) / count) * milliseconds,
  );
  return Math.max(writes * 500, ...waits);
}

function duration(ms: number): string {
  const minutes = Math.ceil(ms / MINUTE_MS);
  if (ms <= 90_000) return `${Math.ceil(ms / 1000)} s`;
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}

function reasonOf(error: unknown): string {
  if (error instanceof GitHubFailure) return error.message;
  throw error;
}
