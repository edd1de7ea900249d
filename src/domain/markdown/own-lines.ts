/**
 * The lines of a comment that are its author's own. A line scanner in linear time: Markdown parsers
 * take seconds on hostile comments, and only the beginnings of lines matter.
 */

import { codeSpans } from './inline.js';
import { firstLines } from './original.js';

const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const HTML_BLOCK = /^\s{0,3}<(pre|code|blockquote)\b/i;
const ORIGINAL_MESSAGE =
  /^\s*(?:-{2,}\s*(?:original message|原始邮件|forwarded message|转发邮件)|(?:from|发件人)\s*[:：].*(?:@|&lt;|<))/i;
/** What is glued behind an HTML comment does not begin a line. */
export const JOINER = '\u2060';
/** How the header of a quotation begins and ends; what makes it one stands between, on one line. */
const ON = /^\s*(?:on\s|在\s?)/i;
const WROTE = /(?:\swrote|写道)\s*[:：]\s*$/i;
const DATE_TIME_OR_ADDRESS = /\d{4}|\d:\d\d|@|，/;
const LINE_END = /[\u2028\u2029]/;
/** Of a header, in characters. */
const LONGEST_HEADER = 400;

export type OwnLine = {
  /** `header`: what a mail program writes above a quotation. */
  readonly kind: 'said' | 'header' | 'code';
  readonly line: string;
};

const EMPTY: OwnLine = { kind: 'said', line: '' };

/** The lines that are a person's own, code included: no HTML comment, no quote, no quoted e-mail. */
export function* ownLines(written: string): Generator<OwnLine> {
  const body = firstLines(written.replace(/\r\n?/g, '\n'));
  const lines = body.split('\n');
  const lastClose = lines.findLastIndex((line) => line.includes('-->'));
  let fence: string | null = null;
  let block: string | null = null;
  let inComment = false;
  const inCode = linesInSpans(lines);
  for (const [index, raw] of lines.entries()) {
    // A comment may be 256 KB of empty lines: nothing below has anything to say of one.
    if (raw === '' && fence === null && block === null && !inComment) {
      yield EMPTY;
      continue;
    }
    const marker: string | undefined = inComment ? undefined : FENCE.exec(raw)?.[1];
    if (fence !== null) {
      if (marker?.startsWith(fence) && raw.trim() === marker) fence = null;
      yield { kind: 'code', line: raw };
      continue;
    }
    if (marker !== undefined) {
      fence = marker;
      yield { kind: 'code', line: raw };
      continue;
    }
    const [line, open] = withoutHtmlComments(raw, inComment, index < lastClose);
    inComment = open;
    block ??= HTML_BLOCK.exec(line)?.[1]?.toLowerCase() ?? null;
    if (block !== null) {
      if (block !== 'blockquote') yield { kind: 'code', line };
      if (line.toLowerCase().includes(`</${block}>`)) block = null;
      continue;
    }
    if (inCode.has(index)) {
      yield { kind: 'code', line };
      continue;
    }
    if (ORIGINAL_MESSAGE.test(line)) return;
    const isHeader = isQuoteHeader(line.slice(0, LONGEST_HEADER));
    if (isHeader && !quoteFollows(lines, index)) return;
    if (/^ {0,3}>/.test(line)) continue;
    const isCode = /^(?: {4}|\t)/.test(line);
    yield { kind: isCode ? 'code' : isHeader ? 'header' : 'said', line };
  }
}

function isQuoteHeader(line: string): boolean {
  const start = ON.exec(line)?.[0].length;
  if (start === undefined) return false;
  const between = line.slice(start, Math.max(start, line.search(WROTE)));
  return DATE_TIME_OR_ADDRESS.test(between) && !LINE_END.test(between);
}

/** The lines that begin within a code span of their paragraph, which began on a line above. */
function linesInSpans(lines: readonly string[]): ReadonlySet<number> {
  const inside = new Set<number>();
  for (let first = 0; first < lines.length; ) {
    let last = first;
    while (last < lines.length && lines[last]?.trim() !== '') last += 1;
    // A span that goes over a line end has backticks on two lines.
    if (!hasBackticks(lines, first, last)) {
      first = last + 1;
      continue;
    }
    const spans = codeSpans(lines.slice(first, last).join('\n'));
    let offset = 0;
    let at = 0;
    for (let index = first; index < last; index += 1) {
      while ((spans[at]?.end ?? Number.POSITIVE_INFINITY) <= offset) at += 1;
      if ((spans[at]?.start ?? Number.POSITIVE_INFINITY) < offset) inside.add(index);
      offset += (lines[index]?.length ?? 0) + 1;
    }
    first = last + 1;
  }
  return inside;
}

function hasBackticks(lines: readonly string[], first: number, last: number): boolean {
  let found = 0;
  for (let index = first; index < last && found < 2; index += 1) {
    if (lines[index]?.includes('`')) found += 1;
  }
  return found === 2;
}

/** Mail programs that quote with `>` leave room for a reply below; the others do not. */
function quoteFollows(lines: readonly string[], index: number): boolean {
  const next = lines.slice(index + 1, index + 4).find((line) => line.trim() !== '');
  return next?.trimStart().startsWith('>') ?? false;
}

/**
 * A line without its HTML comments, and whether one stays open behind it. One that is never closed
 * hides the rest of the body where it begins a line, and is plain text elsewhere, as on GitHub.
 */
function withoutHtmlComments(
  line: string,
  wasOpen: boolean,
  closesLater: boolean,
): [text: string, open: boolean] {
  let text = '';
  let rest = line;
  let open = wasOpen;
  for (;;) {
    if (open) {
      const end = rest.indexOf('-->');
      if (end === -1) return [text, true];
      rest = rest.slice(end + 3);
      text += JOINER;
      open = false;
    }
    const start = rest.indexOf('<!--');
    if (start === -1) return [text + rest, false];
    const closes = closesLater || rest.includes('-->', start + 4);
    const beginsLine = text === '' && rest.slice(0, start).trim() === '';
    if (!closes && !beginsLine) return [text + rest, false];
    text += rest.slice(0, start);
    rest = rest.slice(start + 4);
    open = true;
  }
}
