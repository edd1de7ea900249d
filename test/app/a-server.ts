/** The compiled program in the test's own process: its server, and its command line. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import type { Output } from '../../src/cli/output.js';
import { botEnvironment } from '../../src/demo/bot-process.js';
import { run, runAction, startServing } from '../loaded-once.js';
import { createTestClock } from './a-clock.js';

export type Bot = {
  readonly url: string;
  /** Where GitHub delivers to. */
  readonly webhookUrl: string;
  /** What it logged so far, JSON lines. */
  readonly log: () => string;
  /** Resolves once it has nothing to do. */
  readonly idle: () => Promise<void>;
  /** Moves its clock on: what waits for so many milliseconds begins at once. */
  readonly advance: (milliseconds: number) => void;
  readonly stop: () => Promise<void>;
};

export type BotOptions = {
  readonly github: EmbeddedGitHub;
  /** The operator's folder with newsletters/. */
  readonly configFolder: string;
  readonly environment?: Readonly<Record<string, string>>;
};

/** What hangs is not waited for, in milliseconds. */
const LONGEST_MS = 1_000;

type Running = { readonly github: EmbeddedGitHub; readonly advance: Bot['advance'] };

/** The servers of this file. */
const RUNNING = new Set<Running>();

/** Resolves once GitHub told all of it, and they have nothing to do. @returns whether there are any */
export async function settleServers(): Promise<boolean> {
  const settled = Promise.all([...RUNNING].map(({ github }) => github.quiet()));
  await Promise.race([settled, sleep(LONGEST_MS, undefined, { ref: false })]);
  return RUNNING.size > 0;
}

/** Moves on the clocks of all of them. */
export function advanceServers(milliseconds: number): void {
  for (const { advance } of RUNNING) advance(milliseconds);
}

/** Starts it, waits until it is ready, and points GitHub's deliveries at it. */
export async function startServer(options: BotOptions): Promise<Bot> {
  const { github, configFolder, environment } = options;
  let log = '';
  const out = { stdout: () => {}, stderr: (line: string) => (log += `${line}\n`) };
  const variables = {
    ...{ ...botEnvironment(github, configFolder), PORT: '0', LOG_LEVEL: 'debug' },
    ...environment,
  };
  const clock = createTestClock();
  const started = await startServing(variables, out, clock);
  if ('problems' in started) throw new Error(started.problems.join('\n'));
  const wrong = await started.ready;
  if (wrong !== null) throw new Error(wrong.problem);
  const { url, idle, stop } = started;
  const webhookUrl = `${url}/api/github/webhooks`;
  github.deliverTo(webhookUrl);
  github.listener = started;
  const running: Running = { github, advance: clock.advance };
  RUNNING.add(running);
  return {
    ...{ url, webhookUrl, log: () => log, idle, advance: clock.advance },
    stop: async () => {
      RUNNING.delete(running);
      github.listener = null;
      await stop();
    },
  };
}

export type Called = { readonly code: number; readonly stdout: string; readonly stderr: string };

/**
 * `newbie-tasks …` with this environment and nothing else.
 * @param onError is told each line of stderr
 */
export function call(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  onError: (line: string) => void = () => {},
): Promise<Called> {
  return listening((out) => run(args, environment, out, () => new Promise(() => {})), onError);
}

/** One run of the Action, by a clock that runs a hundred times as fast. */
export async function callAction(environment: Readonly<Record<string, string>>): Promise<Called> {
  const clock = createTestClock();
  const hurry = setInterval(() => clock.advance(1_000), 10);
  return listening((out) => runAction(environment, out, clock)).finally(() => clearInterval(hurry));
}

async function listening(
  work: (out: Output) => Promise<number>,
  onError: (line: string) => void = () => {},
): Promise<Called> {
  const said = { stdout: '', stderr: '' };
  const code = await work({
    stdout: (line) => {
      said.stdout += `${line}\n`;
    },
    stderr: (line) => {
      said.stderr += `${line}\n`;
      onError(line);
    },
  });
  return { code, ...said };
}
