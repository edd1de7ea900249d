/**
 * `npm run fuzz [-- --seed N] [--runs N] [--only NAME]`: very many inputs against what is promised
 * of every input; see test/fuzz/. Takes minutes, and ends with a table of what it found.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    runs: { type: 'string', default: '100000' },
    only: { type: 'string', default: '' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'newbie-tasks-fuzz-'));
const report = join(folder, 'report.jsonl');

console.error(`seed ${values.seed} (again: npm run fuzz -- --seed ${values.seed})`);
const { status } = spawnSync(
  process.execPath,
  [
    ...['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'],
    ...['--config', 'test/jest.config.js', '--selectProjects', 'fuzz', '--runInBand'],
    ...(values.only === '' ? [] : ['--testNamePattern', values.only]),
  ],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      FUZZ_SEED: values.seed,
      FUZZ_RUNS: values.runs,
      FUZZ_REPORT: report,
    },
  },
);
const lines = readLines(report);
rmSync(folder, { recursive: true });
console.log('\n| target | inputs | seconds | slowest | of | broken |\n|---|--:|--:|--:|---|---|');
for (const { name, inputs, seconds, slowest, failed } of lines) {
  const size = `${slowest.what}, ${Math.round(slowest.bytes / 1024)} KB`;
  console.log(
    `| ${name} | ${inputs.toLocaleString('en')} | ${seconds.toFixed(0)} | ${slowest.ms.toFixed(0)} ms | ${size} | ${failed ? 'yes' : 'no'} |`,
  );
}
process.exitCode = status ?? 1;

function readLines(file) {
  try {
    return readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  } catch {
    return [];
  }
}
