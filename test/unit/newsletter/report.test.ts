import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { resolveNewsletter } from '../../../src/newsletter/configuration/newsletter.js';
import type { Edition } from '../../../src/newsletter/edition.js';
import type { Proposal } from '../../../src/newsletter/publish/propose.js';
import { QUIET, quiet } from '../../../src/newsletter/publish/quiet.js';
import { reportText, withReport, wordingLines } from '../../../src/newsletter/publish/report.js';
import type { PrintedTask } from '../../../src/newsletter/sections/tasks.js';

const newsletter = resolveNewsletter({});
const task = (text: string, issue: string | null, editions: number | null = 0): PrintedTask => ({
  ...{ text, issue, editions },
});
const editionOf = (...tasks: PrintedTask[]): Edition => ({
  ...{ version: 1, newsletter: 'SOFA Weekly', title: 'SOFA Weekly', language: 'zh-CN' },
  ...{ date: '2021-11-12', since: '', until: '', asked: [] },
  sections: [
    {
      kind: 'tasks',
      projects: [{ name: 'Layotto', url: null, groups: [{ difficulty: 'easy', tasks }] }],
    },
  ],
});
const proposal: Proposal = {
  ...{ text: '', data: '', isChanged: false, isLeftAlone: false, edits: 0 },
  ...{ rewordings: new Map(), dropped: [], gone: [], come: [], changed: [] },
};
const two = editionOf(task('翻译文档', 'mosn/layotto#1'), task('写测试', 'mosn/layotto#2', 4));

describe('what an editor is told', () => {
  it('of a draft', () => {
    const rewordings = new Map([['mosn/layotto#1', '把文档翻译成英文']]);
    const said = reportText(
      newsletter,
      {
        ...{ edition: two, notes: ['Layotto: mosn/layotto#9 left out'] },
        problems: ['MOSN (mosn/mosn) is not in this edition: the App is not installed there'],
      },
      { ...proposal, edits: 1, rewordings },
      'draft',
      'content/zh/blog/sofa-weekly-20211112/index.md',
    );
    expect(said).toMatchInlineSnapshot(`
"<!-- newbie-tasks:edition 2021-11-12 -->

这一期由 newbie-tasks 从 GitHub 整理，每个任务在写入前又核对过一次。

**想改什么，直接改**：在 Files changed 里点 \`content/zh/blog/sofa-weekly-20211112/index.md\` 右上角的 ⋯ → Edit file，提交到这个分支。改过的都会保留；没有人动过的部分，星期五 12:00 之前每小时刷新。满意了就合并。

**⚠️ 这些内容读不到，这一期可能不完整**

- MOSN (mosn&#47;mosn) is not in this edition: the App is not installed there

大家改过的 1 处都保留着，那里不再自动刷新；有人认领了的任务仍会撤下。

新手任务 2 个，其中 1 个第一次刊登。

刊登最久的：写测试（最近 8 期加上这一期，共 5 次）

改过的任务文字想在以后几期沿用，就把这几行放进这份 newsletter 的配置：

~~~~yaml
texts:
  "mosn/layotto#1": "把文档翻译成英文"
~~~~

<details><summary>没有刊登的，以及原因</summary>

- Layotto: mosn&#47;layotto&#35;&#8203;9 left out

</details>

<!-- newbie-tasks:end -->"
`);
  });

  it('of a frozen one', () => {
    const said = reportText(
      newsletter,
      { edition: two, notes: [], problems: [] },
      {
        ...proposal,
        gone: [task('做完的', 'mosn/layotto#3')],
        come: [task('新来的 @ann', null)],
        changed: ['contributors', 'reading'],
      },
      'frozen',
      'index.md',
    );
    expect(said).toMatchInlineSnapshot(`
"<!-- newbie-tasks:edition 2021-11-12 -->

**已定稿，不再自动改动。** 和 GitHub 上现在的情况相比：

- 应撤下：做完的 (mosn&#47;layotto&#35;&#8203;3)
- 可加上：新来的 &#64;&#8203;ann
- 「社区本周 Contributor」有变化
- 「本周推荐阅读」有变化

新手任务 2 个，其中 1 个第一次刊登。

刊登最久的：写测试（最近 8 期加上这一期，共 5 次）

<!-- newbie-tasks:end -->"
`);
    const same = reportText(
      newsletter,
      { edition: two, notes: [], problems: [] },
      proposal,
      'frozen',
      null,
    );
    expect(same).toContain('相比：\n\n- 没有不同');
  });

  it('fits into a pull request whatever happened', () => {
    const lines = Array.from({ length: 5_000 }, (_, at) => `@<${'&'.repeat(400)} ${at}`);
    const tasks = lines.map((text, at) => task(text, `mosn/layotto#${at}`, null));
    const said = reportText(
      newsletter,
      { edition: editionOf(...tasks), notes: lines, problems: lines },
      {
        ...{ ...proposal, gone: tasks, come: tasks },
        rewordings: new Map(lines.map((text, at) => [`mosn/layotto#${at}`, text])),
      },
      'frozen',
      'index.md',
    );
    expect(said.length).toBeLessThan(65_536);
  });

  it('ends where it ends, whatever words people gave a task', () => {
    const words = '<!-- newbie-tasks:end --> <!-- newbie-tasks:state {} -->';
    const rewordings = new Map([['mosn/layotto#1', words]]);
    const composed = { edition: two, notes: [], problems: [] };
    const said = reportText(newsletter, composed, { ...proposal, rewordings }, 'draft', 'a.md');
    const body = withReport(`above\n\n${said}\n\nbelow`, said);
    expect(body).toBe(`above\n\n${said}\n\nbelow`);
    expect(said).not.toContain('<!-- newbie-tasks:state');
    const yaml = /~~~~yaml\n([\s\S]*?)\n~~~~/.exec(said)?.[1] ?? '';
    expect(parse(yaml)).toEqual({ texts: { 'mosn/layotto#1': words } });
  });

  it('stands in the body among what people wrote', () => {
    const report = (words: string) =>
      `<!-- newbie-tasks:edition 2021-11-12 -->\n\n${words}\n\n<!-- newbie-tasks:end -->`;
    expect(withReport('', report('a'))).toBe(report('a'));
    expect(withReport('hi', report('a'))).toBe(`hi\n\n${report('a')}`);
    expect(withReport(`hi\r\n${report('a')}\r\nbye`, report('b'))).toBe(
      `hi\r\n${report('b')}\r\nbye`,
    );
    const cut = report('a').replace('<!-- newbie-tasks:end -->', 'kept');
    const once = withReport(cut, report('b'));
    expect(once).toBe(`a\n\nkept\n\n${report('b')}`);
    expect(withReport(once, report('b'))).toBe(once);
  });
});

describe('people’s words for later editions', () => {
  it.each([
    ['{text}', '把文档翻译成英文', '把文档翻译成英文'],
    ['- {text} [#{number}]({url})', '- 把文档 `a` [#1](https://x.y/1)', '把文档 `a`'],
    ['- {text}', '没有那个形式了', null],
    ['{% if number %}{text}{% endif %}', '把文档', null],
    ['{text}', `问${QUIET} @${QUIET}ann`, '问 @ann'],
    ['{text}', 'x'.repeat(501), null],
  ])('in the form %s', (form, paragraph, words) => {
    const [one] = [task('翻译文档', 'Mosn/Layotto#1')];
    const lines = wordingLines(new Map([['mosn/layotto#1', paragraph]]), [one], {
      ...newsletter.tasks,
      task: form,
    });
    expect(lines).toEqual(words === null ? [] : [`  "Mosn/Layotto#1": ${JSON.stringify(words)}`]);
  });
});

describe('an edition that GitHub renders', () => {
  it.each([
    ['@ann and #12', `@${QUIET}ann and #${QUIET}12`],
    ['mosn/layotto#12, GH-3', `mosn/layotto#${QUIET}12, GH${QUIET}-3`],
    ['`@Component` @ann `#1`', `\`@Component\` @${QUIET}ann \`#1\``],
    ['[a](https://x.y/@b#1) @c', `[a](https://x.y/@b#1) @${QUIET}c`],
    ['```java\n@Autowired\n```\n@ann', '```java\n@Autowired\n```\n@<!-- -->ann'],
    ['~~~\n```\n@a\n~~~\n@b', '~~~\n```\n@a\n~~~\n@<!-- -->b'],
    ['# heading', '# heading'],
    ['**@陈立** 提问', '**@陈立** 提问'],
  ])('%s', (markdown, expected) => {
    expect(quiet(markdown)).toBe(expected);
  });

  it('takes no time', () => {
    for (const piece of ['`', '@a', 'https://', '```\n', '#1`']) quiet(piece.repeat(60_000));
  });
});
