/** The bot against the embedded GitHub, as a test sets it up and tears it down. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import type { EmbeddedGitHub, EmbeddedGitHubOptions } from '@newbie-tasks/embedded-github';
import { type ProgramRun, runProgram } from '../../src/demo/run-program.js';
import { startGitHub } from './a-github.js';
import {
  advanceServers,
  type Bot,
  type Called,
  call,
  settleServers,
  startServer,
} from './a-server.js';

export const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export const ORGANISATIONS = [
  { login: 'sofastack', repositories: ['sofa-rpc', 'sofa-ark'], members: ['maintainer'] },
  { login: 'mosn', repositories: ['layotto', 'mosn'], members: ['maintainer'] },
] as const;

export const LAYOTTO = { owner: 'mosn', repo: 'layotto' } as const;
export const SOFA_RPC = { owner: 'sofastack', repo: 'sofa-rpc' } as const;

/** The command line in this process, in a folder of its own where one is named, with its `.env`. */
export async function runTheProgram(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  { cwd, onError }: { readonly cwd?: string; readonly onError?: (line: string) => void } = {},
): Promise<Called> {
  if (cwd === undefined) return call(args, environment, onError);
  const before = process.cwd();
  process.chdir(cwd);
  try {
    // As main.ts does.
    const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
    return await call(args, { ...file, ...environment }, onError);
  } finally {
    process.chdir(before);
  }
}

/** The command line in a process of its own, as a person calls it. */
export function runProcess(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  options: { readonly stopAfterMs?: number; readonly cwd?: string } = {},
): Promise<ProgramRun> {
  return runProgram(args, environment, { main: MAIN, ...options });
}

/** Newcomers enough for every test to have its own. */
export const PEOPLE = ['ann', 'ben', 'cai', 'dora', 'eve', 'finn', 'gus', 'hana', 'ivan', 'june'];

export type World = {
  readonly github: EmbeddedGitHub;
  readonly bot: Bot;
  readonly folder: string;
  readonly end: () => Promise<void>;
};

export function gitHub(options: Partial<EmbeddedGitHubOptions> = {}): Promise<EmbeddedGitHub> {
  return startGitHub({
    organisations: ORGANISATIONS,
    people: PEOPLE,
    ...options,
  });
}

/** @param newsletter the text of config/newsletters/test.yml; none: no repository is active by it */
export function configFolder(newsletter?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'newbie-tasks-test-'));
  if (newsletter !== undefined) {
    mkdirSync(join(folder, 'newsletters'));
    writeFileSync(join(folder, 'newsletters', 'test.yml'), newsletter);
  }
  return folder;
}

export async function openWorld(
  github: EmbeddedGitHub,
  newsletter?: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<World> {
  const folder = configFolder(newsletter);
  const bot = await startServer({ github, configFolder: folder, environment });
  if (newsletter !== undefined) {
    // The first editions begin a moment after the start, and this page waits for them. Its clock is
    // not moved on: what people do next has GitHub's time.
    await fetch(`${bot.url}/newsletter.md`);
  }
  await github.quiet();
  return {
    github,
    bot,
    folder,
    end: async () => {
      await bot.stop();
      await github.close();
      rmSync(folder, { recursive: true });
    },
  };
}

let looks = 0;

/**
 * The board as it is now: a page is made once in two seconds for all who ask for the same, so each
 * look asks for a title of its own.
 */
export async function boardOf<Board>({ url }: Bot): Promise<Board> {
  looks += 1;
  return (await (await fetch(`${url}/tasks.json?title=${looks}`)).json()) as Board;
}

/** The requests of the bot for what `act` causes, as `METHOD path` without the query. */
export async function requestsFor(
  github: EmbeddedGitHub,
  act: () => Promise<unknown>,
): Promise<string[]> {
  await github.quiet();
  const mark = github.requests.mark();
  await act();
  await github.quiet(400);
  return github.requests
    .ofTheBot(mark)
    .map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`);
}

export async function say(
  github: EmbeddedGitHub,
  login: string,
  repository: { owner: string; repo: string },
  number: number,
  body: string,
): Promise<number> {
  const { data } = await github
    .as(login)
    .rest.issues.createComment({ ...repository, issue_number: number, body });
  return data.id;
}

export async function openTask(
  github: EmbeddedGitHub,
  repository: { owner: string; repo: string },
  title: string,
  labels: string[] = ['good first issue', 'easy'],
): Promise<number> {
  const { data } = await github
    .as('maintainer')
    .rest.issues.create({ ...repository, title, body: 'what to do', labels });
  await github.quiet();
  return data.number;
}

export async function seen(
  github: EmbeddedGitHub,
  repository: { owner: string; repo: string },
  number: number,
) {
  const { issues } = github.as('maintainer').rest;
  const where = { ...repository, issue_number: number };
  const { data: issue } = await issues.get(where);
  const { data: comments } = await issues.listComments({ ...where, per_page: 100 });
  const ours = comments.filter(({ user }) => user?.login === github.botLogin);
  const bodies = ours.map(({ body }) => body ?? '');
  return {
    assignees: (issue.assignees ?? []).map(({ login }) => login),
    labels: issue.labels.map((label) => (typeof label === 'string' ? label : (label.name ?? ''))),
    comments: ours,
    plans: bodies.filter((body) => body.includes('<!-- newbie-tasks:plan -->')),
    projectPlans: bodies.filter((body) => body.includes('<!-- newbie-tasks:project-plan -->')),
    answers: bodies.filter((body) => /<!-- newbie-tasks:answer \d+ -->/.test(body)),
  };
}

/**
 * Looks again until it holds, at most so many seconds. Servers in this process first do what there
 * is to do; then their clocks are moved on, by as many seconds at most.
 */
export async function eventually(look: () => Promise<void>, seconds = 10): Promise<void> {
  const end = Date.now() + seconds * 1000;
  let left = seconds;
  for (let step = 0; ; step = Math.min(left, 2 * step || 1)) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > end) throw error;
      advanceServers(step * 1000);
      left -= step;
      if (!(await settleServers())) await sleep(100);
    }
  }
}
