/** Where a command writes: the product to stdout, everything said to a person about it to stderr. */
import { visible } from '../domain/unprintable.js';

export type Output = {
  readonly stdout: (line: string) => void;
  readonly stderr: (line: string) => void;
};

type Stream = Pick<NodeJS.WriteStream, 'write' | 'on'>;

/**
 * All that leaves a command goes through here: strangers' titles, names and answers of servers
 * stand in it, and none of them acts on the terminal.
 *
 * A stream that cannot be written to ends nothing. Whoever reads only the beginning of stdout, as
 * `head` does, has all they want, and what was begun is finished without them; where it is lost for
 * another reason, such as a full disk, that is said and fails the command. Of stderr nobody can be
 * told.
 * @param lost is told once why the product is not whole
 */
export function createOutput(
  stdout: Stream,
  stderr: Stream,
  lost: (reason: string) => void,
): Output {
  let isLost = false;
  stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code !== 'EPIPE' && !isLost) lost(code ?? message);
    isLost = true;
  });
  stderr.on('error', () => {});
  return {
    stdout: (line) => {
      if (!isLost) stdout.write(`${visible(line)}\n`);
    },
    stderr: (line) => {
      stderr.write(`${visible(line)}\n`);
    },
  };
}

export const PROCESS_OUTPUT = createOutput(process.stdout, process.stderr, (reason) => {
  PROCESS_OUTPUT.stderr(`newbie-tasks: stdout cannot be written to (${reason})`);
  process.once('exit', () => {
    process.exitCode ||= 1;
  });
});
