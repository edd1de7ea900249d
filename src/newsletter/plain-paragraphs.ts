/** What somebody wrote on GitHub, as short Markdown that a post can hold: words, no furniture. */
import { originalText } from '../core/text/original.js';
import { linesOfWords, withoutTags } from './furniture.js';
import { escapeLine } from './sections/escape-text.js';

/** A heading, a rule, a quote or a box of a form: its words are not the writer's. */
const FRAME = /^(?:#{1,6}\s|[-*_]{3,}\s*$|>|[-*+]\s+\[[ x]\]|\*\*[^*\n]+\*\*\s*$)/i;

/** Whole paragraphs up to so many characters, the first in any case. */
export function plainParagraphs(markdown: string, most: number): string {
  const text = linesOfWords(originalText(markdown)).map(withoutTags).join('\n');
  const taken: string[] = [];
  let length = 0;
  for (const block of text.split(/\n(?:[ \t]*\n)+/)) {
    const paragraph = wordsOf(block, most);
    if (paragraph === '') continue;
    length += paragraph.length;
    if (taken.length > 0 && length > most) break;
    taken.push(paragraph);
  }
  return taken.join('\n\n');
}

function wordsOf(block: string, most: number): string {
  // Cut before it is escaped, or what closes a piece of code may be gone.
  return block
    .slice(0, most * 2)
    .split('\n')
    .filter((line) => line.trim() !== '' && !FRAME.test(line.trim()))
    .map((line) => escapeLine(line.trim()))
    .join('\n');
}
