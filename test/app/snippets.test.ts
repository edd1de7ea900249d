/**
 * Every line that the pages tell people to type, typed: against an embedded GitHub with the tasks of
 * SOFA Weekly, in a folder with this repository's `config`. What is not run here says why.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { createProgram } from '../../src/cli/program.js';
import { botEnvironment } from '../../src/demo/bot-process.js';
import { startGitHub } from '../../src/demo/github.js';
import { PAGES, shellLinesOf } from '../unit/docs/pages.js';
import { runTheProgram } from './a-bot.js';

const QUIET = { stdout: () => {}, stderr: () => {} };
const program = createProgram(
  {},
  QUIET,
  () => {},
  async () => {},
);

const CALL = 'npx newbie-tasks ';

/** Lines that are not run here, and why. */
const NOT_HERE: readonly (readonly [RegExp, string])[] = [
  [/^npx newbie-tasks setup /, 'waits for a person in a browser: test/app/setup.test.ts plays one'],
  [/^npm (ci|test|run|start)\b/, 'how this test itself was started, or takes minutes: .ci/run'],
  [/^docker /, 'needs Docker: test/unit/dockerfile.test.ts reads what it would build'],
  [
    /^(sudo systemctl|journalctl) /,
    'needs systemd: test/unit/deploying-docs.test.ts reads the unit',
  ],
  [/^(git clone URL|cd) /, 'URL is where the reader found the repository'],
  [/^grep \S+ newbie-tasks\.log$/, 'test/app/telemetry.test.ts follows an id through the log'],
];

const LINES = [...new Set(PAGES.flatMap(({ text }) => shellLinesOf(text)))];
const isHere = (line: string) => !NOT_HERE.some(([pattern]) => pattern.test(line));

/** In the order of the pages, on one GitHub. */
const CALLS = LINES.filter((line) => line.startsWith(CALL) && isHere(line));

let github: EmbeddedGitHub;
let folder: string;
beforeAll(async () => {
  github = await startGitHub();
  folder = mkdtempSync(join(tmpdir(), 'newbie-tasks-snippets-'));
  cpSync('config', join(folder, 'config'), { recursive: true });
});
afterAll(async () => {
  await github.close();
  rmSync(folder, { recursive: true });
});

/** Nothing listens here, so `doctor` should expect no delivery; and it is somebody's own. */
const environment = () => ({
  ...botEnvironment(github, 'config'),
  ...{ WEBHOOKS: 'off', OWNERS: 'sofastack, mosn' },
});
const type = (words: readonly string[]) => runTheProgram(words, environment(), { cwd: folder });

describe('what the pages tell people to type', () => {
  it('is run here, or says why not', () => {
    expect(LINES.filter((line) => isHere(line) && !CALLS.includes(line))).toEqual([]);
    expect(NOT_HERE.filter(([pattern]) => !LINES.some((line) => pattern.test(line)))).toEqual([]);
  });

  it.each(CALLS)(
    '%s',
    async (line) => {
      const words = line.slice(CALL.length).replaceAll('"', '').split(' ');
      const { code, stdout, stderr } = await type(words);
      expect({ code, stdout, stderr }).toEqual({ code: 0, stdout, stderr });
      const file = words[words.indexOf('--out') + 1];
      const product = words.includes('--out')
        ? readFileSync(join(folder, file ?? ''))
        : stdout + stderr;
      expect(product.length).toBeGreaterThan(20);
    },
    120_000,
  );

  it('names scripts that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object };
    const named = LINES.flatMap(
      (line) => /^npm (?:run )?(test|start|(?<=run )\S+)/.exec(line)?.[1] ?? [],
    );
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('--help', () => {
  it.each(program.commands.map((command) => [command.name(), command] as const))(
    'of %s shows what docs/commands.md has, and ends with 0',
    async (name, command) => {
      const { code, stdout, stderr } = await type([name, '--help']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      for (const { flags } of command.options) expect(stdout).toContain(flags);
    },
  );
});
