/**
 * `npm run bench [-- NAME…] [--write]`: what it costs and how quick it is, measured. With --write
 * the tables go into docs/performance.md. A machine that does other things spoils it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';

const NAMES = ['stories', 'path', 'deliveries', 'start', 'claims', 'sweep', 'digest', 'blocking'];
const PAGE = 'docs/performance.md';

const { values, positionals } = parseArgs({
  options: { write: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !NAMES.includes(name));
if (unknown.length > 0) {
  console.error(`bench: no measure ${unknown.join(', ')}; there are: ${NAMES.join(', ')}`);
  process.exit(2);
}
const begin = Date.now();
const say = (line) => {
  const seconds = `${Math.round((Date.now() - begin) / 1_000)} s`.padStart(5);
  process.stderr.write(`${seconds}  ${line}\n`);
};

let isMissed = false;
for (const name of positionals.length > 0 ? positionals : NAMES) {
  const [load = 0] = loadavg();
  const { title, measure } = await import(`./bench/${name}.mjs`);
  const rows = await measure((line) => say(`${name}: ${line}`));
  const day = new Date().toISOString().slice(0, 10);
  const machine = `${availableParallelism()} × ${cpus()[0]?.model.trim() || process.arch}`;
  const text = [
    table(rows),
    `<sub>${day}, Node ${process.version.slice(1)}, ${machine}, load ${load.toFixed(1)} before</sub>`,
  ].join('\n\n');
  console.log(`\n${title}\n\n${text}\n`);
  if (values.write) keep(name, text);
  isMissed ||= rows.some(({ met }) => met === false);
}
process.exitCode = isMissed ? 1 : 0;

/** The headers are the names of the cells, in the order in which they first come; the goal is last. */
function table(rows) {
  const names = new Set(rows.flatMap(Object.keys));
  const headers = [...names].filter((name) => name !== 'met' && name !== 'goal');
  if (names.has('goal')) headers.push('goal');
  const lines = rows.map((row) =>
    headers.map((name) => {
      const isJudged = name === 'goal' && row.met !== undefined;
      return `${row[name] ?? ''}${isJudged ? (row.met ? ' ✅' : ' ❌') : ''}`;
    }),
  );
  return [headers, headers.map(() => '---'), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** Between its own two comments, so that one measure can be taken anew. */
function keep(name, text) {
  const page = readFileSync(PAGE, 'utf8');
  const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const before = page.slice(0, page.indexOf(start) + start.length);
  writeFileSync(PAGE, `${before}\n${text}\n${page.slice(page.indexOf(end))}`);
}
