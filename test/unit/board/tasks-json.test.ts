import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { renderTasksBadge } from '../../../src/board/badge.js';
import { readFilters } from '../../../src/board/filters.js';
import { renderTasksFeed } from '../../../src/board/tasks-feed.js';
import { renderTasksJson, TASKS_VERSION, tagOf } from '../../../src/board/tasks-json.js';
import { project, task } from './a-board.js';

const GITHUB = 'https://github.com';
const DOCS = readFileSync('docs/board.md', 'utf8');
const json = (tasks: Parameters<typeof project>[0]) =>
  JSON.parse(renderTasksJson([project(tasks)], GITHUB));

describe('/tasks.json', () => {
  it('has exactly what docs/board.md shows', () => {
    const documented = JSON.parse(/```json\n([\s\S]*?)```/.exec(DOCS)?.[1] ?? '');
    const real = json([task(1)]);
    const keysOf = ({ projects: [one] }: typeof real) => [
      Object.keys(one).sort(),
      Object.keys(one.tasks[0]).sort(),
    ];
    expect(documented.version).toBe(TASKS_VERSION);
    expect(keysOf(documented)).toEqual(keysOf(real));
  });

  it('names the issue of another repository, and none where there is none', () => {
    const elsewhere = { owner: 'mosn', repo: 'mosn', number: 9 };
    const { tasks } = json([
      task(0, { state: 'ask', issue: elsewhere }),
      task(0, { state: 'ask', issue: null }),
    ]).projects[0];
    expect(tasks).toMatchObject([
      { number: 9, url: 'https://github.com/mosn/mosn/issues/9' },
      { number: null, url: null },
    ]);
  });

  it('has a tag that changes with the tasks and not with the time of reading', () => {
    const tag = tagOf([project([task(1)])]);
    expect(tagOf([project([task(1)], { readAt: '2027-01-01T00:00:00.000Z' })])).toBe(tag);
    expect(tagOf([project([task(1, { state: 'held' })])])).not.toBe(tag);
  });
});

describe('the filters of docs/board.md', () => {
  it('are those that addresses understand', () => {
    const table = DOCS.slice(DOCS.indexOf('| key | for example |'));
    const keys = [...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, key]) => key);
    expect(keys).toEqual([...Object.keys(readFilters(new URLSearchParams())), 'lang']);
  });
});

describe('/feed.xml', () => {
  const feed = (publicUrl: string | null, tasks = [task(1)]) =>
    renderTasksFeed({
      ...{ projects: [project(tasks)], language: 'zh-CN', gitHub: GITHUB },
      ...{ publicUrl, query: '?difficulty=easy' },
    });

  it('has what is free, the newest first, each under an id that stays', () => {
    const xml = feed(null, [
      task(1, { createdAt: '2026-11-01T00:00:00Z' }),
      task(2, { createdAt: '2026-11-20T00:00:00Z' }),
      task(3, { state: 'held' }),
      task(4, { state: 'ask', issue: null, createdAt: null }),
    ]);
    const ids = [...xml.matchAll(/<id>(.*?)<\/id>/g)].map(([, id]) => id);
    expect(ids).toEqual([
      'urn:newbie-tasks:tasks?difficulty=easy',
      'https://github.com/mosn/layotto/issues/2',
      'https://github.com/mosn/layotto/issues/1',
    ]);
  });

  it('is named by its own address where that is known', () => {
    const xml = feed('https://tasks.example.org/x');
    expect(xml).toContain('<id>https://tasks.example.org/x/feed.xml?difficulty=easy</id>');
    expect(xml).toContain('href="https://tasks.example.org/x/"');
  });

  it('carries strangers’ words as text', () => {
    const xml = feed(null, [task(1, { text: '<b>&]]>\u0000' })]);
    expect(xml).toContain('&lt;b&gt;&amp;]]&gt;');
    expect(xml).not.toContain('\u0000');
  });
});

describe('the badge', () => {
  it('counts what is free', () => {
    const tasks = [task(1), task(2), task(3, { state: 'held' })];
    expect(renderTasksBadge([project(tasks)], 'zh-CN')).toContain('新手任务: 2 个待认领');
    expect(renderTasksBadge([], 'en')).toContain('newcomer tasks: 0 free');
  });
});
