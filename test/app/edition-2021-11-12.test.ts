import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { botEnvironment } from '../../src/demo/bot-process.js';
import { configFolder, runTheProgram } from './a-bot.js';
import { startWeek } from './a-week.js';

const FOLDER = fileURLToPath(new URL('../fixtures/edition-2021-11-12/', import.meta.url));
const DIGEST = ['digest', '--newsletter', join(FOLDER, 'sofa-weekly.yml'), '--date', '2021-11-12'];
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

let github: EmbeddedGitHub;
let out: string;
beforeAll(async () => {
  github = await startWeek();
  out = mkdtempSync(join(tmpdir(), 'newbie-tasks-edition-'));
});
afterAll(async () => {
  rmSync(out, { recursive: true });
  await github.close();
});

function digest(...args: string[]) {
  return runTheProgram([...DIGEST, ...args], botEnvironment(github, configFolder()));
}

function expectKept(text: string, name: string) {
  const kept = join(FOLDER, name);
  if (process.env.UPDATE) writeFileSync(kept, text);
  expect(text).toBe(readFileSync(kept, 'utf8'));
}

describe('SOFA Weekly of 2021-11-12, whole', () => {
  it('as the site’s post, byte for byte, with its picture', async () => {
    const post = join(out, 'index.md');
    const { code, stdout, stderr } = await digest('--format', 'hugo', '--out', post);
    expect(stderr.trim().split('\n')).toEqual([
      'digest: SOFARPC: sofastack/sofa-rpc#1106 left out: somebody is working on it',
      'digest: SOFARPC: sofastack/sofa-rpc#1107 left out: an open pull request is for it',
      'digest: SOFARPC: sofastack/sofa-rpc#1108 left out: it is closed, though its line is not ticked',
    ]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(readFileSync(post, 'utf8')).toBe(readFileSync(join(FOLDER, 'index.md'), 'utf8'));
    const picture = readFileSync(join(out, 'contributors.png'));
    expect(picture.subarray(0, PNG.length)).toEqual(PNG);
    expect(picture.length).toBeGreaterThan(5_000);
  });

  it.each([
    ['markdown', 'edition.md'],
    ['text', 'edition.txt'],
    ['json', 'edition.json'],
  ])('as %s; refresh with: UPDATE=1 npm run test:app', async (format, name) => {
    const { code, stdout } = await digest('--format', format);
    expect(code).toBe(0);
    expectKept(stdout, name);
  });

  it('as an article with its picture, which the editor inserts', async () => {
    const article = join(out, 'article.html');
    const { code } = await digest('--format', 'wechat', '--out', article);
    expect(code).toBe(0);
    expectKept(readFileSync(article, 'utf8'), 'edition.wechat.html');
  });
});
