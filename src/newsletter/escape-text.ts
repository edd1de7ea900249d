/**
 * Strangers' words as one Markdown paragraph: shown as written, and opening nothing. Ordinary
 * words come out byte for byte, because the edition's form is fixed.
 */
import { codeSpans } from '../domain/markdown/inline.js';
import { oneLine } from '../domain/unprintable.js';

/** What would begin a heading, item, quote, table, fence, rule, link definition or HTML block. */
const BLOCK_START =
  /^(?:#{1,6}(?=\s|$)|[-+*](?=\s|$)|[>|<]|`{3,}(?=[^`]*$)|~{3,}|\[(?=(?:[^\]\\]|\\.)*\]:))/;
const NUMBERED = /^\d{1,9}(?=[.)](?:\s|$))/;
/** Two are enough: an item's own mark makes a rule of them. */
const RULE = /^(?:-{2,}|\*{2,}|_{3,})$/;
/**
 * A tag or a comment (an unclosed `<!--` would swallow the rest of the edition), a picture, and the
 * address of a link that leads nowhere but to a script.
 */
const OPENS = /<(?=[a-z/!?])|(?<=!)\[|(?<=\])\((?!https?:\/\/)/gi;
/** Hugo runs shortcodes wherever they stand, even in code. */
const SHORTCODE = /\{\{(?=[<%])/g;

export function escapeText(text: string): string {
  const line = escapeOpenings(oneLine(text)).replace(SHORTCODE, '{\\{');
  const number = NUMBERED.exec(line)?.[0];
  // `\1.` would show its backslash: only punctuation can be escaped.
  if (number !== undefined) return `${number}\\${line.slice(number.length)}`;
  const starts = BLOCK_START.test(line) || RULE.test(line.replace(/\s+/g, ''));
  return starts ? `\\${line}` : line;
}

/**
 * A line of a paragraph of several: no backtick of it finds its partner on another line, and it
 * makes no heading of the line above.
 */
export function escapeLine(text: string): string {
  const line = escapeText(text).replace(/^(?=(?:-+|=+)$)/, '\\');
  const spans = codeSpans(line);
  return line.replace(/`+/g, (run, at: number) => {
    if (spans.some(({ start, end }) => start <= at && at < end)) return run;
    const escaped = run.replaceAll('`', '\\`');
    return isEscaped(line, at) ? escaped.slice(1) : escaped;
  });
}

/** What was written, of a text that `escapeText` printed. */
export function unescapeText(printed: string): string {
  return printed
    .replace(/^(\d{1,9})\\(?=[.)])/, '$1')
    .replace(/^\\(?=[#+\->|<`~[*_])/, '')
    .replace(/\\(?=<[a-z/!?])|(?<=!)\\(?=\[)|(?<=\])\\(?=\()/gi, '')
    .replace(/\{\\\{(?=[<%])/g, '{{');
}

/** In code a backslash would be shown, and nothing opens there. */
function escapeOpenings(line: string): string {
  const spans = codeSpans(line);
  let next = 0;
  return line.replace(OPENS, (open, at: number) => {
    while ((spans[next]?.end ?? line.length) <= at) next++;
    const inCode = (spans[next]?.start ?? line.length) < at;
    return inCode || isEscaped(line, at) ? open : `\\${open}`;
  });
}

function isEscaped(line: string, at: number): boolean {
  let start = at;
  while (line[start - 1] === '\\') start--;
  return (at - start) % 2 === 1;
}
