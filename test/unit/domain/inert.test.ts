import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { inert } from '../../../src/domain/markdown/inert.js';

/** What a reader sees: rendered, without tags, entities decoded, zero-width spaces dropped. */
function seen(markdown: string): string {
  return new MarkdownIt({ html: true, linkify: false })
    .renderInline(markdown)
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\u200b/g, '');
}

describe("strangers' text", () => {
  it.each([
    ['让用户使用@SOFAService 后不需要再写@Component'],
    ['@all please look'],
    ['see #12, GH-12 and sofastack/sofa-rpc#12'],
    ['a | b ] c ) d --> e <!-- f'],
    ['<script>alert(1)</script> & <b>'],
    ['**bold** _it_ `code` ~~no~~ [x](y) ![i](j)'],
    ['run /assign now'],
    ['- a list'],
    ['1. a list'],
    ['# a heading'],
    ['> a quote'],
    ['C++ 、SDK'],
  ])('reads as written and does nothing: %s', (text) => {
    const made = inert(text);
    expect(seen(made)).toBe(text);
    expect(made).not.toMatch(/@/);
    if (text.includes('@')) expect(made).toMatch(/&#64;&#8203;/);
    expect(made).not.toMatch(/(?<!&)#\d/);
    expect(made).not.toMatch(/<|-->/);
    expect(made).not.toMatch(/\/assign/);
  });

  it('is one line without control or direction characters', () => {
    expect(inert('a\r\nb\u0000c\u202ed')).toBe('a b cd');
  });

  it('is cut at a character, not within one', () => {
    expect(inert('🙂'.repeat(10), 5)).toBe(`${'🙂'.repeat(4)}…`);
  });

  it('never closes a comment, pings or breaks a table, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        const made = inert(text);
        expect(made).not.toMatch(/[<>\n\r]/);
        expect(made).not.toMatch(/@(?!\u200b)/);
        expect(made).not.toMatch(/(?<!\\)\|/);
      }),
      { numRuns: 1000 },
    );
  });
});
