/** Where a command writes: the product to stdout, everything said to a person about it to stderr. */
export type Output = {
  readonly stdout: (line: string) => void;
  readonly stderr: (line: string) => void;
};

// Whoever reads only the beginning, as head does, has all they want.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

// A log that nobody reads any more ends nothing.
process.stderr.on('error', () => {});

export const PROCESS_OUTPUT: Output = {
  stdout: (line) => process.stdout.write(`${line}\n`),
  stderr: (line) => process.stderr.write(`${line}\n`),
};
