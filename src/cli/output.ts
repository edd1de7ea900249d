/** Where a command writes: the product to stdout, everything said to a person about it to stderr. */
export type Output = {
  readonly stdout: (line: string) => void;
  readonly stderr: (line: string) => void;
};

export const PROCESS_OUTPUT: Output = {
  stdout: (line) => process.stdout.write(`${line}\n`),
  stderr: (line) => process.stderr.write(`${line}\n`),
};
