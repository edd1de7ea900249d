import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Choices,
  mergeEdits,
  NO_CHOICES,
} from '../../../src/newsletter/publish/merge-edits.js';
import type { Draft } from '../../../src/newsletter/publish/units.js';

/** A post: projects with their tasks by difficulty, each task named by its words. */
type Post = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

const WORDS: Readonly<Record<string, string>> = {
  filter: '为 Dubbo 协议增加一个过滤器',
  docs: '翻译快速开始文档',
  lock: 'Redis 分布式锁支持续租',
  tests: '补充序列化模块的单元测试',
  sidecar: 'Sidecar 平滑升级时保持长连接',
  wasm: '把限流规则编译成 Wasm 插件',
  config: '配置中心接入 Apollo 的命名空间',
  trace: '链路追踪支持 OpenTelemetry',
};

const draft = (post: Post, title = 'SOFA Weekly | 新手任务计划'): Draft => {
  const tasks = Object.entries(post).flatMap(([project, groups]) =>
    Object.values(groups)
      .flat()
      .map((key) => ({ key, project, paragraph: WORDS[key] ?? key })),
  );
  const paragraphs = Object.entries(post).flatMap(([project, groups]) => [
    `**${project}**`,
    ...Object.entries(groups).flatMap(([difficulty, tasks]) => [
      `- ${difficulty}`,
      ...tasks.map((key) => WORDS[key] ?? key),
    ]),
    `「详细参考」：[https://example.org/${project}](https://example.org/${project})`,
  ]);
  const body = ['欢迎来到 SOFA Weekly', '### 新手任务', ...paragraphs, '### 推荐阅读', '- [a](b)'];
  return {
    text: `---\ntitle: "${title}"\nauthor: "SOFA"\n---\n${body.join('\n\n')}\n`,
    tasks,
  };
};

const WEEK: Post = {
  SOFARPC: { Easy: ['filter', 'docs'], Hard: ['lock'] },
  Layotto: { Easy: ['tests'], Medium: ['sidecar'] },
};
const without = (key: string, post: Post = WEEK): Post => {
  const kept = Object.entries(post).map(([project, groups]) => {
    const tasks = Object.entries(groups)
      .map(([name, all]) => [name, all.filter((one) => one !== key)] as const)
      .filter(([, all]) => all.length > 0);
    return [project, Object.fromEntries(tasks)] as const;
  });
  return Object.fromEntries(kept.filter(([, groups]) => Object.keys(groups).length > 0));
};
const put = (key: string, project: string, name: string, post: Post = WEEK): Post => ({
  ...post,
  [project]: { ...post[project], [name]: [...(post[project]?.[name] ?? []), key] },
});

const base = draft(WEEK);
const line = (key: string) => WORDS[key] ?? key;
const edit = (from: string, to: string, text = base.text) => {
  expect(text).toContain(from);
  return text.replace(from, () => to);
};
const paragraphs = (text: string) => text.split(/\n\n+/);

/** Refreshes one after the other, as they are published; people edit once, before the first. */
function refresh(theirs: string, posts: readonly Post[], first: Draft = base) {
  let [last, text, choices] = [first, theirs, NO_CHOICES as Choices];
  for (const post of posts) {
    const ours = draft(post);
    const merged = mergeEdits(last, text, ours, choices);
    const again = mergeEdits(ours, merged.text, ours, merged);
    expect(again.text).toBe(merged.text);
    expect([...again.rewordings]).toEqual([...merged.rewordings]);
    expect([...again.dropped].sort()).toEqual([...merged.dropped].sort());
    [last, text, choices] = [ours, merged.text, merged];
  }
  return { text, ...choices };
}

describe('a refreshed draft', () => {
  it('that nobody edited becomes ours', () => {
    for (const post of [WEEK, without('docs'), put('wasm', 'MOSN', 'Hard'), {}]) {
      const ours = draft(post, 'Another title');
      const merged = mergeEdits(base, base.text, ours);
      expect(merged).toEqual({ ...NO_CHOICES, text: ours.text, edits: 0 });
    }
  });

  it.each([
    ['a paragraph of theirs', '欢迎来到 SOFA Weekly', '欢迎来到 SOFA Weekly\n\n本周六有线下活动'],
    ['a heading', '### 新手任务', '### 这周的新手任务'],
    ['a line of the front matter', 'author: "SOFA"', 'author: "EvenLjj"'],
    ['a line more in the front matter', 'author: "SOFA"', 'author: "SOFA"\naliases: ["/w"]'],
    ['the title', '新手任务计划"', '新手任务、线下活动"'],
    ['a reference', '[a](b)', '[一篇文章](https://example.org/c)'],
    ['two spaces at the end of a line', '欢迎来到 SOFA Weekly', '欢迎来到 SOFA Weekly  '],
  ])('keeps %s', (_, from, to) => {
    const { text } = refresh(edit(from, to), [
      put('wasm', 'SOFARPC', 'Easy'),
      without('docs'),
      WEEK,
      put('wasm', 'MOSN', 'Hard'),
    ]);
    expect(text).toContain(to);
    expect(text).toContain(line('wasm'));
    expect(text.replace(to, () => from)).toBe(draft(put('wasm', 'MOSN', 'Hard')).text);
  });

  it('keeps a deletion', () => {
    const { text } = refresh(edit('欢迎来到 SOFA Weekly\n\n', ''), [without('docs'), WEEK]);
    expect(text).not.toContain('欢迎');
    expect(text).toContain(line('docs'));
  });

  it('keeps their words where ours changed too', () => {
    const theirs = edit('新手任务计划"', '线下活动"');
    const ours = draft(WEEK, 'SOFA Weekly | QA 整理、新手任务计划');
    const merged = mergeEdits(base, theirs, ours);
    expect(merged.text).toBe(theirs);
    expect(merged.edits).toBe(1);
    expect(mergeEdits(ours, merged.text, ours, merged).text).toBe(theirs);
  });

  it('keeps their words for a task, and gives them for later editions', () => {
    const words = '为 Dubbo 协议加一个日志过滤器（附教程）';
    const { text, rewordings, dropped } = refresh(edit(line('filter'), words), [
      put('wasm', 'SOFARPC', 'Easy'),
      WEEK,
    ]);
    expect(text).toBe(edit(line('filter'), words));
    expect([...rewordings]).toEqual([['filter', words]]);
    expect(dropped).toEqual([]);
  });

  it.each([
    ['in other words', '给 Dubbo 协议写一个过滤器'],
    ['in another language', 'Write a filter'],
    ['in other words, beside a paragraph of theirs', '给 Dubbo 协议写过滤器\n\n下面这个也不错：'],
    ['under a note of theirs', '本周推荐：\n\n为 Dubbo 协议增加过滤器'],
    ['with spaces behind it', '为 Dubbo 协议增加一个过滤器  '],
    ['as an item of a list', '* 为 Dubbo 协议增加一个过滤器'],
  ])('takes out a task that is gone, %s', (_, words) => {
    const theirs = edit(line('filter'), words);
    const { text } = refresh(theirs, [put('wasm', 'SOFARPC', 'Easy'), without('filter')]);
    expect(text).not.toMatch(/Dubbo|filter/);
    expect(text).toContain(line('docs'));
    for (const note of ['下面这个也不错：', '本周推荐：']) {
      expect(text.includes(note)).toBe(words.includes(note));
    }
  });

  it('takes out a task that is gone though its neighbours were edited', () => {
    const theirs = edit(
      `- Easy\n\n${line('filter')}\n\n${line('docs')}`,
      `- 简单\n\n${line('filter')}\n\n翻译《快速开始》文档`,
    );
    const { text } = refresh(theirs, [without('filter')]);
    expect(text).toContain('- 简单\n\n翻译《快速开始》文档\n\n- Hard');
  });

  it('takes out a task that is gone though it was moved, or is there twice', () => {
    const moved = edit(`${line('filter')}\n\n`, '').replace(
      line('sidecar'),
      `${line('sidecar')}\n\n${line('filter')}`,
    );
    expect(refresh(moved, [WEEK]).text).toBe(moved);
    expect(refresh(moved, [without('filter')]).text).toBe(draft(without('filter')).text);
    const twice = edit('### 新手任务', `### 新手任务\n\n${line('filter')}`);
    expect(refresh(twice, [WEEK]).text).toBe(twice);
    expect(refresh(twice, [without('filter')]).text).not.toContain('Dubbo');
  });

  it('takes out an item of a list that they made of the tasks', () => {
    const theirs = edit(
      `${line('filter')}\n\n${line('docs')}`,
      `* ${line('filter')}\n* ${line('docs')}`,
    );
    const { text, dropped } = refresh(theirs, [without('docs')]);
    expect(text).toContain(`- Easy\n\n* ${line('filter')}\n\n- Hard`);
    expect(dropped).toEqual([]);
  });

  it('takes out a group that is empty, and a project', () => {
    expect(refresh(edit('欢迎', '欢迎你'), [without('lock')]).text).not.toContain('- Hard');
    const rest = without('sidecar', without('tests'));
    expect(refresh(edit('欢迎', '欢迎你'), [rest]).text).not.toContain('Layotto');
  });

  it.each([
    ['nothing', '欢迎', '欢迎'],
    ['the task before it', line('docs'), '翻译快速开始的文档'],
    ['the task before it, and a paragraph', line('docs'), `翻译文档\n\n一句话`],
    ['the heading', '- Easy', '- 简单'],
    ['the heading behind it', '- Hard', '- 难'],
    ['the project', '**SOFARPC**', '**SOFA RPC**'],
  ])('prints a new task in its place, whoever edited %s', (_, from, to) => {
    const theirs = edit(from, to);
    const { text } = refresh(theirs, [put('wasm', 'SOFARPC', 'Easy')]);
    const all = paragraphs(text);
    const [at, easy] = [
      all.indexOf(line('wasm')),
      all.findIndex((one) => /^- (Easy|简单)/.test(one)),
    ];
    const hard = all.findIndex((one) => /^- (Hard|难)/.test(one));
    expect(easy).toBeLessThan(at);
    expect(at).toBeLessThan(hard);
    expect(refresh(theirs, [put('wasm', 'SOFARPC', 'Easy'), WEEK]).text).toBe(theirs);
  });

  it('prints a new task under its heading, though they carried the one above it elsewhere', () => {
    const moved = edit(`${line('docs')}\n\n`, '').replace('### 推', `${line('docs')}\n\n### 推`);
    const { text } = refresh(moved, [put('wasm', 'SOFARPC', 'Easy')]);
    expect(text).toBe(edit(line('filter'), `${line('filter')}\n\n${line('wasm')}`, moved));
  });

  it('prints a new project, but none where they took the section out', () => {
    const post = put('wasm', 'MOSN', 'Hard');
    expect(refresh(edit('[a](b)', '[c](d)'), [post]).text).toContain(
      `**MOSN**\n\n- Hard\n\n${line('wasm')}\n\n「`,
    );
    const from = base.text.indexOf('**SOFARPC**');
    const to = base.text.indexOf('### 推荐阅读');
    const theirs = base.text.slice(0, from) + base.text.slice(to);
    const { text, dropped } = refresh(theirs, [put('wasm', 'SOFARPC', 'Easy')]);
    expect(text).toBe(theirs);
    expect([...dropped].sort()).toEqual(['docs', 'filter', 'lock', 'sidecar', 'tests', 'wasm']);
  });

  it('keeps a task out that they took out, also when it was gone in between', () => {
    const theirs = edit(`${line('docs')}\n\n`, '');
    const { text, dropped } = refresh(theirs, [
      WEEK,
      without('docs'),
      without('docs', put('wasm', 'SOFARPC', 'Easy')),
      put('wasm', 'SOFARPC', 'Easy'),
    ]);
    expect(text).toBe(edit(`${line('docs')}\n\n`, `${line('wasm')}\n\n`));
    expect(dropped).toEqual(['docs']);
    const alone = edit(`- Hard\n\n${line('lock')}\n\n`, '');
    expect(refresh(alone, [without('lock'), WEEK]).text).toBe(alone);
  });

  it('remembers their words for a task that was gone in between', () => {
    const theirs = edit(line('docs'), '翻译《快速开始》');
    expect(refresh(theirs, [without('docs'), WEEK]).text).toBe(theirs);
  });

  it('remembers their words for a task that they took out later', () => {
    const words = '翻译《快速开始》';
    const first = mergeEdits(base, edit(line('docs'), words), base);
    const later = edit(`${words}\n\n`, '', first.text);
    const second = mergeEdits(base, later, base, first);
    expect(second.text).toBe(later);
    expect([...second.rewordings]).toEqual([['docs', words]]);
    expect(second.dropped).toEqual(['docs']);
    const back = edit(`${line('filter')}\n\n`, `${line('filter')}\n\n${line('docs')}\n\n`, later);
    const third = mergeEdits(base, back, base, second);
    expect(third).toMatchObject({ text: base.text, rewordings: new Map(), dropped: [] });
  });

  it('remembers their words for a task, though a project that they emptied came back first', () => {
    const first = draft({ SOFARPC: { Hard: ['tests'] }, Layotto: { Easy: ['sidecar'] } });
    const words = `${line('sidecar')}（第一次也能做）`;
    const emptied = edit(`${line('tests')}\n\n`, '', first.text);
    const { text } = refresh(
      edit(line('sidecar'), words, emptied),
      [
        {},
        { SOFARPC: { Hard: ['tests'] } },
        {
          Layotto: { Hard: ['filter'], Easy: ['sidecar'] },
          SOFARPC: { Easy: ['trace'] },
        },
      ],
      first,
    );
    expect(text).toContain(
      `**Layotto**\n\n- Hard\n\n${line('filter')}\n\n- Easy\n\n${words}\n\n「`,
    );
  });

  it('remembers their words for a task that finds no place, since they emptied its project', () => {
    const first = draft({
      Layotto: { Hard: ['filter', 'config'], Easy: ['lock', 'sidecar'] },
      SOFARPC: { Easy: ['docs'] },
    });
    const words = `${line('filter')}（第一次也能做）`;
    const shorter = edit(`${line('sidecar')}\n\n`, '', first.text);
    const { rewordings } = refresh(
      edit(line('filter'), words, shorter),
      [
        { SOFARPC: { Easy: ['trace'] } },
        { Layotto: { Easy: ['sidecar'] }, SOFARPC: { Easy: ['trace'] } },
        { Layotto: { Hard: ['filter'] } },
        {},
      ],
      first,
    );
    expect([...rewordings]).toEqual([['filter', words]]);
  });

  it.each([
    ['edited', '**SOFARPC（招人）**\n\n'],
    ['took out', ''],
  ])('prints no project under the heading of another, which they %s', (_, heading) => {
    const first = draft({ SOFARPC: { Hard: ['tests'] } });
    const post: Post = { Layotto: { Hard: ['filter'] } };
    const { text } = refresh(edit('**SOFARPC**\n\n', heading, first.text), [post], first);
    expect(text).toBe(edit('### 推荐阅读', `${heading}### 推荐阅读`, draft(post).text));
  });

  it('takes a paragraph that they write later for their own, not for a task they took out', () => {
    const first = mergeEdits(base, edit(`${line('docs')}\n\n`, ''), base);
    const later = first.text.replace(line('filter'), `${line('filter')}\n\n欢迎大家来看看`);
    const second = mergeEdits(base, later, base, first);
    expect(mergeEdits(base, second.text, draft(without('docs')), second).text).toContain(
      '欢迎大家来',
    );
  });

  it('keeps CRLF, and changes nothing where only that differs', () => {
    const theirs = base.text.replaceAll('\n', '\r\n');
    expect(mergeEdits(base, theirs, base).text).toBe(theirs);
    const { text } = mergeEdits(base, theirs, draft(without('docs')));
    expect(text).toBe(draft(without('docs')).text.replaceAll('\n', '\r\n'));
    const bare = base.text.trimEnd();
    expect(mergeEdits(base, bare, base).text).toBe(bare);
  });

  it('knows tasks of several lines, and two with the same words', () => {
    const of = (...tasks: string[]): Draft => ({
      text: `- Easy\n\n${tasks.map((key) => `the same\n${key.slice(0, 1)}`).join('\n\n')}\n`,
      tasks: tasks.map((key) => ({ key, project: 'a', paragraph: `the same\n${key.slice(0, 1)}` })),
    });
    const two = of('a1', 'a2');
    expect(mergeEdits(two, two.text, of('a2')).text).toBe(of('a2').text);
    const reworded = two.text.replace('the same\na', 'another\na');
    expect([...mergeEdits(two, reworded, two).rewordings]).toEqual([['a1', 'another\na']]);
  });
});

const KEYS = Object.keys(WORDS);
const posts: fc.Arbitrary<Post> = fc
  .array(fc.tuple(fc.constantFrom('SOFARPC', 'Layotto'), fc.constantFrom('Easy', 'Hard')), {
    minLength: KEYS.length,
    maxLength: KEYS.length,
  })
  .chain((places) =>
    fc.subarray(KEYS).map((keys) => {
      let post: Post = {};
      for (const key of keys) {
        // A task does not change its place.
        const [project, difficulty] = PLACES[KEYS.indexOf(key)] ?? places[0] ?? ['', ''];
        post = put(key, project, difficulty, post);
      }
      return post;
    }),
  );
const PLACES = KEYS.map(
  (_, at) => [at % 2 ? 'SOFARPC' : 'Layotto', at % 3 ? 'Easy' : 'Hard'] as const,
);

type Act = readonly ['reword' | 'drop' | 'insert' | 'note', number];
const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.tuple(fc.constantFrom('reword', 'drop', 'insert', 'note'), fc.nat(1000)),
  { maxLength: 4 },
);

/** Each on another paragraph, so that what they meant is no question. */
function act(text: string, all: readonly Act[]) {
  const units = paragraphs(text.trimEnd());
  const done = { reworded: [] as string[], dropped: [] as string[], written: [] as string[] };
  const used = new Set<number>();
  for (const [kind, seed] of all) {
    const at = 1 + (seed % Math.max(1, units.length - 2));
    const [unit, key] = [units[at] ?? '', KEYS.find((each) => line(each) === units[at])];
    if ([at - 1, at, at + 1].some((each) => used.has(each))) continue;
    if (kind === 'reword' && key !== undefined) {
      units[at] = `${unit}（第一次也能做）`;
      done.reworded.push(key);
    } else if (kind === 'drop' && key !== undefined) {
      units[at] = '';
      done.dropped.push(key);
    } else if (kind === 'insert') {
      units[at] = `${unit}\n\n编辑说 ${seed}。`;
      done.written.push(`编辑说 ${seed}。`);
    } else continue;
    used.add(at);
  }
  return { ...done, text: `${units.filter(Boolean).join('\n\n')}\n` };
}

describe('over any number of refreshes', () => {
  it('no stale task is printed, and what people did stays', () => {
    fc.assert(
      fc.property(
        posts,
        acts,
        fc.array(posts, { minLength: 1, maxLength: 5 }),
        (one, all, more) => {
          const first = draft(one);
          const { text: edited, reworded, dropped, written } = act(first.text, all);
          const { text } = refresh(edited, more, first);
          const last = more.at(-1) ?? {};
          const free = new Set(draft(last).tasks.map(({ key }) => key));
          const ever = (key: string) =>
            more.every((post) => draft(post).tasks.some((t) => t.key === key));
          for (const key of KEYS) {
            const times = text.split(line(key)).length - 1;
            const isWanted = free.has(key) && !dropped.includes(key);
            // Where a project was left with nothing but what they took out, its place may be gone.
            const least = isWanted && dropped.length === 0 ? 1 : 0;
            expect([key, times >= least && times <= Number(isWanted)]).toEqual([key, true]);
            if (isWanted && times > 0 && reworded.includes(key))
              expect(text).toContain(`${line(key)}（第一次也能做）`);
            if (isWanted && dropped.length === 0 && ever(key)) expect(text).toContain(line(key));
          }
          for (const words of written) expect(text).toContain(words);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('a new task stands under its own project and difficulty', () => {
    fc.assert(
      fc.property(posts, posts, (one, other) => {
        const first = draft(one);
        const { text } = refresh(first.text.replace('欢迎', '大家好，欢迎'), [other], first);
        expect(text.replace('大家好，', '')).toBe(draft(other).text);
      }),
    );
  });

  it.each(['**SOFARPC**', '**Layotto**', '- Easy', '- Hard'])(
    'a new task stands under its own headings, also where they added to %s',
    (heading) => {
      fc.assert(
        fc.property(posts, posts, (one, other) => {
          const first = draft(one);
          const { text } = refresh(
            first.text.replace(heading, `${heading}（招人）`),
            [other],
            first,
          );
          const all = paragraphs(text);
          const above = (key: string, mark: string) =>
            all.slice(0, all.indexOf(line(key))).findLast((each) => each.startsWith(mark));
          for (const [project, groups] of Object.entries(other)) {
            for (const [difficulty, keys] of Object.entries(groups)) {
              for (const key of keys) {
                expect(all.filter((each) => each === line(key))).toHaveLength(1);
                expect(above(key, '**')).toMatch(`**${project}**`);
                expect(above(key, '- ')).toMatch(`- ${difficulty}`);
              }
            }
          }
        }),
      );
    },
  );

  it('nothing that is written makes it fail, and merging again changes nothing', () => {
    const piece = fc.constantFrom(
      '---',
      '- Easy',
      '',
      ' ',
      '\r\n',
      '\n\n',
      '- a',
      '1. b',
      'x',
      '**SOFARPC**',
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 40 }).map((all) => all.join('\n')),
    );
    fc.assert(
      fc.property(texts, texts, texts, posts, (base, theirs, ours, post) => {
        const { tasks } = draft(post);
        const merged = mergeEdits({ text: base, tasks }, theirs, { text: ours, tasks });
        const again = mergeEdits({ text: ours, tasks }, merged.text, { text: ours, tasks }, merged);
        expect(again.text).toBe(merged.text);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['the same line', () => 'a\n\n'],
    ['empty lines', () => '\n'],
    ['spaces', () => ' '],
    ['items', () => '- a\n'],
    ['two lines in turn', (at: number) => `${at % 2 ? 'a' : 'b'}\n\n`],
    ['other lines each', (at: number) => `${at}\n\n`],
    ['rules', () => '---\n'],
  ])('60 KB of %s take no time', (_, piece) => {
    const text = Array.from({ length: 60_000 }, (_, at) => piece(at))
      .join('')
      .slice(0, 60_000);
    const other = Array.from({ length: 60_000 }, (_, at) => piece(at + 3))
      .join('')
      .slice(0, 60_000);
    const start = performance.now();
    mergeEdits(base, text, base);
    mergeEdits({ text, tasks: [] }, `x\n\n${other}`, { text: `${text}\n\ny`, tasks: [] });
    mergeEdits({ text, tasks: [] }, base.text, base);
    expect(performance.now() - start).toBeLessThan(8_000);
  });
});
