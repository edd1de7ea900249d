import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { botEnvironment } from '../../src/demo/bot-process.js';
import { configFolder, runTheProgram } from './a-bot.js';
import { SITE, startWeek } from './a-week.js';

const KEPT = 'test/fixtures/edition-2021-11-12/english.md';

const FILES: Readonly<Record<string, string>> = {
  'questions/1.md':
    '---\nasker: Ann\nproject: SOFARPC\n---\n> Does it run on Java 17?\n\nSince v5.8.0 it does.\n',
  'meetings/1.md': '---\nproject: Layotto\nat: 2021-11-17 11:00\n---\nWhat is next for locks.\n',
};

let github: EmbeddedGitHub;
let folder: string;
beforeAll(async () => {
  github = await startWeek();
  folder = mkdtempSync(join(tmpdir(), 'newbie-tasks-english-'));
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  copyFileSync('docs/newsletter-en.yml', join(folder, 'news.yml'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await github.close();
});

function digest(date: string, format: string) {
  const args = ['digest', '--newsletter', join(folder, 'news.yml'), '--date', date];
  return runTheProgram([...args, '--format', format], botEnvironment(github, configFolder()));
}

describe('an English newsletter of the same projects, by configuration alone', () => {
  it('has its own words, order, hours and choice, and marks what is new', async () => {
    const before = await digest('2021-11-05', 'json');
    expect(before.code).toBe(0);
    const stored = {
      edition: JSON.parse(before.stdout),
      sha256: '',
      picture: null,
      dropped: [],
      rewordings: {},
    };
    await github.seedFile({
      repository: SITE,
      path: 'content/en/blog/sofa-weekly-20211105/edition.json',
      text: JSON.stringify({ ...stored, edition: { ...stored.edition, asked: [] } }),
    });
    const { code, stdout } = await digest('2021-11-12', 'hugo');
    expect(code).toBe(0);
    const post = stdout.replaceAll(github.url, 'https://github.com');
    if (process.env.UPDATE) writeFileSync(KEPT, post);
    expect(post).toBe(readFileSync(KEPT, 'utf8'));
    expect(post).not.toMatch(/\p{Script=Han}/u);
  });
});
