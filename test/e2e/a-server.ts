/** The compiled program in the test's own process: its server, and its command line. */

import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import type { Output } from '../../src/cli/output.js';
import { botEnvironment } from '../../src/demo/bot-process.js';

const DIST = '../../dist/cli';
const { run } = (await import(`${DIST}/run.js`)) as typeof import('../../src/cli/run.js');
const { runAction } = (await import(
  `${DIST}/action.js`
)) as typeof import('../../src/cli/action.js');
const serving = (await import(`${DIST}/serve.js`)) as typeof import('../../src/cli/serve.js');

export type Bot = {
  readonly url: string;
  /** Where GitHub delivers to. */
  readonly webhookUrl: string;
  /** What it logged so far, JSON lines. */
  readonly log: () => string;
  /** Resolves once it has nothing to do. */
  readonly idle: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export type BotOptions = {
  readonly github: EmbeddedGitHub;
  /** The operator's folder with newsletters/. */
  readonly configFolder: string;
  readonly environment?: Readonly<Record<string, string>>;
};

/** Starts it, waits until it is ready, and points GitHub's deliveries at it. */
export async function startServer(options: BotOptions): Promise<Bot> {
  const { github, configFolder, environment } = options;
  let log = '';
  const out = { stdout: () => {}, stderr: (line: string) => (log += `${line}\n`) };
  const variables = {
    ...{ ...botEnvironment(github, configFolder), PORT: '0', LOG_LEVEL: 'debug' },
    ...environment,
  };
  const started = await serving.startServing(variables, out);
  if ('problems' in started) throw new Error(started.problems.join('\n'));
  const wrong = await started.ready;
  if (wrong !== null) throw new Error(wrong.problem);
  const { url, idle, stop } = started;
  const webhookUrl = `${url}/api/github/webhooks`;
  github.deliverTo(webhookUrl);
  github.listener = started;
  return {
    ...{ url, webhookUrl, log: () => log, idle },
    stop: async () => {
      github.listener = null;
      await stop();
    },
  };
}

type Called = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** `newbie-tasks …` with this environment and nothing else. */
export function call(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Called> {
  return listening((out) => run(args, environment, out, () => new Promise(() => {})));
}

/** One run of the Action. */
export function callAction(environment: Readonly<Record<string, string>>): Promise<Called> {
  return listening((out) => runAction(environment, out));
}

async function listening(work: (out: Output) => Promise<number>): Promise<Called> {
  const said = { stdout: '', stderr: '' };
  const code = await work({
    stdout: (line) => {
      said.stdout += `${line}\n`;
    },
    stderr: (line) => {
      said.stderr += `${line}\n`;
    },
  });
  return { code, ...said };
}
