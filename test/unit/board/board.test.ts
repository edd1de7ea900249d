import { describe, expect, it } from '@jest/globals';
import { filterProjects, queryOf, readFilters } from '../../../src/board/filters.js';
import { chooseLanguage } from '../../../src/board/pages.js';
import { BOARD_STATES } from '../../../src/domain/board.js';
import { page, project, task } from './a-board.js';

const SOFA = { name: 'SOFARPC', repository: { owner: 'sofastack', repo: 'sofa-rpc' } };

describe('the filters', () => {
  const projects = [
    project([
      task(1, { categories: ['bug'] }),
      task(2, { difficulty: 'hard', state: 'held', text: '分布式锁 API', title: 'Lock API' }),
    ]),
    project([task(3, { difficulty: 'hard' })], { ...SOFA, codeLanguage: 'Java' }),
  ];
  const found = (query: string) =>
    filterProjects(projects, readFilters(new URLSearchParams(query))).flatMap(({ tasks }) =>
      tasks.map(({ issue }) => issue?.number),
    );

  it.each([
    ['', [1, 2, 3]],
    ['difficulty=easy', [1]],
    ['difficulty=HARD&state=free', [3]],
    ['state=held', [2]],
    ['project=sofastack/SOFA-rpc', [3]],
    ['project=layotto', [1, 2]],
    ['category=Bug', [1]],
    ['code=java', [3]],
    ['q=锁', [2]],
    ['q=lock api', [2]],
    ['q=%232', [2]],
    ['q=sofarpc', [3]],
    ['q=nothing+of+it', []],
    ['difficulty=impossible&state=%00', [1, 2, 3]],
  ])('of ?%s find %j', (query, numbers) => {
    expect(found(query)).toEqual(numbers);
  });

  it('have one address, which reads back as the same', () => {
    const filters = readFilters(new URLSearchParams('state=free&q=a b&difficulty=easy'));
    expect(queryOf(filters)).toBe('?difficulty=easy&state=free&q=a+b');
    expect(readFilters(new URLSearchParams(queryOf(filters)))).toEqual(filters);
  });
});

describe('the board', () => {
  it('shows every state in words, not only by colour', () => {
    const due = '2026-12-06T00:00:00Z';
    const html = page([
      project(
        [
          task(1),
          task(2, { state: 'held', holders: ['ann'], due }),
          task(3, { state: 'held', holders: ['ben'] }),
          task(4, { state: 'held' }),
          task(5, { state: 'review', holders: ['cai'] }),
          task(6, { state: 'done', holders: ['dora'], doneAt: '2026-11-20T00:00:00Z' }),
          task(7, { state: 'ask', issue: null, title: null }),
        ],
        { mentors: ['seeflood'] },
      ),
    ]);
    for (const words of [
      '待认领',
      'ann 正在做，保留到 12 月 6 日（北京时间）',
      'ben 正在做',
      '正在等一位同学确认',
      'cai 的 PR 已打开',
      'dora 完成于 2026-11-20',
      '请 seeflood 开一个',
    ]) {
      expect(html).toContain(words);
    }
    expect(BOARD_STATES.filter((state) => !html.includes(`<li class="${state}">`))).toEqual([]);
  });

  it('offers what is free to be claimed, and nothing else', () => {
    const states = BOARD_STATES.filter((state) => state !== 'free');
    const others = states.map((state, at) => task(at + 2, { state }));
    const html = page([project([task(1), ...others])]);
    const claims = [...html.matchAll(/class="go" href="([^"]+)"/g)].map(([, href]) => href);
    expect(claims).toEqual(['https://github.com/mosn/layotto/issues/1#issue-comment-box']);
    expect(html.match(/data-copy="\/claim"/g)).toHaveLength(1);
  });

  it('says whom to ask for a line without an issue, and for one of another repository', () => {
    const elsewhere = { owner: 'mosn', repo: 'mosn', number: 9 };
    const html = page([
      project([
        task(0, { state: 'ask', issue: null, title: null }),
        task(0, { state: 'ask', issue: elsewhere, title: null }),
      ]),
    ]);
    expect(html).toContain(
      '<a href="https://github.com/mosn/layotto/issues/108">在项目的任务列表里</a>',
    );
    expect(html).toContain('请 维护者 开一个');
    expect(html).toContain('<a href="https://github.com/mosn/mosn">mosn/mosn</a>');
  });

  it('speaks both languages, and takes each title’s side', () => {
    const bilingual = task(1, { text: 'Add lock API; 新增锁 API', title: null });
    const listed = task(2, { text: '优化文档', title: 'Improve the documents; 优化文档' });
    const projects = [project([bilingual, listed])];
    expect(page(projects)).toMatch(/新增锁 API<\/a>[\s\S]*优化文档<\/a>/);
    const english = page(projects, '', { language: 'en' });
    expect(english).toMatch(/Add lock API<\/a>[\s\S]*Improve the documents<\/a>/);
    expect(english).toContain('<html lang="en">');
  });

  it('lets nothing out of a stranger’s words', () => {
    const words = '<script>alert(1)</script><img src=x onerror=y>"&';
    const html = page(
      [
        project([task(1, { text: words, categories: [words], state: 'held', holders: [words] })], {
          ...{ name: words, mentors: [words], missing: [words] },
        }),
      ],
      `q=${encodeURIComponent(words)}&category=${encodeURIComponent(words)}`,
    );
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<img');
    expect(html.match(/<script>/g)).toHaveLength(1);
  });

  it('has at most 60 KB, however many tasks there are and however long their titles', () => {
    const many = Array.from({ length: 1_000 }, (_, at) =>
      task(at + 1, { text: '很长的标题'.repeat(60), categories: ['documentation', 'component'] }),
    );
    const projects = Array.from({ length: 20 }, (_, at) =>
      project(many.slice(at * 50, at * 50 + 50), {
        ...{ name: `project-${at}`, repository: { owner: 'mosn', repo: `project-${at}` } },
      }),
    );
    const first = page(projects);
    expect(Buffer.byteLength(first)).toBeLessThan(60 * 1024);
    expect(first).toContain('1000 个任务');
    const seen = Array.from({ length: 25 }, (_, at) => page(projects, `page=${at + 1}`)).flatMap(
      (html) => [...html.matchAll(/class="go" href="[^"]*issues\/(\d+)#/g)].map(([, n]) => n),
    );
    expect(new Set(seen).size).toBe(1_000);
    expect(page(projects, 'page=25')).not.toContain('下一页');
  });

  it('says that nothing fits, that there is nothing yet, and that it only begins', () => {
    expect(page([project([task(1)])], 'difficulty=hard')).toContain('没有符合条件的任务');
    expect(page([project([])])).toContain('还没有任务');
    expect(page([])).toContain('正在读取');
    expect(page([], '', { isKnown: true })).toContain('还没有任务');
  });

  it('says how old it is, and which list cannot be read', () => {
    const html = page([project([task(1)], { missing: ['mosn/layotto/issues/108'] })]);
    expect(html).toContain('5 分钟前读取');
    expect(html).toContain(
      '<a href="https://github.com/mosn/layotto/issues/108">mosn/layotto/issues/108</a>',
    );
    const old = { readAt: '2026-11-22T02:00:00.000Z' };
    expect(page([project([task(1)], old)])).toContain('10 小时前读取');
  });

  it('gives the badge’s Markdown where its own address is known', () => {
    expect(page([project([task(1)])])).not.toContain('badge.svg');
    const html = page([project([task(1)])], '', { publicUrl: 'https://tasks.example.org/x' });
    expect(html).toContain(
      '[![新手任务](https://tasks.example.org/x/badge.svg)](https://tasks.example.org/x/)',
    );
  });
});

describe('the language of a page', () => {
  it.each([
    [null, 'en-US,en;q=0.9', 'en'],
    [null, 'zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    [null, 'zh', 'zh-CN'],
    [null, 'zh-TW,zh;q=0.9', 'zh-CN'],
    [null, 'fr', 'zh-CN'],
    [null, undefined, 'zh-CN'],
    [null, '\u0000;;;q=x', 'zh-CN'],
    ['en', 'zh-CN', 'en'],
    ['xx', 'en', 'en'],
  ] as const)('chosen %j, accepted %j: %s', (chosen, accepted, language) => {
    expect(chooseLanguage(chosen, accepted, 'zh-CN')).toBe(language);
  });
});
