/**
 * Takes what the oracle holds an App and this GitHub to out of GitHub's own descriptions:
 *
 *     npm run describe -- [--folder FOLDER] ['GET /repos/{owner}/{repo}/topics' | release …]
 *
 * descriptions/openapi.json has operations out of @octokit/openapi, descriptions/webhooks.json
 * events out of @octokit/openapi-webhooks: those that they have already, and those that are named
 * here. Both packages are large and needed only here, so they are no dependencies: npm brings their
 * newest versions into a temporary folder, or FOLDER has them unpacked as `openapi/` and
 * `openapi-webhooks/`. The same versions give the same files, byte for byte.
 *
 * The descriptions are GitHub's (github/rest-api-description), published by Octokit under the MIT
 * licence, whose text is in the files.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describedEvents } from './github-description/deliveries.mjs';
import { describedOperations } from './github-description/requests.mjs';
import { shareRepeated } from './github-description/shared.mjs';

const DESCRIPTIONS = fileURLToPath(new URL('../descriptions/', import.meta.url));
const NEEDED = ['package.json', 'LICENSE', 'generated/api.github.com.json'];

const { values, positionals: wanted } = parseArgs({
  options: { folder: { type: 'string' } },
  allowPositionals: true,
});
const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'github-description-'));
if (values.folder === undefined) for (const name of ['openapi', 'openapi-webhooks']) download(name);

const isOperation = (name) => name.includes(' ');
const operations = [...describedIn('openapi.json', 'operations'), ...wanted.filter(isOperation)];
const events = [
  ...describedIn('webhooks.json', 'events'),
  ...wanted.filter((name) => !isOperation(name)),
];
write('openapi.json', 'openapi', (description) =>
  describedOperations(description, [...new Set(operations)]),
);
write('webhooks.json', 'openapi-webhooks', (description) =>
  describedEvents(description, [...new Set(events)]),
);
if (values.folder === undefined) rmSync(folder, { recursive: true });

function describedIn(file, part) {
  return Object.keys(JSON.parse(readFileSync(join(DESCRIPTIONS, file), 'utf8'))[part]);
}

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
    refresh: 'npm run describe',
    licence: read('LICENSE').trim(),
  };
  const taken = take(JSON.parse(read('generated/api.github.com.json')));
  const text = compact({ about, ...shareRepeated(taken) });
  writeFileSync(join(DESCRIPTIONS, file), text);
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
