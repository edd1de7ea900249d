/** The README's examples do what the README says. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** Where `./my-bot.js` is. */
const HERE = fileURLToPath(new URL('./readme/', import.meta.url));

const EXAMPLES = [...README.matchAll(/```js\n(.*?)```.*?```text\n(.*?)```/gs)].map(
  ([, code = '', printed = '']) => ({ code, printed }),
);

it('there are two examples', () => {
  expect(EXAMPLES).toHaveLength(2);
});

it.each(EXAMPLES)('prints $printed', async ({ code, printed }) => {
  const options = ['--input-type=module', '--eval', code];
  const { stdout } = await promisify(execFile)(process.execPath, options, { cwd: HERE });
  expect(stdout).toBe(printed);
});

it('names every folder of the source, and no other', () => {
  const folders = readdirSync(new URL('../src/', import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `src/${name}`);
  const named = [...README.matchAll(/^\| `(src\/\w+)` \|/gm)].map(([, folder]) => folder);
  expect(named.sort()).toEqual(folders.sort());
});
