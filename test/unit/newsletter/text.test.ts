import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderText } from '../../../src/newsletter/formats/text.js';
import { HOSTILE_MARKDOWN, SAMPLE_EDITION } from './sample-edition.js';

test('an edition as plain text', () => {
  expect(renderText(SAMPLE_EDITION)).toBe(`欢迎来到 SOFA Weekly，这里有社区一周的进展。

[本周活动海报]

【每周读者问答提炼】

1、@陈立 提问：

｜sidecar 升级时，长连接会断开吗？平滑升级要注意什么？

A：不会，旧连接迁移给新进程，细节见平滑升级的原理 https://example.org/docs/upgrade?from=weekly&to=a_b 。

「MOSN」：https://github.com/mosn/mosn

【SOFAStack&MOSN:新手任务计划】

Layotto

• Easy

为 Java SDK 新增分布式锁 API

让用户使用@SOFAService 后不需要再写 @Component

• Medium

开发 Python SDK，原理在此 https://example.org/docs/upgrade?from=weekly&to=a_b

「详细参考」：https://github.com/mosn/layotto/issues/108#issuecomment-872779356

【本周推荐阅读】

• 一次平滑升级的回顾 https://mp.weixin.qq.com/s?__biz=MzUzMzU5Mjc1Nw==&mid=1#rd
• Layotto 的设计 https://mp.weixin.qq.com/s?__biz=MzUzMzU5Mjc1Nw==&mid=2#rd

1. 编译：

  make build
    ./mosn start

2. 提交`);
});

describe('a link', () => {
  test.each([
    ['[words](https://x.y/a)', 'words https://x.y/a'],
    ['[https://x.y/a](https://x.y/a)', 'https://x.y/a'],
    ['[x.y](https://x.y/)', 'https://x.y/'],
    ['[中](https://x.y/中)', '中 https://x.y/%E4%B8%AD'],
    ['[https://x.y/中](https://x.y/中)', 'https://x.y/%E4%B8%AD'],
    ['<https://x.y>', 'https://x.y'],
    ['<a@x.y>', 'mailto:a@x.y'],
    ['[](https://x.y)', 'https://x.y'],
    ['看[这里](https://x.y)，再说', '看这里 https://x.y ，再说'],
    ['**看[这里](https://x.y)**，再说', '看这里 https://x.y ，再说'],
    ['### 看[这里](https://x.y)', '【看这里】 https://x.y'],
    ['### [https://x.y](https://x.y)', '【https://x.y】'],
    ['[a](javascript:b)', '[a](javascript:b)'],
  ])('%s', (markdown, text) => {
    expect(renderText(markdown)).toBe(text);
  });
});

describe('words', () => {
  test.each([
    ['a &amp; b &lt;c&gt; \\*d\\* \\<e>', 'a & b <c> *d* <e>'],
    ['**a** _b_ ~~c~~ `d`', 'a b c d'],
    ['中\n文\nword\n文', '中文 word 文'],
    ['a  \nb', 'a\nb'],
    ['a\n\n\n\nb', 'a\n\nb'],
    ['```\na\n\n\n\n  b  \n```', 'a\n\n  b'],
    ['> a\n>\n> b\n>> c', '｜a\n｜\n｜b\n｜\n｜｜c'],
    ['- a\n  - b\n- c', '• a\n  • b\n• c'],
    ['3. a\n4. b', '3. a\n4. b'],
    ['- a\n\n  b', '• a\n\n  b'],
    ['a\n\n---\n\nb', 'a\n\n————\n\nb'],
    ['-\n\na', 'a'],
    ['a\u0007\u0000b', 'a\ufffdb'],
  ])('%j', (markdown, text) => {
    expect(renderText(markdown)).toBe(text);
  });
});

describe('a picture', () => {
  test.each([
    ['![海报](https://x.y/p.png)', '[海报]'],
    ['![](p.png)', ''],
    ['![image](p.png)', ''],
    ['![图片 1](p.png)', ''],
    ['![p-1.png](p.png)', ''],
    ['![https://x.y/p](p.png)', ''],
    ['a ![image](p.png)', 'a'],
  ])('%s', (markdown, text) => {
    expect(renderText(markdown)).toBe(text);
  });
});

test('at most one blank line in a row, none at the ends, whatever is written', () => {
  const piece = fc.constantFrom(...HOSTILE_MARKDOWN, '\n', '\n\n', '> ', '- ', '**', '#', '```');
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary' }))), (pieces) => {
      const text = renderText(pieces.join(''));
      expect(text).not.toMatch(/\n\s*\n\s*\n|[^\S\n]$|^\s|\s$/);
    }),
  );
});

test('deep emphasis and long runs of one mark end in time', () => {
  const deep = `${'*a '.repeat(20_000)}b${' a*'.repeat(20_000)}`;
  for (const markdown of [
    deep,
    '中\n'.repeat(20_000),
    '> '.repeat(32_000),
    '[a](b)\n'.repeat(9_000),
  ]) {
    const start = performance.now();
    renderText(markdown);
    expect(performance.now() - start).toBeLessThan(5_000);
  }
});
