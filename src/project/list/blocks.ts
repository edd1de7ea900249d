/**
 * The headings, items and paragraph lines of a Markdown text, without what is quoted, hidden or
 * code. Each line is read once.
 */

export type Checkbox = {
  readonly ticked: boolean;
  /** UTF-16 offset in the whole text of the character between the brackets; null for `[]`. */
  readonly offset: number | null;
};

type SourceLine = {
  /** 0-based. */
  readonly lineNumber: number;
  /** Without its line break. */
  readonly sourceLine: string;
  /** Columns of white space before the text; a tab stops at every fourth. */
  readonly indent: number;
  readonly offset: number;
  /** What follows the indentation; '' for a blank line. */
  readonly rest: string;
};

export type Block = Omit<SourceLine, 'offset' | 'rest'> & {
  /** Without indentation, `#`, bullet and checkbox, and without white space around it. */
  readonly content: string;
} & (
    | { readonly kind: 'heading'; readonly level: number; readonly underlined: boolean }
    | { readonly kind: 'item'; readonly checkbox: Checkbox | null }
    | { readonly kind: 'paragraph' }
    /** A line that begins with a bar: part of a table. */
    | { readonly kind: 'row' }
  );

/** What a line stands in: a fence ends with its list item even where nobody closed it. */
type Inside =
  | { readonly kind: 'comment' | 'quote' }
  | { readonly kind: 'fence'; readonly mark: string; readonly column: number };

/** Also what keyboards and pasted pages leave behind: full-width and no-break spaces, a BOM. */
const INDENT = /^[ \t\u00a0\u3000\ufeff]*/;
/** Old lists have `##Easy`, as GitHub once took it. A single # would be a reference. */
const HEADING = /^(#{1,6})(?:\s|$)|^(#{2,6})(?=[^#\s\d])/;
const UNDERLINE = /^ {0,3}(?:(=+)|-{2,})\s*$/;
const BULLET = /^(?:[-*+]|\d{1,9}[.)])(?:\s+|$)|^[-*+](?=\[[ xX]?\])|^\d{1,3}、\s*/;
const CHECKBOX = /^\[([ \txX\u00a0\u3000]?)\](?![([:])/;
const FENCE = /^(?:`{3,}(?=[^`]*$)|~{3,})/;
const TAG_LINE =
  /^<\/?(?:details|summary)\b|^<\/?[a-z][a-z\d]*(?:[\s/][^<>]*)?>\s*(?:<[^<>]*>\s*)*$/i;

export function listBlocks(markdown: string): Block[] {
  const lines = sourceLines(markdown);
  const blocks: Block[] = [];
  let inside: Inside | null = null;
  // Where the text of each item begins that the line may still lie in, outermost first.
  const columns: number[] = [];
  // A line right below an item's words belongs to them, and cannot be underlined as a heading.
  let continues = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined) break;
    if (inside !== null && inside.kind !== 'quote') {
      const stays = staysInside(inside, line);
      if (stays !== 'left') {
        inside = stays === 'last' ? null : inside;
        continue;
      }
      inside = null;
    }
    if (line.rest.trim() === '') {
      inside = null;
      continues = false;
      continue;
    }
    while ((columns.at(-1) ?? 0) > line.indent) columns.pop();
    const next = continues || columns.length > 0 ? '' : lines[at + 1]?.sourceLine;
    const block = blockOf(line, next ?? '');
    if (block.kind === 'heading' && block.underlined) at++;
    continues = block.kind === 'item' || (continues && block.kind === 'paragraph');
    const isCode = columns.length === 0 && block.indent >= 4;
    // A paragraph line right below a quote still belongs to it.
    const isText = block.kind === 'paragraph' || block.kind === 'row';
    const isQuoted: boolean = inside?.kind === 'quote' && isText;
    if (isCode || isQuoted) continue;
    if (block.kind === 'item') columns.push(block.indent + 2);
    inside = opens(block, columns.at(-1) ?? 0);
    if (inside === null && !isFurniture(block)) blocks.push(block);
  }
  return blocks;
}

function sourceLines(markdown: string): SourceLine[] {
  let offset = 0;
  return markdown.split('\n').map((text, lineNumber) => {
    const sourceLine = text.replace(/\r$/, '');
    const blank = INDENT.exec(sourceLine)?.[0] ?? '';
    const rest = sourceLine.slice(blank.length);
    const line = { lineNumber, sourceLine, indent: width(blank), offset, rest };
    offset += text.length + 1;
    return line;
  });
}

function blockOf(line: SourceLine, next: string): Block {
  const { lineNumber, sourceLine, indent, offset, rest } = line;
  const heading = indent < 4 ? HEADING.exec(rest) : null;
  if (heading !== null) {
    const content = rest.slice(heading[0].length).trim();
    const level = (heading[1] ?? heading[2] ?? '').length;
    return { lineNumber, sourceLine, indent, kind: 'heading', level, underlined: false, content };
  }
  const bullet = isRule(rest) ? undefined : BULLET.exec(rest)?.[0];
  if (bullet !== undefined) {
    const text = rest.slice(bullet.length);
    const box = CHECKBOX.exec(text);
    const content = text.slice(box?.[0].length ?? 0).trim();
    return {
      lineNumber,
      sourceLine,
      indent,
      kind: 'item',
      checkbox: checkboxOf(box, offset + sourceLine.length - text.length),
      content,
    };
  }
  const content = rest.trim();
  const underline = UNDERLINE.exec(next);
  if (underline === null || indent > 3 || isRule(rest) || /^[>`~<|]/.test(rest)) {
    const kind = content.startsWith('|') ? 'row' : 'paragraph';
    return { lineNumber, sourceLine, indent, kind, content };
  }
  return {
    lineNumber,
    sourceLine,
    indent,
    kind: 'heading',
    level: underline[1] ? 1 : 2,
    underlined: true,
    content,
  };
}

function checkboxOf(box: RegExpExecArray | null, textOffset: number): Checkbox | null {
  if (box === null) return null;
  const mark = box[1] ?? '';
  return { ticked: /x/i.test(mark), offset: mark === '' ? null : textOffset + 1 };
}

function opens(block: Block, column: number): Inside | null {
  const fence = FENCE.exec(block.content)?.[0];
  if (fence !== undefined) return { kind: 'fence', mark: fence, column };
  if (block.content.startsWith('<!--') && !(block.kind === 'item' && block.checkbox !== null)) {
    return block.content.includes('-->') ? null : { kind: 'comment' };
  }
  return block.kind === 'paragraph' && block.content.startsWith('>') ? { kind: 'quote' } : null;
}

function staysInside(inside: Inside, { rest, indent }: SourceLine): 'stays' | 'last' | 'left' {
  if (inside.kind !== 'fence') return rest.includes('-->') ? 'last' : 'stays';
  const text = rest.trim();
  if (text !== '' && indent < inside.column) return 'left';
  const isMark = text.length >= inside.mark.length && isRunOf(text, inside.mark[0] ?? '');
  return isMark ? 'last' : 'stays';
}

/** Rules, comments, lines of tags, quotes and table rows: nothing that could be a task. */
function isFurniture(block: Block): boolean {
  if (block.kind === 'heading' || (block.kind === 'item' && block.checkbox !== null)) return false;
  const { content } = block;
  return isRule(content) || TAG_LINE.test(content) || /^(?:<!--|>)/.test(content);
}

function isRule(text: string): boolean {
  if (!/^\s*[-*_]/.test(text)) return false;
  const marks = text.replace(/\s+/g, '');
  return marks.length >= 3 && isRunOf(marks, marks[0] ?? '');
}

function isRunOf(text: string, character: string): boolean {
  for (const each of text) if (each !== character) return false;
  return true;
}

function width(blank: string): number {
  let columns = 0;
  for (const character of blank) {
    if (character === '\t') columns += 4 - (columns % 4);
    else if (character !== '\ufeff') columns++;
  }
  return columns;
}
