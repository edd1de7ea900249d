/** The real bot in a process of its own, as `npm start` runs it, against an embedded GitHub. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { COMPILED_MAIN } from './run-program.js';

export type BotProcess = {
  readonly url: string;
  /** Where GitHub delivers to. */
  readonly webhookUrl: string;
  readonly process: ChildProcess;
  /** What it logged so far, JSON lines. */
  readonly log: () => string;
  /** Resolves with the exit code. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
};

export type BotOptions = {
  readonly github: EmbeddedGitHub;
  /** The operator's folder with newsletters/. */
  readonly configFolder: string;
  /** The compiled program. */
  readonly main?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly onLog?: (line: string) => void;
};

/** How long it may take to become ready, in milliseconds. */
const START_MS = 20_000;

/** Starts it, waits until it is ready, and points GitHub's deliveries at it. */
export async function startBot(options: BotOptions): Promise<BotProcess> {
  const { github } = options;
  const port = await freePort();
  let log = '';
  const child = spawn(process.execPath, [options.main ?? COMPILED_MAIN, 'serve'], {
    env: {
      PATH: process.env.PATH,
      ...botEnvironment(github, options.configFolder),
      PORT: String(port),
      LOG_LEVEL: 'debug',
      ...options.environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
    options.onLog?.(text);
  });
  const url = `http://127.0.0.1:${port}`;
  const webhookUrl = `${url}/api/github/webhooks`;
  const bot: BotProcess = {
    url,
    webhookUrl,
    process: child,
    log: () => log,
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
      return child.exitCode;
    },
  };
  await waitUntilReady(bot);
  github.deliverTo(webhookUrl);
  return bot;
}

/** What a process needs to act as the App of an embedded GitHub. */
export function botEnvironment(
  github: EmbeddedGitHub,
  configFolder: string,
): Record<string, string> {
  return {
    GITHUB_API_URL: github.url,
    APP_ID: String(github.appId),
    PRIVATE_KEY: github.privateKey,
    WEBHOOK_SECRET: github.webhookSecret,
    NEWBIE_TASKS_CONFIG: configFolder,
  };
}

async function waitUntilReady(bot: BotProcess): Promise<void> {
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    if (bot.process.exitCode !== null) throw new Error(`the bot ended:\n${bot.log()}`);
    const ready = await fetch(`${bot.url}/readyz`).catch(() => null);
    if (ready?.ok) return;
    await sleep(50);
  }
  await bot.stop('SIGKILL');
  throw new Error(`the bot did not become ready:\n${bot.log()}`);
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
