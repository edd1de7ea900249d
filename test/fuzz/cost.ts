/** What work costs, told so that a machine that does other things is not what is measured. */

/** What any text of at most 256 KB may cost on a calm machine, in milliseconds. */
export const MOST_MS = 100;

const TIMES = 4;

/** Of the processor, in milliseconds. */
function costOnce(run: () => unknown): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

/** The best of several runs, as everything else only ever adds. */
export function costOf(run: () => unknown): number {
  return Math.min(...Array.from({ length: TIMES }, () => costOnce(run)));
}

const LINES = Array.from({ length: 20_000 }, (_, at) => `- [ ] task ${at} of ${at % 7}`).join('\n');

/** What our readers do, in small. */
function read(): unknown {
  return LINES.split('\n').map((line) => ({
    line,
    words: line.match(/\w+/g),
    at: line.search(/of/),
  }));
}

/** What that costs where two processors have nothing else to do, in milliseconds. */
const CALM_MS = 10;

/** How many times slower this machine is right now than a calm one; at least 1. */
function slowness(): number {
  return Math.max(1, costOf(read) / CALM_MS);
}

const ROUNDS = 8;

/** What work costs on a calm machine, in milliseconds: measured until it is quick enough, or not. */
export function calmCostOf(run: () => unknown): number {
  let least = costOnce(run);
  for (let round = 0; round < ROUNDS && least >= MOST_MS; round += 1) {
    least = Math.min(least, costOf(run) / slowness());
  }
  return least;
}
