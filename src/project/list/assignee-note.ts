/** Who a list says is at work: `- [ ] text #12 @login`. A note, and no part of the task's text. */
import type { InlineToken, Span } from '../../domain/markdown/inline.js';

/** Glued to a word it is no login: 让用户使用@SOFAService 后不需要再写@Component. */
const LOGIN = /(?<=[\s(（【[,，、:：])@[a-z\d][a-z\d-]{0,38}(?:\/[\w-]{1,100})?(?![\w./@-])/gi;
/** Where a name may belong to the sentence, one that looks like a Java annotation is kept. */
const ANNOTATION = /^@[A-Z]+[a-z][A-Za-z]*$/;
const BETWEEN =
  /^[\s,，、:：()（）[\]【】「」*_~–—-]*(?:by|assigned to|assignees?|owner|认领人?|负责人?)?[\s:：(（]*$/i;
/** 「@login 已认领」 at the end of the line or of a bracket. */
const STATUS = /\s*(?:已?(?:认领|领取)[中了]?|进行中|in progress|wip)(?=\s*(?:$|[)）\]】」]))/iy;
const NOTHING_ELSE = /^[\s,，、.。)）\]】」]*$/;
/** Longer text between an issue and a login separates them. Characters. */
const LONGEST_BETWEEN = 40;

/** Logins next to a reference, and at the end of a line whose reference stands before. */
export function assigneeNotes(
  text: string,
  tokens: readonly InlineToken[],
  references: readonly Span[],
): Span[] {
  const first = references[0];
  if (first === undefined) return [];
  const logins = loginsIn(text, tokens);
  const textLeads = /\p{L}/u.test(text.slice(0, first.start));
  const atEnd = trailing(text, logins);
  const notes = new Map<Span, Span>();
  let reference = 0;
  let anchor = -1;
  for (const login of logins) {
    for (; (references[reference]?.end ?? Infinity) <= login.start; reference++) {
      anchor = references[reference]?.end ?? anchor;
    }
    if (anchor < 0) continue;
    const isName = !ANNOTATION.test(text.slice(login.start, login.end));
    if (isBetween(text, anchor, login.start) && (textLeads || isName)) {
      const start = afterOpening(text, anchor, login.start);
      notes.set(login, { start, end: afterStatus(text, login.end) });
    } else if (atEnd.has(login) && isName) {
      notes.set(login, login);
    }
    if (notes.has(login)) anchor = login.end;
  }
  const behind = new Set(notes.keys());
  return [
    ...notes.values(),
    ...before(
      text,
      references,
      logins.filter((login) => !behind.has(login)),
    ),
  ];
}

/** `@login #12` and `@a @b #12`. */
function before(text: string, references: readonly Span[], logins: readonly Span[]): Span[] {
  const notes: Span[] = [];
  let reference = references.length - 1;
  let anchor = Infinity;
  for (const login of [...logins].reverse()) {
    for (; (references[reference]?.start ?? -1) >= login.end; reference--) {
      anchor = references[reference]?.start ?? anchor;
    }
    const isName = !ANNOTATION.test(text.slice(login.start, login.end));
    if (anchor === Infinity || !isName || !isBetween(text, login.end, anchor)) continue;
    notes.push(login);
    anchor = login.start;
  }
  return notes;
}

function loginsIn(text: string, tokens: readonly InlineToken[]): Span[] {
  const closed = tokens.filter((token) => token.kind !== 'link');
  let at = 0;
  return [...text.matchAll(LOGIN)]
    .map(({ index, 0: login }) => ({ start: index, end: index + login.length }))
    .filter((login) => {
      while ((closed[at]?.end ?? Infinity) <= login.start) at++;
      return (closed[at]?.start ?? Infinity) >= login.end;
    });
}

function trailing(text: string, logins: readonly Span[]): Set<Span> {
  const found = new Set<Span>();
  let end = text.length;
  for (const login of [...logins].reverse()) {
    if (end - login.end > LONGEST_BETWEEN || !NOTHING_ELSE.test(text.slice(login.end, end))) break;
    found.add(login);
    end = login.start;
  }
  return found;
}

function isBetween(text: string, start: number, end: number): boolean {
  return end - start <= LONGEST_BETWEEN && BETWEEN.test(text.slice(start, end));
}

function afterStatus(text: string, start: number): number {
  STATUS.lastIndex = start;
  return start + (STATUS.exec(text)?.[0].length ?? 0);
}

/** 「认领人：」 goes with the login; a bracket before it stays, to be closed with its partner. */
function afterOpening(text: string, start: number, end: number): number {
  for (let at = end - 1; at >= start; at--) if (/[(（[【「]/.test(text[at] ?? '')) return at + 1;
  return start;
}
