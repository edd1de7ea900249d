/** The real process against the embedded GitHub, as a test sets it up and tears it down. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { EmbeddedGitHub, EmbeddedGitHubOptions } from '@newbie-tasks/embedded-github';
import { type ProgramRun, runProgram } from '../../src/demo/run-program.js';
import { startGitHub } from './a-github.js';
import { type Bot, call, startServer } from './a-server.js';

export const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export const ORGANISATIONS = [
  { login: 'sofastack', repositories: ['sofa-rpc', 'sofa-ark'], members: ['maintainer'] },
  { login: 'mosn', repositories: ['layotto', 'mosn'], members: ['maintainer'] },
] as const;

export const LAYOTTO = { owner: 'mosn', repo: 'layotto' } as const;
export const SOFA_RPC = { owner: 'sofastack', repo: 'sofa-rpc' } as const;

/** What only a process of its own can be given: signals, a folder, a proxy, a clock. */
const OF_A_PROCESS = ['NODE_OPTIONS', 'HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy'];

/** The command line: here, unless it takes a process of its own. */
export function runTheProgram(
  args: readonly string[],
  environment: Record<string, string>,
  options: { readonly stopAfterMs?: number; readonly cwd?: string } = {},
): Promise<ProgramRun> {
  const needsProcess =
    Object.keys(options).length > 0 || OF_A_PROCESS.some((name) => name in environment);
  return needsProcess
    ? runProgram(args, environment, { main: MAIN, ...options })
    : call(args, environment);
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

/** Looks again until it holds, at most ten seconds. */
export async function eventually(look: () => Promise<void>, seconds = 10): Promise<void> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(100);
    }
  }
}
