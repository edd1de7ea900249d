/** The real command line in a process of its own, as a person calls it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export const COMPILED_MAIN = fileURLToPath(new URL('../main.js', import.meta.url));

export type ProgramRun = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

/**
 * `newbie-tasks …` with nothing of this process's environment but the PATH.
 * @param options.stopAfterMs asks it to end with SIGTERM after so many milliseconds
 * @param options.cwd the folder in which it is called
 */
export async function runProgram(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  options: { readonly main?: string; readonly stopAfterMs?: number; readonly cwd?: string } = {},
): Promise<ProgramRun> {
  const child = spawn(process.execPath, [options.main ?? COMPILED_MAIN, ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  if (options.stopAfterMs !== undefined) {
    setTimeout(() => child.kill('SIGTERM'), options.stopAfterMs).unref();
  }
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { code: child.exitCode, stdout, stderr };
}
