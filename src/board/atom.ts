/**
 * An Atom feed (RFC 4287). Written by hand: npm's `feed` 6 keeps control characters,
 * which make a document that no reader opens, prints strangers' titles as HTML, and has neither
 * xml:lang nor entries without a link.
 */

export type AtomFeed = {
  readonly title: string;
  readonly language: string;
  /** http or https. */
  readonly siteUrl: string;
  /** An absolute IRI that never changes. */
  readonly feedId: string;
  readonly entries: readonly AtomEntry[];
};

export type AtomEntry = {
  /** An absolute IRI that never changes. */
  readonly id: string;
  readonly title: string;
  /** http or https. */
  readonly url: string;
  /** ISO 8601. */
  readonly updated: string;
  /** Addresses without a host are the site's. */
  readonly html: string;
};

/** An empty feed needs a date too, and the clock's would change with every request. */
const NEVER = '1970-01-01T00:00:00.000Z';

/** @throws TypeError for an id or address that is none; RangeError for a date that is none */
export function renderAtom({ title, language, siteUrl, feedId, entries }: AtomFeed): string {
  const updated = entries.map((entry) => instant(entry.updated)).sort();
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escapeXml(language)}" xml:base="${address(siteUrl)}">`,
    `  <id>${identifier(feedId)}</id>`,
    `  <title>${escapeXml(title)}</title>`,
    `  <updated>${updated.at(-1) ?? NEVER}</updated>`,
    // An entry must have an author, be it the feed's.
    `  <author><name>${escapeXml(title)}</name></author>`,
    `  <link rel="alternate" type="text/html" href="${address(siteUrl)}"/>`,
    ...entries.flatMap(renderEntry),
    '</feed>',
  ];
  return `${lines.join('\n')}\n`;
}

function renderEntry({ id, title, url, updated, html }: AtomEntry): string[] {
  return [
    '  <entry>',
    `    <id>${identifier(id)}</id>`,
    `    <title>${escapeXml(title)}</title>`,
    `    <updated>${instant(updated)}</updated>`,
    `    <link rel="alternate" type="text/html" href="${address(url)}"/>`,
    `    <content type="html">${escapeXml(html)}</content>`,
    '  </entry>',
  ];
}

function instant(iso: string): string {
  return new Date(iso).toISOString();
}

/** As it was given: readers compare ids letter by letter. */
function identifier(id: string): string {
  if (!URL.canParse(id)) throw new TypeError(`an id in a feed is an absolute IRI: ${id}`);
  return escapeXml(id);
}

function address(url: string): string {
  const { protocol, href } = new URL(url);
  if (!/^https?:$/.test(protocol)) throw new TypeError(`a feed links to http or https: ${url}`);
  return escapeXml(href);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A reader would normalise it away otherwise.
  '\r': '&#13;',
};

/** What XML forbids even as a reference (control characters, halves of a pair) is left out. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"\r]/g, (sign) => ESCAPES[sign] ?? sign);
}
