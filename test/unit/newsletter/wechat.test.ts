import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderWechat, type WechatOptions } from '../../../src/newsletter/formats/wechat.js';
import { readTags, visibleText } from './read-tags.js';
import { HOSTILE_MARKDOWN, SAMPLE_EDITION } from './sample-edition.js';

const OPTIONS: WechatOptions = { title: '', language: 'zh-CN', imageUrl: () => null };

function render(markdown: string, options: Partial<WechatOptions> = {}): string {
  return renderWechat(markdown, { ...OPTIONS, ...options });
}

/** Without the styles and the frame, which the eye judges better. */
function bare(markdown: string, options: Partial<WechatOptions> = {}): string {
  return render(markdown, options)
    .replace(/ style="[^"]*"/g, '')
    .replace(/^<section>|<\/section>$/g, '')
    .replace(/(?<=<\/(?:section|p|blockquote)>)(?=<(?:section|p|blockquote))/g, '\n');
}

test('an edition as an article', () => {
  expect(bare(SAMPLE_EDITION, { title: 'SOFA Weekly' })).toBe(`<section>SOFA Weekly</section>
<p>欢迎来到 SOFA Weekly，这里有社区一周的进展。</p>
<section>此处插入图片：本周活动海报 · https://example.org/poster.png</section>
<section>每周读者问答提炼</section>
<p><strong>1、@陈立</strong> 提问：</p>
<blockquote><p>sidecar 升级时，长连接会断开吗？平滑升级要注意什么？</p></blockquote>
<p>A：不会，<strong>旧连接</strong>迁移给新进程，细节见<span>平滑升级的原理</span><span>[1]</span>。</p>
<p>「MOSN」：<span>https://github.com/mosn/mosn</span></p>
<section>SOFAStack&amp;MOSN:新手任务计划</section>
<p><strong>Layotto</strong></p>
<section><span>•</span>Easy</section>
<p>为 Java SDK 新增分布式锁 API</p>
<p>让用户使用@SOFAService 后不需要再写 <span>@Component</span></p>
<section><span>•</span>Medium</section>
<p>开发 Python SDK，<span>原理在此</span><span>[1]</span></p>
<p>「详细参考」：<span>https://github.com/mosn/layotto/issues/108#issuecomment-872779356</span></p>
<section>本周推荐阅读</section>
<section><span>•</span><a href="https://mp.weixin.qq.com/s?__biz=MzUzMzU5Mjc1Nw==&amp;mid=1#rd">一次平滑升级的回顾</a></section>
<section><span>•</span><a href="https://mp.weixin.qq.com/s?__biz=MzUzMzU5Mjc1Nw==&amp;mid=2#rd">Layotto 的设计</a></section>
<section><span>1.</span>编译：</section>
<section><section>make build<br>&nbsp; ./mosn start</section></section>
<section><span>2.</span>提交</section>
<section>参考链接</section>
<section>[1] 平滑升级的原理 <span>https://example.org/docs/upgrade?from=weekly&amp;to=a_b</span></section>`);
});

describe('a link', () => {
  test('out of WeChat has one number for each address, in the order of the words', () => {
    expect(
      bare('[a](https://x.y/a) [b](https://x.y/b) [c](https://x.y/a)', { language: 'en' }),
    ).toBe(
      [
        '<p><span>a</span><span>[1]</span> <span>b</span><span>[2]</span> <span>c</span><span>[1]</span></p>',
        '<section>References</section>',
        '<section>[1] a <span>https://x.y/a</span></section>',
        '<section>[2] b <span>https://x.y/b</span></section>',
      ].join('\n'),
    );
  });

  test.each([
    ['[https://x.y/a](https://x.y/a)', 'https://x.y/a'],
    ['[x.y](https://x.y/)', 'x.y'],
    ['[https://x.y/中](https://x.y/中)', 'https://x.y/中'],
    ['<a@x.y>', 'a@x.y'],
    ['[](https://x.y)', 'https://x.y'],
  ])('that says its address says it once: %s', (markdown, text) => {
    expect(bare(markdown)).toBe(`<p><span>${text}</span></p>`);
  });

  test.each([
    'https://mp.weixin.qq.com@x.y/',
    'https://mp.weixin.qq.com.x.y/',
    'https://x.y/mp.weixin.qq.com',
    'https://mp.weixin.qq.com:8443/s',
    'dingtalk://mp.weixin.qq.com/s',
  ])('to what only looks like an article is none: %s', (url) => {
    expect(bare(`[a](${url})`)).toContain('<span>a</span><span>[1]</span>');
  });
});

describe('a picture', () => {
  const imageUrl = (source: string) => `https://img.x.y/${source}?a=1&b="`;

  test('is fetched from where WeChat can', () => {
    expect(bare('前 ![海报](p.png) 后', { imageUrl })).toBe(
      '<p>前</p>\n<section><img src="https://img.x.y/p.png?a=1&amp;b=&quot;" alt="海报"></section>\n<p>后</p>',
    );
  });

  test.each([[() => null], [() => 'javascript:alert(1)'], [() => 'p.png']])(
    'that WeChat cannot fetch is asked for',
    (nowhere) => {
      expect(bare('![海报](p.png)', { imageUrl: nowhere, language: 'en' })).toBe(
        '<section>Insert the picture here: 海报 · p.png</section>',
      );
    },
  );

  test('keeps the address that it is linked to', () => {
    expect(bare('[![海报](p.png)](https://x.y)', { imageUrl })).toMatch(
      /^<p><span><img [^>]*><\/span><span>\[1\]<\/span><\/p>\n<section>参考链接/,
    );
  });
});

describe('what the editor does is met before', () => {
  test('line breaks of the source are gone, since it would keep them', () => {
    expect(bare('中\n文\n*word*\nword')).toBe('<p>中文 <em>word</em> word</p>');
    expect(render(SAMPLE_EDITION)).not.toContain('\n');
  });

  test('zero-width spaces are gone, since they break lines', () => {
    expect(bare('**a\u200b**b')).toBe('<p><strong>a</strong>b</p>');
  });

  test('lists are no lists, since it rebuilds those', () => {
    expect(bare('- a\n  - b\n\n    c\n10. d')).toBe(
      [
        '<section><span>•</span>a</section>',
        '<section><section><span>•</span>b</section>',
        '<section><p>c</p></section></section>',
        '<section><span>10.</span>d</section>',
      ].join('\n'),
    );
  });
});

const KEPT: Readonly<Record<string, readonly string[]>> = {
  section: ['style'],
  p: ['style'],
  span: ['style'],
  blockquote: ['style'],
  strong: [],
  em: [],
  br: [],
  img: ['src', 'alt', 'style'],
  a: ['href', 'style'],
};

/** Throws where the input opened a tag. */
function expectKept(html: string) {
  const open: string[] = [];
  for (const { name, isClosing, attributes } of readTags(html)) {
    expect(Object.keys(attributes).filter((key) => !KEPT[name]?.includes(key))).toEqual([]);
    expect(attributes.style ?? '').not.toMatch(/position|!important|url\(|#fff\b|#ffffff/i);
    if (name === 'a' && !isClosing) {
      expect(new URL(attributes.href ?? '').host).toBe('mp.weixin.qq.com');
    }
    if (isClosing) expect(open.pop()).toBe(name);
    else if (name !== 'br' && name !== 'img') open.push(name);
  }
  expect(open).toEqual([]);
}

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...HOSTILE_MARKDOWN,
        '\n',
        '\n\n',
        '> ',
        '- ',
        '1. ',
        '**',
        '`',
        '<',
        '"',
        '](',
      ),
      fc.string({ unit: 'binary' }),
    ),
  )
  .map((pieces) => pieces.join(''));

describe('whatever is written', () => {
  test.each([...HOSTILE_MARKDOWN, SAMPLE_EDITION])('only what the editor keeps: %j', (markdown) => {
    expectKept(
      render(markdown, { title: markdown, imageUrl: (source) => `https://x.y/${source}` }),
    );
    expectKept(render(markdown));
  });

  test('only what the editor keeps', () => {
    fc.assert(
      fc.property(hostile, (markdown) => expectKept(render(markdown, { title: markdown }))),
    );
  });

  test('every word is kept, in order', () => {
    const word = fc.stringMatching(/^[a-z中文字]{1,6}$/);
    const span = fc.oneof(
      word,
      word.map((text) => `**${text}**`),
      word.map((text) => `\`${text}\``),
      word.map((text) => `[${text}](https://mp.weixin.qq.com/s)`),
    );
    const line = fc.array(span, { minLength: 1, maxLength: 4 }).map((spans) => spans.join(' '));
    const block = fc
      .tuple(fc.constantFrom('', '### ', '> ', '- ', '1. ', '> - '), line)
      .map(([mark, words]) => mark + words);
    fc.assert(
      fc.property(fc.array(block, { minLength: 1 }), (blocks) => {
        const words = blocks.join(' ').match(/[a-z中文字]+(?![^(]*\))/g) ?? [];
        const seen = visibleText(render(blocks.join('\n\n'))).replace(/[•\d.\s]/g, '');
        expect(seen).toBe(words.join(''));
      }),
    );
  });

  test('deep emphasis does not overflow the stack, and ends in time', () => {
    const start = performance.now();
    const deep = `${'*a '.repeat(30_000)}b${' a*'.repeat(30_000)}`;
    expect(visibleText(render(deep)).match(/a/g)).toHaveLength(60_000);
    render('> '.repeat(32_000));
    render('[a](https://x.y)\n'.repeat(15_000));
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
