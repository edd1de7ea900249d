import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderHtml } from '../../../src/newsletter/read-markdown.js';
import { readTags } from './read-tags.js';
import { HOSTILE_MARKDOWN, SAMPLE_EDITION } from './sample-edition.js';

const TAGS = new Set(
  'p h1 h2 h3 h4 h5 h6 ul ol li blockquote strong em s a img pre code hr br'.split(' '),
);

const ATTRIBUTES = new Set(['href', 'src', 'alt', 'title', 'class', 'start']);

/** Throws where the input opened a tag; nothing but these attributes and addresses is written. */
function expectInert(html: string) {
  for (const { name, attributes } of readTags(html)) {
    expect(TAGS).toContain(name);
    const { href = 'https:', src = 'https:', class: language = 'language-' } = attributes;
    for (const attribute of Object.keys(attributes)) expect(ATTRIBUTES).toContain(attribute);
    expect(href).toMatch(/^(?:https?|mailto|dingtalk):/i);
    expect(src).toMatch(/^https?:|^[^:]*$|^[^:]*[/?#]/i);
    expect(language).toMatch(/^language-/);
  }
}

test('an edition as HTML', () => {
  expect(renderHtml(SAMPLE_EDITION)).toBe(`<p>欢迎来到 SOFA Weekly，这里有社区一周的进展。</p>
<p><img src="https://example.org/poster.png" alt="本周活动海报"></p>
<h3>每周读者问答提炼</h3>
<p><strong>1、@陈立</strong> 提问：</p>
<blockquote>
<p>sidecar 升级时，长连接会断开吗？
平滑升级要注意什么？</p>
</blockquote>
<p>A：不会，<strong>旧连接</strong>迁移给新进程，细节见
<a href="https://example.org/docs/upgrade?from=weekly&amp;to=a_b">平滑升级的原理</a>。</p>
<p>「MOSN」：<a href="https://github.com/mosn/mosn">https://github.com/mosn/mosn</a></p>
<h3>SOFAStack&amp;MOSN:新手任务计划</h3>
<p><strong>Layotto</strong></p>
<ul>
<li>Easy</li>
</ul>
<p>为 Java SDK 新增分布式锁 API</p>
<p>让用户使用@SOFAService 后不需要再写 <code>@Component</code></p>
<ul>
<li>Medium</li>
</ul>
<p>开发 Python SDK，<a href="https://example.org/docs/upgrade?from=weekly&amp;to=a_b">原理在此</a></p>
<p>「详细参考」：<a href="https://github.com/mosn/layotto/issues/108#issuecomment-872779356">https://github.com/mosn/layotto/issues/108#issuecomment-872779356</a></p>
<h3>本周推荐阅读</h3>
<ul>
<li><a href="https://mp.weixin.qq.com/s?__biz=MzUzMzU5Mjc1Nw==&amp;mid=1#rd">一次平滑升级的回顾</a></li>
<li><a href="https://mp.weixin.qq.com/s?__biz=MzUzMzU5Mjc1Nw==&amp;mid=2#rd">Layotto 的设计</a></li>
</ul>
<ol>
<li>
<p>编译：</p>
<pre><code class="language-sh">make build
  ./mosn start
</code></pre>
</li>
<li>
<p>提交</p>
</li>
</ol>
`);
});

describe('comments', () => {
  test.each([
    ['a\n\n<!-- note -->\n\nb', '<p>a</p>\n<p>b</p>\n'],
    ['a\n<!-- note -->\nb', '<p>a</p>\n<p>b</p>\n'],
    ['<!-- one\n\ntwo\nthree -->\nb', '<p>b</p>\n'],
    ['> a\n> <!-- note -->\n> b', '<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>\n'],
    ['- a\n  <!-- note -->', '<ul>\n<li>a</li>\n</ul>\n'],
    ['```\n<!-- code -->\n```', '<pre><code>&lt;!-- code --&gt;\n</code></pre>\n'],
  ])('on lines of their own are gone: %j', (markdown, html) => {
    expect(renderHtml(markdown)).toBe(html);
  });

  test.each([
    ['a <!-- b -->', '<p>a &lt;!-- b --&gt;</p>\n'],
    ['<!-- a --> b', '<p>&lt;!-- a --&gt; b</p>\n'],
    ['<!-- a\n\nb', '<p>&lt;!-- a</p>\n<p>b</p>\n'],
    ['> <!-- a\n\nb -->', '<blockquote>\n<p>&lt;!-- a</p>\n</blockquote>\n<p>b --&gt;</p>\n'],
  ])('else are text, and swallow nothing: %j', (markdown, html) => {
    expect(renderHtml(markdown)).toBe(html);
  });
});

describe('addresses', () => {
  test.each(['https://x.y/', 'http://x.y/', 'mailto:a@x.y', 'dingtalk://dingtalkclient/page'])(
    'safe: %s',
    (url) => {
      expect(renderHtml(`[a](${url})`)).toBe(`<p><a href="${url}">a</a></p>\n`);
    },
  );

  test.each(['javascript:a', 'data:text/plain,a', 'file:///a', 'ftp://x.y', 'x-y:a'])(
    'unsafe, so shown as it was written: %s',
    (url) => {
      expect(renderHtml(`[a](${url})`)).toBe(`<p>[a](${url})</p>\n`);
    },
  );

  test('without a host leave the words alone, but pictures lie beside the edition', () => {
    expect(renderHtml('[a](b.md) [**c**](//x.y) ![d](e.png) ![f](mailto:g)')).toBe(
      '<p>a <strong>c</strong> <img src="e.png" alt="d"> f</p>\n',
    );
  });
});

describe('hostile Markdown', () => {
  test.each(HOSTILE_MARKDOWN)('%j', (markdown) => {
    expectInert(renderHtml(markdown));
  });

  test('is never live HTML', () => {
    const piece = fc.constantFrom(...HOSTILE_MARKDOWN, '\n', '> ', '- ', '**', '`', '<', '"', '](');
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        expectInert(renderHtml(pieces.join('')));
      }),
    );
  });

  // Each takes well under a second; the limit leaves room for a busy machine.
  test.each(['>', '**a_', '<!--\n', '<!--\n--> a\n', '[', '- a\n  ', '`a``', '[a]: x\n'])(
    '64 KB of %j in seconds',
    (piece) => {
      const start = performance.now();
      renderHtml(piece.repeat(65_536 / piece.length));
      expect(performance.now() - start).toBeLessThan(5_000);
    },
  );

  test('has a limit, which is in bytes', () => {
    expect(renderHtml('中'.repeat(87_381))).toContain('中');
    expect(() => renderHtml('中'.repeat(87_382))).toThrow(RangeError);
  });
});
