import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { formatProblems } from '../../../src/config/problems.js';
import { readEditorsFiles } from '../../../src/newsletter/collect.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'newbie-tasks-editors-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function read(files: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const { problems, ...found } = await readEditorsFiles(folder);
  const told = formatProblems(problems).map((line) => line.replace(`${folder}/`, ''));
  return { ...found, problems: told };
}

it('need not be there', async () => {
  expect(await read({})).toEqual({ questions: [], meetings: [], reading: [], problems: [] });
});

describe('a question', () => {
  it('has a head, quoted questions and their answers, in turn', async () => {
    const text = `---
asker: "@陈立"
project: SOFARPC
url: https://github.com/sofastack/sofa-rpc
---
> 怎么升级？
> 会断吗？

A：不会。

再看[文档](https://x.y)。

>那缓存呢？

答: 也不会。
`;
    const { questions, problems } = await read({ 'questions/a.md': text });
    expect({ questions, problems }).toEqual({
      questions: [
        {
          ...{ source: 'a.md', asker: '陈立', project: 'SOFARPC' },
          url: 'https://github.com/sofastack/sofa-rpc',
          turns: [
            { question: '怎么升级？\n会断吗？', answer: '不会。\n\n再看[文档](https://x.y)。' },
            { question: '那缓存呢？', answer: '也不会。' },
          ],
        },
      ],
      problems: [],
    });
  });

  it('may come from Windows, and needs no more than who asks', async () => {
    const text = '\uFEFF---\r\nasker: 远山\r\n---\r\n\r\n> 为什么？\r\n\r\n因为。\r\n';
    const { questions } = await read({ 'questions/b.md': text });
    expect(questions).toEqual([
      {
        ...{ source: 'b.md', asker: '远山', project: '', url: null },
        turns: [{ question: '为什么？', answer: '因为。' }],
      },
    ]);
  });

  it('is read by file name; drafts and other files are not', async () => {
    const text = '---\nasker: a\n---\n> q';
    const files = ['2.md', '1.md', '.3.md', 'README.txt'];
    const { questions } = await read(
      Object.fromEntries(files.map((name) => [`questions/${name}`, text])),
    );
    expect(questions.map(({ source }) => source)).toEqual(['1.md', '2.md']);
  });

  it.each([
    ['没有头', 'questions/a.md:1:1: expected a head between two lines ---'],
    ['---\nasker: a\n---\n\n没有问题', 'questions/a.md:4:1: expected a question in lines that'],
    ['---\nproject: a\n---\n> q', 'questions/a.md:2:1 asker: is missing: expected text'],
    ['---\nasker: @a\n---\n> q', 'questions/a.md:2:8: text that begins with @ or ` needs quotes'],
    ['---\nasker: a\nurl: x.y\n---\n> q', 'questions/a.md:3:6 url: expected an address like'],
    ['---\nasker: a\nproject: b\naskr: c\n---\n> q', 'questions/a.md:4:1 askr: unknown key'],
  ])('with a mistake is left out and named: %j', async (text, problem) => {
    const good = '---\nasker: b\n---\n> q';
    const found = await read({ 'questions/a.md': text, 'questions/b.md': good });
    expect(found.problems).toEqual([expect.stringContaining(problem)]);
    expect(found.questions.map(({ asker }) => asker)).toEqual(['b']);
  });

  it('of more than 16 KB is named', async () => {
    const { problems } = await read({ 'questions/a.md': '>'.repeat(17 * 1024) });
    expect(problems).toEqual(['questions/a.md: the file has 17408 bytes; at most 16384 are read']);
  });
});

describe('a meeting', () => {
  const meeting = (at: string) => `---\nproject: Layotto\nat: ${at}\n---\n议题：锁\n`;

  it('has a day, an hour, and words', async () => {
    const text = meeting('2023-03-23T19:00').replace('at:', 'title: 例会\nat:');
    expect((await read({ 'meetings/a.md': text })).meetings).toEqual([
      { project: 'Layotto', title: '例会', at: '2023-03-23 19:00', text: '议题：锁' },
    ]);
  });

  it.each(['2023-02-29 19:00', '2023-03-23', '2023-03-23 24:00', '周四 19:00'])(
    'on %s is named',
    async (at) => {
      const { meetings, problems } = await read({ 'meetings/a.md': meeting(at) });
      expect(meetings).toEqual([]);
      expect(problems).toEqual([
        expect.stringContaining('meetings/a.md:3:5 at: expected a day and an hour like 2023-03-23'),
      ]);
    },
  );
});

describe('reading.md', () => {
  it('has a link an item, and words of its own around them', async () => {
    const text = '# 推荐\n\n- [甲 [1]](https://x.y/1)\n* [乙](https://x.y/2)\r\n';
    const { reading, problems } = await read({ 'reading.md': text });
    expect(reading).toEqual([
      { title: '甲 [1]', url: 'https://x.y/1' },
      { title: '乙', url: 'https://x.y/2' },
    ]);
    expect(problems).toEqual([]);
  });

  it('names items that are no link', async () => {
    const { reading, problems } = await read({
      'reading.md': '- [甲](https://x.y/1)\n- 乙 https://x.y/2\n- [丙](x.y)\n',
    });
    expect(reading).toHaveLength(1);
    expect(problems).toEqual([
      'reading.md:2:1: expected - [title](https://…)',
      'reading.md:3:1: expected - [title](https://…)',
    ]);
  });
});
