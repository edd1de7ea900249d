/** A bar on stderr where somebody looks at it. */
import { SingleBar } from 'cli-progress';

export type Progress = { readonly step: () => void; readonly end: () => void };

/** @param format in cli-progress's words */
export function progress(format: string, total: number): Progress {
  const bar = new SingleBar({ format, clearOnComplete: true, noTTYOutput: false });
  if (process.stderr.isTTY) bar.start(total, 0);
  return {
    step: () => bar.increment(),
    end: () => bar.stop(),
  };
}
