import { describe, expect, it } from '@jest/globals';
import type { Issue } from '../../../src/domain/task.js';
import type { EarlierEdition as Earlier } from '../../../src/newsletter/edition.js';
import {
  author,
  collected,
  compose,
  earlier,
  issue,
  LAYOTTO,
  mergedPull,
  NO_FILES,
  RPC,
  task,
} from './ingredients.js';

const asked = (...names: readonly string[]) =>
  names.map((name) => ({
    ...{ source: `${name}.md`, asker: name, project: 'SOFARPC', url: null },
    turns: [{ question: `${name}?`, answer: `${name}!` }],
  }));

const nominated = (number: number, facts: Partial<Issue> = {}) => ({
  issue: issue(number, facts),
  answer: { author: author('ben'), text: '可以', commentId: 1 },
});

describe('an edition', () => {
  it('has no empty section, and says in its title what it holds', () => {
    const { edition } = compose({
      collected: [collected({ issues: [task(1)] })],
      files: { ...NO_FILES, questions: asked('甲') },
    });
    expect(edition.sections.map(({ kind }) => kind)).toEqual(['questions', 'tasks']);
    expect(edition.title).toBe('SOFA Weekly | QA 整理、新手任务计划');
    expect(edition).toMatchObject({ version: 1, date: '2021-11-12', language: 'zh-CN' });
  });

  it('without anything has its newsletter’s title', () => {
    expect(compose().edition).toMatchObject({ title: 'SOFA Weekly', sections: [], asked: [] });
  });

  it('has its sections in the newsletter’s order, and its title in its language', () => {
    const { edition } = compose({
      form: {
        ...{ title: 'News', language: 'en', sections: ['tasks', 'questions'] },
        ...{ tasks: { title: 'tasks' }, questions: { title: 'answers' } },
      },
      collected: [collected({ issues: [task(1)] })],
      files: { ...NO_FILES, questions: asked('a') },
    });
    expect(edition.title).toBe('News | tasks, answers');
  });

  it('names a project that cannot be read, and a list of one that can', () => {
    const { problems, section } = compose({
      collected: [
        { project: RPC, missing: 'the App is not installed there' },
        collected({ issues: [task(1)], missingLists: ['mosn/layotto#108 (comment 1)'] }),
      ],
    });
    expect(problems).toEqual([
      'SOFARPC (sofastack/sofa-rpc) is not in this edition: the App is not installed there',
      'Layotto: the task list mosn/layotto#108 (comment 1) cannot be read',
    ]);
    expect(section('tasks')?.projects.map(({ name }) => name)).toEqual(['Layotto']);
  });

  it('names the mistakes in the editors’ files', () => {
    const problem = { file: 'questions/a.md', line: 3, column: 1, path: 'asker', message: 'oh' };
    expect(compose({ files: { ...NO_FILES, problems: [problem] } }).problems).toEqual([
      'left out: questions/a.md:3:1 asker: oh',
    ]);
  });
});

describe('contributors', () => {
  it('are everyone once, by login whatever its case; new is who is new everywhere', () => {
    const { section } = compose({
      collected: [
        collected({
          ...{ project: RPC, firstTimers: new Set(['Zoe']) },
          merged: [mergedPull('Zoe'), mergedPull('dora'), mergedPull('dora', { number: 2 })],
        }),
        collected({
          merged: [mergedPull('ann'), mergedPull('dora')],
          firstTimers: new Set(['dora']),
        }),
      ],
    });
    expect(section('contributors')?.people).toEqual([
      { login: 'ann', url: 'https://github.com/ann', isFirst: false },
      { login: 'dora', url: 'https://github.com/dora', isFirst: false },
      { login: 'Zoe', url: 'https://github.com/Zoe', isFirst: true },
    ]);
  });
});

describe('finished tasks', () => {
  it('are those that a merged pull request of the week closed, with thanks to its author', () => {
    const { section } = compose({
      collected: [
        collected({
          closedTasks: [issue(7, { title: 'Lock; 分布式锁', state: 'closed' }), issue(8), issue(9)],
          merged: [
            mergedPull('cai', { body: 'Fixes #7' }),
            mergedPull('eve', { number: 2, body: 'see #8' }),
          ],
        }),
      ],
    });
    expect(section('finished')?.tasks).toEqual([
      { text: '分布式锁', issue: 'mosn/layotto#7', project: 'Layotto', login: 'cai' },
    ]);
  });
});

describe('questions', () => {
  const names = (composed: ReturnType<typeof compose>) =>
    composed.section('questions')?.questions.map(({ asker }) => asker) ?? [];

  it('are as many as the newsletter says; the others come with the next edition', () => {
    const files = { ...NO_FILES, questions: asked('a', 'b', 'c', 'd', 'e', 'f') };
    const first = compose({ files });
    expect(names(first)).toEqual(['a', 'b', 'c', 'd']);
    expect(first.notes).toEqual(['questions that wait for the next edition: 2']);
    expect(first.edition.asked).toEqual(['a.md', 'b.md', 'c.md', 'd.md']);
    const second = compose({ files, earlier: [earlier('2021-11-05', first.edition)] });
    expect(names(second)).toEqual(['e', 'f']);
    expect(second.notes).toEqual([]);
    const third = compose({ files, earlier: [earlier('2021-11-12', second.edition)] });
    expect(names(third)).toEqual([]);
  });

  it('are known for longer than eight editions, as long as their file is there', () => {
    const files = { ...NO_FILES, questions: asked('a', 'b') };
    let past: readonly Earlier[] = [];
    const printed: string[] = [];
    for (let week = 10; week < 30; week += 1) {
      const composed = compose({ form: { questions: { most: 1 } }, files, earlier: past });
      printed.push(...names(composed));
      const { sections, asked } = composed.edition;
      past = [earlier(`2022-01-${week}`, { sections, asked }), ...past].slice(0, 8);
    }
    expect(printed).toEqual(['a', 'b']);
    const gone = compose({ files: NO_FILES, earlier: past });
    expect(gone.edition.asked).toEqual([]);
  });

  it('wait for their answer', () => {
    const [open] = asked('a').map((each) => ({ ...each, turns: [{ question: 'a?', answer: '' }] }));
    const files = { ...NO_FILES, questions: [...(open ? [open] : []), ...asked('b')] };
    const composed = compose({ files });
    expect(names(composed)).toEqual(['b']);
    expect(composed.notes).toEqual(['questions/a.md waits: it has no answer yet']);
    expect(composed.edition.asked).toEqual(['b.md']);
  });

  it('link to the project where they say no address', () => {
    const [question] = asked('a');
    const other = { ...question, source: 'b.md', asker: 'b', project: 'SOFABoot', turns: [] };
    const turns = question?.turns ?? [];
    const files = { ...NO_FILES, questions: [...asked('a'), { ...other, url: null, turns }] };
    expect(
      compose({ files })
        .section('questions')
        ?.questions.map(({ url }) => url),
    ).toEqual(['https://github.com/sofastack/sofa-rpc', null]);
  });

  it('come from nominated issues after those of the files, once', () => {
    const all = [
      collected({ nominated: [nominated(916, { title: 'Why; 为什么', body: '很慢' })] }),
    ];
    const files = { ...NO_FILES, questions: asked('a') };
    const { section, edition } = compose({ collected: all, files });
    expect(section('questions')?.questions[1]).toEqual({
      ...{ asker: 'ann', project: 'Layotto', url: 'https://github.com/mosn/layotto/issues/916' },
      turns: [{ question: '为什么\n\n很慢', answer: '可以' }],
      ...{ number: 916, source: 'mosn/layotto#916' },
    });
    const past = [earlier('2021-11-05', edition)];
    expect(names(compose({ collected: all, files, earlier: past }))).toEqual([]);
  });

  it('that are nominated without an answer are told to the editor, and wait', () => {
    const onlyCode = { author: author('ben'), text: '```\ncode\n```', commentId: 1 };
    const without = [null, onlyCode].map((answer, at) => ({ issue: issue(916 + at), answer }));
    const all = [collected({ nominated: without })];
    const { notes, edition } = compose({ collected: all });
    expect(notes).toEqual([
      expect.stringContaining('Layotto: mosn/layotto#916 is nominated, but no answer in words'),
      expect.stringContaining('Layotto: mosn/layotto#917 is nominated, but no answer in words'),
    ]);
    expect(edition).toMatchObject({ sections: [], asked: [] });
  });

  it('stay known while a project cannot be read', () => {
    const past = [earlier('2021-11-05', { asked: ['mosn/layotto#916'] })];
    const missing = { project: LAYOTTO, missing: 'gone' };
    expect(compose({ collected: [missing], earlier: past }).edition.asked).toEqual([
      'mosn/layotto#916',
    ]);
    expect(compose({ collected: [collected()], earlier: past }).edition.asked).toEqual([]);
  });
});

describe('meetings', () => {
  it('are those to come, the next first, by the newsletter’s clock', () => {
    const meeting = (at: string) => ({ project: 'Layotto', title: '', at, text: '' });
    const meetings = ['2021-11-19 19:00', '2021-11-12 14:59', '2021-11-12 15:00'].map(meeting);
    const { section } = compose({ files: { ...NO_FILES, meetings } });
    expect(section('meetings')?.meetings.map(({ at }) => at)).toEqual([
      '2021-11-12 15:00',
      '2021-11-19 19:00',
    ]);
  });
});

describe('recommended reading', () => {
  const article = (name: string) => ({ title: name, url: `https://x.y/${name}` });
  const files = { ...NO_FILES, reading: ['a', 'b', 'c'].map(article) };
  const titles = (composed: ReturnType<typeof compose>) =>
    composed.section('reading')?.articles.map(({ title }) => title) ?? [];

  it('is the editors’ own, then the site’s posts, each once, as many as the newsletter says', () => {
    const posts = [article('b'), article('d'), article('e')];
    const composed = compose({ files, posts });
    expect(titles(composed)).toEqual(['a', 'b', 'c', 'd']);
    expect(composed.notes).toEqual(['e left out: there are more articles than are printed']);
  });

  it('is not recommended again, however long it stays in the file', () => {
    let past: readonly Earlier[] = [];
    const printed: string[] = [];
    for (let week = 10; week < 30; week += 1) {
      const composed = compose({ form: { reading: { most: 1 } }, files, earlier: past });
      printed.push(...titles(composed));
      const { sections, asked } = composed.edition;
      past = [earlier(`2022-01-${week}`, { sections, asked }), ...past].slice(0, 8);
    }
    expect(printed).toEqual(['a', 'b', 'c']);
  });
});
