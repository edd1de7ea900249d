import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { type AtomFeed, renderAtom } from '../../../src/board/atom.js';
import { renderHtml } from '../../../src/newsletter/read-markdown.js';
import { HOSTILE_MARKDOWN, SAMPLE_EDITION } from '../newsletter/sample-edition.js';

const ENTRY = {
  id: 'tag:sofastack.tech,2021:weekly/2021-11-12',
  title: 'SOFA Weekly | <b>MOSN</b> & more',
  url: 'https://www.sofastack.tech/blog/sofa-weekly-20211112/?a=1&b=2',
  updated: '2021-11-12T15:00:00+08:00',
  html: '<p>a &amp; b ]]></p>',
};
const FEED: AtomFeed = {
  title: 'SOFA Weekly',
  language: 'zh-CN',
  siteUrl: 'https://www.sofastack.tech',
  feedId: 'tag:sofastack.tech,2021:weekly',
  entries: [ENTRY],
};

/** The text of every element by its path; throws where the XML is not well-formed. */
function readXml(xml: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const path: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => path.push(name));
  parser.on('closetag', () => path.pop());
  parser.on('text', (text) => {
    texts.set(path.join('/'), (texts.get(path.join('/')) ?? '') + text);
  });
  parser.write(xml).close();
  return texts;
}

test('a feed', () => {
  expect(renderAtom(FEED)).toBe(`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN" xml:base="https://www.sofastack.tech/">
  <id>tag:sofastack.tech,2021:weekly</id>
  <title>SOFA Weekly</title>
  <updated>2021-11-12T07:00:00.000Z</updated>
  <author><name>SOFA Weekly</name></author>
  <link rel="alternate" type="text/html" href="https://www.sofastack.tech/"/>
  <entry>
    <id>tag:sofastack.tech,2021:weekly/2021-11-12</id>
    <title>SOFA Weekly | &lt;b&gt;MOSN&lt;/b&gt; &amp; more</title>
    <updated>2021-11-12T07:00:00.000Z</updated>
    <link rel="alternate" type="text/html" href="https://www.sofastack.tech/blog/sofa-weekly-20211112/?a=1&amp;b=2"/>
    <content type="html">&lt;p&gt;a &amp;amp; b ]]&gt;&lt;/p&gt;</content>
  </entry>
</feed>
`);
});

describe('an entry', () => {
  test('gives the feed its date, the newest does', () => {
    const older = { ...ENTRY, updated: '2021-11-05T00:00:00Z' };
    expect(readXml(renderAtom({ ...FEED, entries: [ENTRY, older] })).get('feed/updated')).toBe(
      '2021-11-12T07:00:00.000Z',
    );
    expect(readXml(renderAtom({ ...FEED, entries: [] })).get('feed/updated')).toBe(
      '1970-01-01T00:00:00.000Z',
    );
  });

  test('keeps its HTML', () => {
    const html = renderHtml(SAMPLE_EDITION);
    const xml = renderAtom({ ...FEED, entries: [{ ...ENTRY, html }] });
    expect(readXml(xml).get('feed/entry/content')).toBe(html);
  });
});

test.each([
  ['an id', { feedId: '2021-11-12' }],
  ['an entry’s id', { entries: [{ ...ENTRY, id: '2021-11-12' }] }],
  ['the site', { siteUrl: 'javascript:alert(1)' }],
  ['an address', { entries: [{ ...ENTRY, url: 'javascript:alert(1)' }] }],
  ['a date', { entries: [{ ...ENTRY, updated: 'yesterday' }] }],
])('%s that is none is refused', (_, wrong) => {
  expect(() => renderAtom({ ...FEED, ...wrong })).toThrow();
});

test('is well-formed and keeps the text, whatever it is', () => {
  const strange = fc.oneof(
    fc.constantFrom(...HOSTILE_MARKDOWN, '\u0000\u0001\u000b\ufffe', ']]>', '\r\n', '&#0;'),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(strange, strange, (title, html) => {
      const xml = renderAtom({ ...FEED, title, entries: [{ ...ENTRY, title, html }] });
      const texts = readXml(xml);
      const legal = (text: string) =>
        text.replace(/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
      expect(texts.get('feed/entry/content') ?? '').toBe(legal(html));
      expect(texts.get('feed/entry/title') ?? '').toBe(legal(title));
    }),
  );
});
