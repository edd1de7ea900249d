/**
 * The links, images, addresses and code of one line. A scanner rather than a Markdown parser,
 * because strangers write the lines: every step moves forward, so 256 KB of `[` cost 256 KB of steps.
 */

export type Span = { readonly start: number; readonly end: number };

export type InlineToken = Span &
  (
    | { readonly kind: 'code' | 'comment' | 'image' }
    | { readonly kind: 'tag' | 'address'; readonly url: string }
    /** What stands in the label is scanned too: its tokens follow this one. */
    | { readonly kind: 'link'; readonly url: string; readonly label: Span }
  );

/** Longer destinations are no links: it bounds the work on nested brackets. Characters. */
const LONGEST_DESTINATION = 2_000;

const COMMENT_OPEN = '<!--';
const COMMENT_CLOSE = '-->';
const AUTOLINK = /<(https?:\/\/[^\s<>]+)>/iy;
/** Only tags that carry no words of their own; `List<String>` is text. */
const TAG = /<\/?(?:a|br|img)(?:[\s/][^<>]*)?>/iy;
const HREF = /\shref\s*=\s*["']?(https?:\/\/[^\s"'<>]+)/i;
/** ASCII only: Chinese text is glued to addresses without a space. */
const ADDRESS = /https?:\/\/[\w\-.~:/?#@!$&'()*+,;=%]+/iy;

/** Code spans: a run of backticks up to the next run of the same length. */
export function codeSpans(line: string): Span[] {
  if (!line.includes('`')) return [];
  const runs = [...line.matchAll(/`+/g)].map(({ index, 0: run }) => ({
    start: index,
    end: index + run.length,
    escaped: line[index - 1] === '\\',
  }));
  const closing: (number | undefined)[] = [];
  const seen = new Map<number, number>();
  for (let at = runs.length - 1; at >= 0; at--) {
    const run = runs[at];
    if (run === undefined) continue;
    closing[at] = seen.get(run.end - run.start);
    seen.set(run.end - run.start, at);
  }
  const spans: Span[] = [];
  for (let at = 0; at < runs.length; at++) {
    const open = runs[at];
    const close = closing[at];
    const end = close === undefined ? undefined : runs[close]?.end;
    if (open === undefined || close === undefined || end === undefined || open.escaped) continue;
    spans.push({ start: open.start, end });
    at = close;
  }
  return spans;
}

/** In order of their start; only a link's label holds further tokens. */
export function scanInline(line: string): InlineToken[] {
  const code = codeSpans(line);
  const brackets = bracketPairs(line, code);
  const lastCommentClose = line.lastIndexOf(COMMENT_CLOSE);
  const tokens: InlineToken[] = [];
  const afterLabel = new Map<number, number>();
  let nextCode = 0;
  for (let at = 0; at < line.length; ) {
    while ((code[nextCode]?.start ?? line.length) < at) nextCode++;
    const span = code[nextCode];
    const linkEnd = afterLabel.get(at);
    if (linkEnd !== undefined) {
      at = linkEnd;
    } else if (span?.start === at) {
      tokens.push({ kind: 'code', ...span });
      at = span.end;
    } else {
      const token = tokenAt(line, at, brackets, lastCommentClose);
      if (token !== null) tokens.push(token);
      if (token?.kind === 'link') afterLabel.set(token.label.end, token.end);
      at = afterToken(line, at, token);
    }
  }
  return tokens;
}

function afterToken(line: string, at: number, token: InlineToken | null): number {
  if (token?.kind === 'link') return token.label.start;
  if (token !== null) return token.end;
  return line[at] === '\\' ? at + 2 : at + 1;
}

function tokenAt(
  line: string,
  start: number,
  brackets: ReadonlyMap<number, number>,
  lastCommentClose: number,
): InlineToken | null {
  switch (line[start]) {
    case '!': {
      const image = linkAt(line, start + 1, brackets);
      return image && { kind: 'image', start, end: image.end };
    }
    case '[':
      return linkAt(line, start, brackets);
    case '<':
      return commentAt(line, start, lastCommentClose) ?? tagAt(line, start);
    case 'h':
    case 'H':
      return addressAt(line, start);
    default:
      return null;
  }
}

function linkAt(
  line: string,
  start: number,
  brackets: ReadonlyMap<number, number>,
): (InlineToken & { readonly kind: 'link' }) | null {
  const labelEnd = line[start] === '[' ? brackets.get(start) : undefined;
  if (labelEnd === undefined || line[labelEnd + 1] !== '(') return null;
  const close = brackets.get(labelEnd + 1);
  if (close === undefined || close - labelEnd > LONGEST_DESTINATION) return null;
  const [url = '', title = ''] = line
    .slice(labelEnd + 2, close)
    .trim()
    .split(/\s+/, 2);
  if (title !== '' && !/^["'(]/.test(title)) return null;
  return {
    kind: 'link',
    start,
    end: close + 1,
    url: url.replace(/^<|>$/g, ''),
    label: { start: start + 1, end: labelEnd },
  };
}

function commentAt(line: string, start: number, lastClose: number): InlineToken | null {
  // `<!-->` is a whole comment, hence the search from its second hyphen's place.
  if (lastClose < start + 2 || !line.startsWith(COMMENT_OPEN, start)) return null;
  const close = line.indexOf(COMMENT_CLOSE, start + 2);
  return { kind: 'comment', start, end: close + COMMENT_CLOSE.length };
}

function tagAt(line: string, start: number): InlineToken | null {
  const url = matchAt(AUTOLINK, line, start);
  if (url !== null)
    return { kind: 'address', start, end: start + url.length, url: url.slice(1, -1) };
  const tag = matchAt(TAG, line, start);
  if (tag === null) return null;
  if (/^<img/i.test(tag)) return { kind: 'image', start, end: start + tag.length };
  return { kind: 'tag', start, end: start + tag.length, url: HREF.exec(tag)?.[1] ?? '' };
}

function addressAt(line: string, start: number): InlineToken | null {
  const found = matchAt(ADDRESS, line, start);
  if (found === null) return null;
  const url = withoutSentenceEnd(found);
  return { kind: 'address', start, end: start + url.length, url };
}

/** As GitHub ends a bare address: no closing punctuation, no bracket that was opened before it. */
function withoutSentenceEnd(url: string): string {
  let open = 0;
  for (const character of url) {
    if (character === '(') open++;
    if (character === ')') open--;
  }
  let end = url.length;
  for (; end > 0; end--) {
    const last = url[end - 1] ?? '';
    if (last === '(') open--;
    else if (last === ')' && open < 0) open++;
    else if (!/[?!.,:;*_~'"&]/.test(last)) break;
  }
  return url.slice(0, end);
}

/** Where each `[` and `(` outside code closes. */
function bracketPairs(line: string, code: readonly Span[]): Map<number, number> {
  const pairs = new Map<number, number>();
  const square: number[] = [];
  const round: number[] = [];
  let nextCode = 0;
  for (let at = 0; at < line.length; at++) {
    const span = code[nextCode];
    if (span?.start === at) {
      at = span.end - 1;
      nextCode++;
      continue;
    }
    const character = line[at];
    const open = character === ']' ? square.pop() : character === ')' ? round.pop() : undefined;
    if (open !== undefined) pairs.set(open, at);
    if (character === '[') square.push(at);
    if (character === '(') round.push(at);
    if (character === '\\' && line[at + 1] !== '`') at++;
  }
  return pairs;
}

function matchAt(pattern: RegExp, line: string, start: number): string | null {
  pattern.lastIndex = start;
  return pattern.exec(line)?.[0] ?? null;
}
