/** What somebody wrote on GitHub, as short Markdown that a post can hold: words, no furniture. */
import { originalText } from '../domain/markdown/original.js';
import { escapeLine } from './escape-text.js';

/** How a tag and a picture begin. */
const OPENS = /<\/?[a-z]|!\[/gi;
const NOWHERE = Number.POSITIVE_INFINITY;

/** A heading, a rule, a quote or a box of a form: its words are not the writer's. */
const FRAME = /^(?:#{1,6}\s|[-*_]{3,}\s*$|>|[-*+]\s+\[[ x]\]|\*\*[^*\n]+\*\*\s*$)/i;

/** Whole paragraphs up to so many characters, the first in any case. */
export function plainParagraphs(markdown: string, most: number): string {
  const text = linesOfWords(originalText(markdown)).map(withoutTagsAndPictures).join('\n');
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

/** `<…>` and `![…](…)`. A pattern would read on to the end of the line for each that nobody closes. */
function withoutTagsAndPictures(line: string): string {
  const places = new Map<string, number>();
  const next = (sign: string, from: number): number => {
    const known = places.get(sign) ?? -1;
    if (known >= from) return known;
    const found = line.indexOf(sign, from);
    const place = found === -1 ? NOWHERE : found;
    places.set(sign, place);
    return place;
  };
  let kept = '';
  let at = 0;
  for (const { index, 0: open } of line.matchAll(OPENS)) {
    if (index < at) continue;
    const label = open === '![' ? next(']', index) : null;
    if (label !== null && line[label + 1] !== '(') continue;
    const end = label === null ? next('>', index) : next(')', label);
    if (end === NOWHERE) continue;
    kept += line.slice(at, index);
    at = end + 1;
  }
  return kept + line.slice(at);
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** In characters: a longer line is nobody's sentence, and patterns would take long on it. */
const MOST_LINE = 2_000;

/** The lines of a text without comments and blocks of code. The work grows with its length. */
export function linesOfWords(markdown: string): readonly string[] {
  const lines: string[] = [];
  let fence: string | null = null;
  for (const line of withoutComments(markdown.replace(/\r\n?/g, '\n')).split('\n')) {
    const mark = FENCE.exec(line)?.[1] ?? null;
    if (fence !== null) {
      if (mark?.startsWith(fence)) fence = null;
    } else if (mark !== null) fence = mark;
    else lines.push(line.slice(0, MOST_LINE));
  }
  return lines;
}

/** An unclosed comment goes on to the end, as on GitHub. */
function withoutComments(text: string): string {
  const [first = '', ...rest] = text.split('<!--');
  return first + rest.map((part) => part.split('-->').slice(1).join('-->')).join('');
}
