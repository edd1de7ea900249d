import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseTaskList } from '../../../src/project/list/read.js';
import { costOf } from '../../fuzz/cost.js';

const repository = { owner: 'sofastack', repo: 'sofa-rpc' };

function fixture(path: string): string {
  return readFileSync(new URL(`../../fixtures/${path}`, import.meta.url), 'utf8');
}

const community: {
  readonly headings: readonly string[];
  readonly taskListQuirks: readonly string[];
} = JSON.parse(fixture('community.json'));

/** `easy: text #12 x`: difficulty, text, issue, and whether it is ticked or struck. */
function shown(markdown: string): string[] {
  return parseTaskList(markdown, repository).map((line) => {
    const { reference } = line;
    const isOwn = reference?.owner === 'sofastack' && reference.repo === 'sofa-rpc';
    const name = isOwn ? '' : `${reference?.owner}/${reference?.repo}`;
    const issue = reference === null ? '' : ` ${name}#${reference.number}`;
    return `${line.difficulty}: ${line.text}${issue}${line.ticked ? ' x' : ''}${line.struck ? ' ~' : ''}`;
  });
}

function easy(...lines: string[]): string[] {
  return shown(['## Easy', ...lines].join('\n'));
}

describe('a heading', () => {
  const difficulty: Readonly<Record<string, string>> = {
    '### Medium': 'medium',
    '## Hard': 'hard',
    '## 中等': 'medium',
    '## 困难': 'hard',
  };
  test.each(community.headings)('%s', (heading) => {
    expect(shown(`${heading}\n\n- [ ] text #1`)).toEqual([
      `${difficulty[heading] ?? 'easy'}: text #1`,
    ]);
  });

  test.each([
    '# EASY',
    '##### easy',
    '##Easy',
    '   ## Easy ##',
    '## 🟢 Easy 🟢',
    '## :seedling: Easy',
    '## 1. Easy',
    '## 一、简单',
    '## **Easy**',
    '## <a name="easy"></a>Easy',
    '## Easy task ideas from last year',
    '## Easy（简单）',
    '## Easy任务',
    '## 简单任务',
    '## 简单 Easy',
    '## 难度：简单',
    'Easy\n----',
    'Easy——从这里开始\n===',
    '-Easy',
    '* Easy：',
    '1. Easy',
    '- **Easy**',
    '- 🟢 Easy',
    '- Easy (3)',
    '**Easy**：',
    '**Easy** :',
    '__Easy__',
    '**Easy——从这里开始，成为Contributor!**',
    'Easy:',
    '#Easy',
    '\ufeff## Easy',
    '##\u3000Easy\u00a0',
  ])('%s', (heading) => {
    expect(shown(`${heading}\n- [ ] text #1`)).toEqual(['easy: text #1']);
  });

  test.each([
    '## Easygoing',
    '## Uneasy',
    '## 简单介绍',
    '## Not so easy',
    '## Hardware',
    '    ## Easy',
    '> ## Easy',
    'Easy things first, and then the rest.',
    '- Easy to start with',
    '```\n## Easy\n```',
    '<!--\n## Easy\n-->',
  ])('none: %s', (heading) => {
    expect(shown(`${heading}\n\n- [ ] text #1`)).toEqual([]);
  });
});

describe('a difficulty ends', () => {
  test('with a heading of its own or a higher level', () => {
    expect(shown('## Easy\n- [ ] a #1\n## Done\n- [ ] b #2')).toEqual(['easy: a #1']);
    expect(shown('### Easy\n- [ ] a #1\n# Done\n- [ ] b #2')).toEqual(['easy: a #1']);
    expect(shown('## Easy\n- [ ] a #1\n\nDone\n----\n- [ ] b #2')).toEqual(['easy: a #1']);
  });

  test('never with a rule below a task', () => {
    expect(
      easy('- [ ] a', '![i](x.png)', '---', '- [ ] b', '', '  more', '---', '- [ ] c'),
    ).toEqual(['easy: a', 'easy: b', 'easy: c']);
  });

  test('a word or bold heading with any # heading, or another of its kind', () => {
    expect(shown('- Easy\n- [ ] a #1\n###### Other\n- [ ] b #2')).toEqual(['easy: a #1']);
    expect(shown('**Easy**\n- [ ] a #1\n\n**Other**\n- [ ] b #2')).toEqual(['easy: a #1']);
    expect(shown('- Easy\n- [ ] a #1\n- Medium\n- [ ] b #2')).toEqual([
      'easy: a #1',
      'medium: b #2',
    ]);
  });

  test('where tasks are indented under its bullet, with the next bullet beside it', () => {
    const list =
      '- Easy\n  - [ ] a #1\n    - [ ] part\n  - [ ] b #2\n- Medium\n  - [ ] c #3\n- Other\n  - [ ] d #4';
    expect(shown(list)).toEqual(['easy: a #1', 'easy: b #2', 'medium: c #3']);
  });

  test('never inside a task: 「- easy」 below it is a remark', () => {
    expect(easy('- [ ] a #1', '  - Hard', '- [ ] b #2')).toEqual(['easy: a #1', 'easy: b #2']);
  });
});

describe('tasks', () => {
  test('may have any bullet or number', () => {
    expect(
      easy(
        '- [ ] a',
        '* [x] b',
        '+ [X] c',
        '1. [ ] d',
        '2) [ ] e',
        '-\t[ ]\tf',
        '-[ ] g',
        '-　[　]　h',
      ),
    ).toEqual(['a', 'b x', 'c x', 'd', 'e', 'f', 'g', 'h'].map((text) => `easy: ${text}`));
  });

  test('are plain bullets where the difficulty has no checkbox at all', () => {
    expect(easy('Choose one:', '- a #1', '  - part of a', '2. b', '3、c')).toEqual([
      'easy: a #1',
      'easy: b',
      'easy: c',
    ]);
    expect(easy('- remark', '### SDK', '- [ ] a')).toEqual(['easy: a']);
  });

  test('are paragraph lines where it has neither', () => {
    const edition =
      '- Easy\n\na\n\nb #2\n\n![i](x.png)\n\n- Medium\n\nc\n\n「详细参考」：[u](u)\n\n**Layotto**\n\nintro';
    expect(shown(edition)).toEqual(['easy: a', 'easy: b #2', 'medium: c']);
  });

  test('may be indented with tabs', () => {
    expect(shown('- Easy\n\t- [ ] a #1\n\t\t- [ ] part\n\t- [ ] b\n\n\t- [ ] c')).toEqual([
      'easy: a #1',
      'easy: b',
      'easy: c',
    ]);
  });

  test('with prose before them do not make it one', () => {
    expect(easy('Choose one:', '', '- [ ] a', '', 'Thank you.')).toEqual(['easy: a']);
  });

  test('under a category bullet are tasks', () => {
    expect(easy('- SDK', '  - [ ] a', '    - [ ] part', '- Docs', '  - [ ] b')).toEqual([
      'easy: a',
      'easy: b',
    ]);
  });

  test.each([
    ['fenced code', '```\n- [ ] a\n```'],
    ['tilde fences', '~~~~ md\n~~~\n- [ ] a\n~~~~'],
    ['an unclosed fence', '```\n- [ ] a'],
    ['HTML comments', '<!--\n- [ ] a\n-->'],
    ['a comment of one line', '<!-- - [ ] a -->'],
    ['block quotes', '> - [ ] a\nquoted on'],
    ['images', '![i](https://x.y/a.png)\n<img src="https://x.y/a.png">'],
    ['rules', '---\n***\n- - -'],
    ['details', '<details>\n<summary>More</summary>\n</details>\n<br/>'],
    ['references', '「详细参考」：[u](u)'],
    ['references in bold', '**详见：**\n[https://x.y](https://x.y)'],
    ['a reference and its address', '详见 ：\n\n[https://x.y](https://x.y)'],
    ['references with 参考', '「参考」 https://x.y'],
    ['tables', '| a | b |\n| - | - |'],
    ['empty entries', '- [ ]\n- [ ] ![i](x.png)'],
    ['indented code', '    - [ ] a'],
  ])('none: %s', (_, lines) => {
    expect(easy(lines)).toEqual([]);
  });

  test('after a fence, a comment and details are tasks again', () => {
    const lines = [
      '- [ ] a',
      '  ```',
      '  - [ ] no',
      '- [ ] b',
      '<!-- x',
      '-->',
      '<details>',
      '',
      '- [ ] c',
    ];
    expect(easy(...lines)).toEqual(['easy: a', 'easy: b', 'easy: c']);
  });

  test('a comment that opens behind words hides nothing below', () => {
    expect(easy('- [ ] a <!-- id:1 -->', '- [ ] b <!--', '- [ ] c')).toEqual([
      'easy: a',
      'easy: b <!--',
      'easy: c',
    ]);
  });

  test('struck through as a whole are struck', () => {
    expect(easy('- [ ] ~~a #1~~', '- [ ] ~~b~~ #2', '- [ ] ~~c~~ d')).toEqual([
      'easy: a #1 ~',
      'easy: b #2 ~',
      'easy: ~~c~~ d',
    ]);
  });

  test('stand where they were found', () => {
    const source = '\ufeff# 列表\r\n## Easy\r\n\r\n\t- [ ] a #1\r\n- [X] b 😀 #2  \r\n- [] c';
    const lines = parseTaskList(source.replace('\t', ' '), repository);
    expect(lines.map(({ lineNumber, offset }) => [lineNumber, offset && source[offset]])).toEqual([
      [3, ' '],
      [4, 'X'],
      [5, null],
    ]);
    expect(lines[1]?.sourceLine).toBe('- [X] b 😀 #2  ');
  });
});

describe('the printed text', () => {
  test.each([
    ['text #12', 'text #12'],
    ['text  with　inner spaces #12 ', 'text  with　inner spaces #12'],
    ['#12: text', 'text #12'],
    ['text: #12', 'text #12'],
    ['text —— #12', 'text #12'],
    ['text, #12, #13', 'text #12'],
    ['text（见 #12）', 'text #12'],
    ['text「详见 #12」', 'text #12'],
    ['text (see #12)', 'text #12'],
    ['text [#12]', 'text #12'],
    ['text [#12](https://github.com/sofastack/sofa-rpc/issues/12)', 'text #12'],
    ['[text](https://github.com/sofastack/sofa-rpc/issues/12)', 'text #12'],
    ['<a href="https://github.com/sofastack/sofa-rpc/issues/12">text</a>', 'text #12'],
    ['收集意见 #12', '收集意见 #12'],
    ['修复#12的问题', '修复的问题 #12'],
    ['text ![i](https://x.y/a.png) <img src="b.png"> #12', 'text #12'],
    ['**text** #12', 'text #12'],
    ['**text** and `code` #12', '**text** and `code` #12'],
    ['支持 `List<String>` #12', '支持 `List<String>` #12'],
    ['text [docs](https://x.y) on', 'text docs on'],
    ['text, see https://x.y/z', 'text'],
    ['<https://x.y>', 'https://x.y'],
    ['[https://x.y](https://x.y)', 'https://x.y'],
    ['#12', ' #12'],
    ['text dapr/dapr#5', 'text dapr/dapr#5'],
    ['text dapr/dapr#5 #12', 'text #12'],
    ['text https://github.com/sofastack/sofa-rpc/pull/13', 'text'],
    ['开发 Python 或 C++ 、SDK #12', '开发 Python 或 C++ 、SDK #12'],
    [
      '为关键模块添加注释（例如限流/分布式锁等模块） #12',
      '为关键模块添加注释（例如限流/分布式锁等模块） #12',
    ],
  ])('%s', (line, text) => {
    expect(easy(`- [ ] ${line}`)).toEqual([`easy: ${text}`]);
  });

  test.each([
    ['text #12 @login', 'text #12'],
    ['text @login #12', 'text #12'],
    ['text #12 (@login)', 'text #12'],
    ['text #12（认领人：@login）', 'text #12'],
    ['text #12 - assigned to @Login', 'text #12'],
    ['text #12 @one, @two-b', 'text #12'],
    ['text #12（@login 已认领）', 'text #12'],
    ['#12 text @login', 'text #12'],
    ['text #12 进行中 @login', 'text 进行中 #12'],
    ['text @login', 'text @login'],
    ['ask @login about it #12', 'ask @login about it #12'],
    [
      '让用户使用@SOFAService 后不需要再写@Component',
      '让用户使用@SOFAService 后不需要再写@Component',
    ],
    [
      '让用户使用@SOFAService 后不需要再写@Component #12',
      '让用户使用@SOFAService 后不需要再写@Component #12',
    ],
    ['不需要再写 @Component #12', '不需要再写 @Component #12'],
    [
      '#12 使用 @SOFAService 后不需要再写 @Component',
      '使用 @SOFAService 后不需要再写 @Component #12',
    ],
  ])('with an assignee: %s', (line, text) => {
    expect(easy(`- [ ] ${line}`)).toEqual([`easy: ${text}`]);
  });
});

describe('the quirks of real lists', () => {
  const quirks: Readonly<Record<string, readonly [string[], string[]]>> = {
    'one issue number under two difficulties': [
      ['- [ ] a #1', '## Medium', '- [ ] b #1'],
      ['easy: a #1', 'medium: b #1'],
    ],
    'a line with no issue': [['- [ ] JFR 埋点'], ['easy: JFR 埋点']],
    'a line with only a documentation link': [
      ['- [ ] [the registry](https://x.y/z/)', '- [ ] https://x.y/z/'],
      ['easy: the registry', 'easy: https://x.y/z/'],
    ],
    'sub-headings inside a difficulty': [
      ['### SDK related', '- [ ] a #1', '### Document related', '- [ ] b #2'],
      ['easy: a #1', 'easy: b #2'],
    ],
    'checked lines': [
      ['- [x] a #1', '- [X] b #2'],
      ['easy: a #1 x', 'easy: b #2 x'],
    ],
    'an image on its own line after a task': [
      ['- [ ] a #1', '![image](https://x.y/a.png)', '- [ ] b #2'],
      ['easy: a #1', 'easy: b #2'],
    ],
    '`见https://…/issues/1031` glued to Chinese text': [
      [
        '- [ ] 优化文档，见https://github.com/sofastack/sofa-rpc/issues/1031，谢谢',
        '- [ ] 优化见https://github.com/sofastack/sofa-rpc/issues/1032',
      ],
      ['easy: 优化文档，谢谢 #1031', 'easy: 优化 #1032'],
    ],
    'an assignee note: `- [ ] text #12 @login`': [['- [ ] text #12 @login'], ['easy: text #12']],
    'sub-checkboxes under a task': [
      ['- [ ] a #1', '  - [ ] part', '\t- [x] part', '- [ ] b #2'],
      ['easy: a #1', 'easy: b #2'],
    ],
    'checkboxes that are not tasks, before the first difficulty heading': [[], []],
  };

  test.each(community.taskListQuirks)('%s', (quirk) => {
    const [lines, expected] = quirks[quirk] ?? [[], ['no example']];
    expect(shown(['- [ ] read the guide #9', '## Easy', ...lines].join('\n'))).toEqual(expected);
  });

  test('the English list of sofa-rpc#1127', () => {
    expect(shown(fixture('task-lists/sofa-rpc-1127.md'))).toEqual([
      'easy: Provide enums for bindings #1031',
      'easy: Improve the documentation of configuration parameters #1030',
      'easy: Improve the documentation of the Nacos registry doc',
      'easy: The ZooKeeper registry',
      'easy: https://www.sofastack.tech/projects/sofa-rpc/registry-mesh/',
      'medium: SofaService annotation supports Component #1031',
      'medium: Better asynchronous calls through CompletableFuture #945',
      'hard: JFR events',
    ]);
  });

  test('its Chinese copy in a comment', () => {
    expect(shown(fixture('task-lists/sofa-rpc-1127.zh-CN.md'))).toEqual([
      'easy: 在服务引用和发布时，使用枚举值替代字符串硬编码 #1031',
      'easy: 优化集成 Nacos、ZK 注册中心的文档',
      'medium: 让用户使用@SOFAService 后不需要再写@Component',
      'medium: 优化 SOFARPC 的异步编程体验 #945',
      'hard: JFR 埋点',
    ]);
  });
});

describe('hostile text', () => {
  const pieces = [
    '[',
    '](',
    '(',
    '*',
    '`',
    ' ',
    '~',
    '<!--',
    '-->',
    '<',
    '`a``',
    '[a](',
    '![](',
    '[ ',
    '#1 ',
    '(#1)',
    '#1 @a ',
    'a#1',
    '见',
    'https://',
    '@a ',
    '\\',
    '「',
    '[a](b)',
    '`[',
    '“',
    '_ ',
    '[a](x y)',
    '<a ',
    '- ',
    '\n- [ ] ',
    '\n- Easy\n',
    '\n**Easy**\n',
    '\n```\n',
    '\n> ',
    '：',
    '\u3000',
    '请',
    '1',
  ];

  test.each(pieces)('of %j costs no more than its length', (piece) => {
    const cost = (length: number) => {
      const text = `## Easy\n- [ ] ${piece.repeat(length / piece.length)}`;
      return costOf(() => parseTaskList(text, repository));
    };
    // Eight times the text: linear work takes 8 times as long, quadratic 64 times.
    expect(cost(64 * 1024)).toBeLessThan(30 * cost(8 * 1024) + 30);
  });

  const line = fc
    .array(
      fc.oneof(
        fc.constantFrom(...pieces, '- [ ] ', '- [x] ', '# ', '\r\n', '\t', 'Easy', '简单'),
        fc.string(),
      ),
    )
    .map((parts) => `## Easy\n${parts.join('')}`);

  test('never throws, and every offset points at the character in the checkbox', () => {
    fc.assert(
      fc.property(fc.oneof(line, fc.string({ unit: 'binary' })), (markdown) => {
        for (const { offset, ticked, sourceLine, lineNumber } of parseTaskList(
          markdown,
          repository,
        )) {
          expect(markdown.split('\n')[lineNumber]?.replace(/\r$/, '')).toBe(sourceLine);
          if (offset === null) continue;
          expect(markdown.slice(offset - 1, offset + 2)).toMatch(
            ticked ? /^\[[xX]\]$/ : /^\[\s\]$/,
          );
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
