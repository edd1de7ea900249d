/**
 * Takes what the tests hold the bot and the embedded GitHub to out of GitHub's own descriptions:
 *
 *     node scripts/github-description.mjs [FOLDER]
 *
 * test/fixtures/github/openapi.json has the operations of test/oracle/operations.json, out of
 * @octokit/openapi; webhooks.json has its events, out of @octokit/openapi-webhooks. Both packages
 * are large and needed only here, so they are no dependencies: npm brings their newest versions
 * into a temporary folder, or FOLDER has them unpacked as `openapi/` and `openapi-webhooks/`. The
 * same versions give the same files, byte for byte.
 *
 * The descriptions are GitHub's (github/rest-api-description), published by Octokit under the MIT
 * licence, whose text is in the fixtures.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describedEvents } from './github-description/deliveries.mjs';
import { describedOperations } from './github-description/requests.mjs';
import { shareRepeated } from './github-description/shared.mjs';

const FIXTURES = fileURLToPath(new URL('../test/fixtures/github/', import.meta.url));
const LIST = new URL('../test/oracle/operations.json', import.meta.url);
const NEEDED = ['package.json', 'LICENSE', 'generated/api.github.com.json'];

const [given] = process.argv.slice(2);
const folder = given ?? mkdtempSync(join(tmpdir(), 'github-description-'));
if (given === undefined) for (const name of ['openapi', 'openapi-webhooks']) download(name);

const { operations, events } = JSON.parse(readFileSync(LIST, 'utf8'));
write('openapi.json', 'openapi', (description) =>
  describedOperations(description, Object.keys(operations)),
);
write('webhooks.json', 'openapi-webhooks', (description) => describedEvents(description, events));
if (given === undefined) rmSync(folder, { recursive: true });

function download(name) {
  console.error(`@octokit/${name}: downloading`);
  const [archive] = JSON.parse(run('npm', ['pack', '--json', `@octokit/${name}`]));
  const wanted = NEEDED.map((file) => `package/${file}`);
  mkdirSync(join(folder, name));
  console.error(`@octokit/${name} ${archive.version}: unpacking ${archive.filename}`);
  run('tar', ['-xzf', archive.filename, '-C', name, '--strip-components=1', ...wanted]);
}

function run(command, args) {
  const { status, stdout } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${command} ${args[0]} failed`);
  return stdout;
}

function write(file, name, take) {
  const read = (path) => readFileSync(join(folder, name, path), 'utf8');
  const { version } = JSON.parse(read('package.json'));
  const about = {
    source: `@octokit/${name} ${version}`,
    refresh: 'node scripts/github-description.mjs',
    licence: read('LICENSE').trim(),
  };
  const taken = take(JSON.parse(read('generated/api.github.com.json')));
  const text = compact({ about, ...shareRepeated(taken) });
  mkdirSync(FIXTURES, { recursive: true });
  writeFileSync(join(FIXTURES, file), text);
  console.error(`${file}: ${Math.round(text.length / 1024)} KB, ${about.source}`);
}

/** A line for each operation, event and schema: small, and a difference can be read. */
function compact(described) {
  const parts = Object.entries(described).map(([part, entries]) => {
    const lines = Object.entries(entries).map(
      ([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
    );
    return `  ${JSON.stringify(part)}: {\n${lines.join(',\n')}\n  }`;
  });
  return `{\n${parts.join(',\n')}\n}\n`;
}
