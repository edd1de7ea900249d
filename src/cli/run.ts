/** One call of the command line, from its words to its exit code. */
import { CommanderError } from 'commander';
import type { Output } from './output.js';
import { createProgram } from './program.js';

const DONE = 0;
const WRONG_USAGE = 2;

/**
 * @param args without the program's own name
 * @param stopped resolves once the process was asked to end
 * @returns 0 done, 1 a problem named on stderr, 2 wrong usage
 */
export async function run(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  out: Output,
  stopped: () => Promise<unknown>,
): Promise<number> {
  let exitCode = DONE;
  try {
    const done = (code: number) => {
      exitCode = code;
    };
    await createProgram(env, out, done, stopped).parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === DONE ? DONE : WRONG_USAGE;
    const message = error instanceof Error ? error.message : String(error);
    out.stderr(`newbie-tasks: ${message}`);
    if (env.LOG_LEVEL === 'debug' && error instanceof Error) out.stderr(String(error.stack));
    return 1;
  }
}
