import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { checkConfig } from '../../../src/cli/check-config.js';
import { readOperatorConfig } from '../../../src/cli/operator-folder.js';
import { formatProblems } from '../../../src/config/problems.js';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'newbie-tasks-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function write(name: string, text: string | Uint8Array): Promise<string> {
  const file = join(folder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  return file;
}

async function problems(): Promise<readonly string[]> {
  const read = await readOperatorConfig(folder);
  const lines = read.ok ? [] : formatProblems(read.problems);
  return lines.map((line) => line.replaceAll(`${folder}/`, ''));
}

describe('the operator’s folder', () => {
  it('may be empty', async () => {
    const empty = { ok: true, config: { defaults: {}, newsletters: [] } };
    expect(await readOperatorConfig(folder)).toEqual(empty);
    await mkdir(join(folder, 'newsletters'));
    expect(await readOperatorConfig(folder)).toEqual(empty);
  });

  it('gives defaults and newsletters, by file name', async () => {
    await write('newbie-tasks.yml', 'language: en\n');
    await write('newsletters/b.yml', 'title: B');
    await write('newsletters/a.yaml', 'title: A');
    await write('newsletters/.hidden.yml', ': : :');
    await write('newsletters/README.md', '# not ours');
    const read = await readOperatorConfig(folder);
    expect(read).toMatchObject({
      ok: true,
      config: {
        defaults: { language: 'en' },
        newsletters: [
          { file: join(folder, 'newsletters/a.yaml'), newsletter: { title: 'A' } },
          { file: join(folder, 'newsletters/b.yml'), newsletter: { title: 'B' } },
        ],
      },
    });
  });

  it('gives all problems of all files at once', async () => {
    await write('newbie-tasks.yml', 'langauge: en\n');
    await write('newsletters/a.yml', 'title: [');
    await write('newsletters/b.yml', 'titel: B');
    await mkdir(join(folder, 'newsletters/c.yml'));
    await write('newsletters/d.yml', new Uint8Array([0xff, 0xfe, 0x61, 0]));
    await write('newsletters/e.yml', '#'.repeat(20_000));
    expect(await problems()).toEqual([
      'newbie-tasks.yml:1:1 langauge: unknown key, did you mean language?',
      expect.stringContaining('newsletters/a.yml:1:9: '),
      'newsletters/b.yml:1:1 titel: unknown key, did you mean title?',
      'newsletters/c.yml: this is not a file',
      'newsletters/d.yml: this is not UTF-8 text',
      'newsletters/e.yml: the file has 20000 bytes; at most 16384 are read',
    ]);
  });

  it('must exist', async () => {
    const missing = join(folder, 'nowhere');
    expect(await readOperatorConfig(missing)).toEqual({
      ok: false,
      problems: [
        {
          file: missing,
          line: null,
          column: null,
          path: '',
          message: 'there is no such folder; NEWBIE_TASKS_CONFIG names the one to read',
        },
      ],
    });
  });

  it('as shipped is good', async () => {
    const read = await readOperatorConfig('config');
    expect(read).toMatchObject({
      ok: true,
      config: { newsletters: [{ newsletter: { title: 'SOFA Weekly' } }] },
    });
  });
});

describe('check-config', () => {
  async function check(file: string) {
    const [stdout, stderr]: [string[], string[]] = [[], []];
    const code = await checkConfig(file, {
      stdout: (line) => stdout.push(line),
      stderr: (line) => stderr.push(line),
    });
    return { code, stdout, stderr };
  }

  it('knows a repository’s file', async () => {
    const file = 'config/newbie-tasks.yml';
    const about =
      'repository (zh-CN); label "good first issue"; days: easy 14, medium 21, hard 30; no task list';
    expect(await check(file)).toEqual({ code: 0, stdout: [`${file}: ok, ${about}`], stderr: [] });
  });

  it('knows a newsletter by its folder or its projects', async () => {
    const about = 'newsletter "SOFA Weekly"; projects: A; sections: tasks';
    const text = 'projects: [{name: A, repository: a/b}]\nsections: [tasks]';
    const file = await write('x.yml', text);
    expect(await check(file)).toEqual({ code: 0, stdout: [`${file}: ok, ${about}`], stderr: [] });
    const empty = await write('newsletters/x.yml', '');
    expect((await check(empty)).stdout[0]).toContain(
      'projects: none yet; sections: contributors, questions, tasks, reading',
    );
  });

  it('tells every problem on stderr', async () => {
    const file = await write('x.yml', 'langauge: en\nclaims: 1');
    expect(await check(file)).toEqual({
      code: 1,
      stdout: [],
      stderr: [
        `${file}:1:1 langauge: unknown key, did you mean language?`,
        `${file}:2:9 claims: expected a map of keys, found the number 1`,
      ],
    });
    expect(await check(join(folder, 'nowhere.yml'))).toEqual({
      code: 1,
      stdout: [],
      stderr: [`${join(folder, 'nowhere.yml')}: there is no such file`],
    });
  });
});
