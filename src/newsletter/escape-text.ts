/**
 * Strangers' words as one Markdown paragraph: shown as written, and opening nothing. Ordinary
 * words come out byte for byte, because the edition's form is fixed.
 */
import { codeSpans } from '../core/text/inline-markdown.js';
import { oneLine } from '../core/text/title.js';

/** What would begin a heading, item, quote, table, fence, rule, link definition or HTML block. */
const BLOCK_START = /^(?:#{1,6}(?=\s|$)|[-+*](?=\s|$)|[>|<]|`{3,}(?=[^`]*$)|~{3,}|\[(?=[^\]]*\]:))/;
const NUMBERED = /^\d{1,9}(?=[.)](?:\s|$))/;
const RULE = /^(?:-{3,}|\*{3,}|_{3,})$/;
/** A tag or a comment; an unclosed `<!--` would swallow the rest of the edition. */
const TAG_OPEN = /<(?=[a-z/!?])/gi;
/** Hugo runs shortcodes wherever they stand, even in code. */
const SHORTCODE = /\{\{(?=[<%])/g;

export function escapeText(text: string): string {
  const line = escapeTags(oneLine(text)).replace(SHORTCODE, '{\\{');
  const number = NUMBERED.exec(line)?.[0];
  // `\1.` would show its backslash: only punctuation can be escaped.
  if (number !== undefined) return `${number}\\${line.slice(number.length)}`;
  const starts = BLOCK_START.test(line) || RULE.test(line.replace(/\s+/g, ''));
  return starts ? `\\${line}` : line;
}

/** In code a backslash would be shown, and no tag opens there. */
function escapeTags(line: string): string {
  const spans = codeSpans(line);
  let next = 0;
  return line.replace(TAG_OPEN, (open, at: number) => {
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
