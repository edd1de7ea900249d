/**
 * Many inputs against what is promised of every input: a few as part of `npm test`, very many with
 * `npm run fuzz`. The seed is printed, and `npm run fuzz -- --seed N` gives the same inputs again.
 */
import { appendFileSync } from 'node:fs';
import { test } from '@jest/globals';
import fc from 'fast-check';
import { calmCostOf, MOST_MS } from './cost.js';

const SEED = Number(process.env.FUZZ_SEED ?? 1);
const RUNS = Number(process.env.FUZZ_RUNS ?? 300);
const REPORT = process.env.FUZZ_REPORT;

/** How often the line of progress changes, in milliseconds. */
const PROGRESS_MS = 2_000;

const LONGEST_SHOWN = 1_500;

/** Runs what is promised to be quick. `bytes`: of the input, for the report. */
export type Clock = <Result>(what: string, bytes: number, run: () => Result) => Result;

/**
 * One property over very many inputs.
 * @param holds throws where the promise is broken
 * @param each how many inputs one run stands for, where it holds several
 */
export function fuzz<Input>(
  name: string,
  inputs: fc.Arbitrary<Input>,
  holds: (input: Input, clock: Clock) => void | Promise<void>,
  each = 1,
): void {
  const run = async () => {
    const runs = Math.ceil(RUNS / each);
    const slowest = { ms: 0, bytes: 0, what: '' };
    const clock = clockFor(slowest);
    const start = Date.now();
    let done = 0;
    let shown = start;
    const result = await fc.check(
      fc.asyncProperty(inputs, async (input) => {
        await holds(input, clock);
        done += 1;
        if (REPORT === undefined || Date.now() - shown < PROGRESS_MS) return;
        shown = Date.now();
        say(`${name}: ${done * each}/${runs * each}`);
      }),
      { seed: SEED, numRuns: runs, endOnFailure: false },
    );
    const seconds = (Date.now() - start) / 1_000;
    if (REPORT !== undefined) {
      const figures = { name, inputs: done * each, seconds, slowest, failed: result.failed };
      appendFileSync(REPORT, `${JSON.stringify(figures)}\n`);
    }
    if (!result.failed) return;
    const counterexample = fc.stringify(result.counterexample).slice(0, LONGEST_SHOWN);
    const { errorInstance } = result;
    const why = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
    throw new Error(`--seed ${SEED} (${result.counterexamplePath}): ${counterexample}\n${why}`);
  };
  test(name, run, 3_600_000);
}

function clockFor(slowest: { ms: number; bytes: number; what: string }): Clock {
  return (what, bytes, run) => {
    const start = performance.now();
    const result = run();
    let ms = performance.now() - start;
    if (ms > MOST_MS / 2) ms = Math.min(ms, calmCostOf(run));
    if (ms > slowest.ms) Object.assign(slowest, { ms, bytes, what });
    if (ms > MOST_MS) throw new Error(`${what} took ${Math.round(ms)} ms for ${bytes} bytes`);
    return result;
  };
}

/** On one line of the terminal; in a log, on lines of their own. */
function say(line: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
}

export function expectThat(holds: boolean, why: () => string): void {
  if (!holds) throw new Error(why());
}
