/** What stands in somebody's Markdown besides their words: comments, code, tags and pictures. */
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const TAG_OR_PICTURE = /<\/?[a-z][^>\n]*>|!\[[^\]\n]*\]\([^)\n]*\)/gi;

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

/** Of one such line. */
export function withoutTags(line: string): string {
  return line.replace(TAG_OR_PICTURE, '');
}

/** An unclosed comment goes on to the end, as on GitHub. */
function withoutComments(text: string): string {
  const [first = '', ...rest] = text.split('<!--');
  return first + rest.map((part) => part.split('-->').slice(1).join('-->')).join('');
}
