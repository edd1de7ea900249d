/**
 * How an edition's Markdown is read, whatever it becomes: no HTML, no comments, safe addresses.
 * Tables stay text, because neither the 公众号 editor nor a chat has any.
 */
import MarkdownIt, { type StateBlock, type StateCore, type Token } from 'markdown-it';

/** Bytes. markdown-it needs up to four seconds for the worst of this length (`![![![…`). */
const MAX_BYTES = 256 * 1024;

const SAFE_LINK = /^(?:https?|mailto|dingtalk):/i;
const SAFE_PICTURE = /^https?:/i;
const HAS_SCHEME = /^[^/?#]*:/;

const READER = new MarkdownIt({ html: false, linkify: false }).disable('table');
// An address that is refused here leaves its Markdown as text: the editor sees what is wrong.
READER.validateLink = (url) => SAFE_LINK.test(url) || !HAS_SCHEME.test(url);
READER.block.ruler.before('fence', 'comment', skipComment, {
  alt: ['paragraph', 'reference', 'blockquote', 'list'],
});
READER.core.ruler.after('inline', 'targets', keepSafeTargets);

/** @throws RangeError over 256 KB */
export function readTokens(markdown: string): Token[] {
  return READER.parse(bounded(markdown), {});
}

/**
 * The inside of a web page. HTML in the Markdown is shown as text, and comments on lines of their
 * own are gone.
 * @throws RangeError over 256 KB
 */
export function renderHtml(markdown: string): string {
  return READER.render(bounded(markdown), {});
}

/** '' where the token has no such attribute. */
export function attribute(token: Token, name: string): string {
  return String(token.attrGet(name) ?? '');
}

export const escapeHtml: (text: string) => string = READER.utils.escapeHtml;

function bounded(markdown: string): string {
  const bytes = Buffer.byteLength(markdown);
  if (bytes > MAX_BYTES) {
    throw new RangeError(`an edition has at most ${MAX_BYTES} bytes; this one has ${bytes}`);
  }
  return markdown;
}

/**
 * Notes for editors, `<!-- … -->` on lines of their own, may span lines. One that nobody closes,
 * or that words follow, stays text: nothing may swallow the rest of the edition.
 */
function skipComment(state: StateBlock, start: number, end: number, silent: boolean): boolean {
  if ((state.sCount[start] ?? 0) - state.blkIndent >= 4) return false;
  if (!lineOf(state, start).startsWith('<!--')) return false;
  // Each line is searched once: every one of many that nobody closes would read on to the end.
  const memory = state.env as { searched?: number };
  if (start < (memory.searched ?? 0)) return false;
  for (let line = start; line < end; line++) {
    const text = lineOf(state, line);
    const close = text.indexOf('-->');
    if (close < 0) continue;
    if (text.slice(close + 3).trim() !== '') {
      memory.searched = line + 1;
      return false;
    }
    if (!silent) state.line = line + 1;
    return true;
  }
  memory.searched = end;
  return false;
}

function lineOf(state: StateBlock, line: number): string {
  return state.src.slice(
    (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0),
    state.eMarks[line] ?? 0,
  );
}

/**
 * A link without a scheme would lead somewhere else in a mail or an article, so its words stay
 * alone; a picture without one lies beside the edition. Other schemes carry no picture.
 */
function keepSafeTargets(state: StateCore): void {
  for (const token of state.tokens) {
    if (token.children === null) continue;
    let isDropped = false;
    token.children = token.children.filter((child) => {
      if (child.type === 'link_open') isDropped = !SAFE_LINK.test(attribute(child, 'href'));
      return !(isDropped && (child.type === 'link_open' || child.type === 'link_close'));
    });
    for (const child of token.children) if (child.type === 'image') keepSafePicture(child);
  }
}

function keepSafePicture(image: Token): void {
  const source = attribute(image, 'src');
  if (SAFE_PICTURE.test(source) || !HAS_SCHEME.test(source)) return;
  image.type = 'text';
  image.content = image.children?.map(({ content }) => content).join('') ?? '';
  image.children = null;
}
