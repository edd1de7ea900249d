/**
 * What of a body is read: so much as GitHub stores, and of that the author's own words. A translator
 * rewrites bodies in place and keeps what the author wrote beside a divider comment; see
 * docs/architecture.md.
 */

const DIVIDER = /<!--\s*This is a translation content dividing line[^>]{0,300}-->/i;

/** Whether a translator rewrote this body. */
export function isTranslated(body: string): boolean {
  return DIVIDER.test(body);
}

/** The author's own words. */
export function originalText(body: string): string {
  const [start, end] = originalBounds(body);
  return body.slice(start, end);
}

/**
 * Where the author's own words begin and end. Two frames exist: Layotto's puts the translation on
 * top and the original behind the divider inside `<details>`; the action's append mode leaves the
 * original on top and puts a rule and the translation below.
 */
export function originalBounds(body: string): [start: number, end: number] {
  const divider = DIVIDER.exec(body);
  if (divider === null) return [0, body.length];
  const behind = divider.index + divider[0].length;
  if (/^\s*---\s*(?:\n|$)/.test(body.slice(behind, behind + 200))) {
    return [0, body.slice(0, divider.index).trimEnd().length];
  }
  const frameEnd = body.toLowerCase().lastIndexOf('</details>');
  const end = frameEnd < behind ? body.length : frameEnd;
  const summary = /^\s*<summary>[^<]*<\/summary>/i.exec(body.slice(behind, behind + 400));
  const start = behind + (summary?.[0].length ?? 0);
  const text = body.slice(start, end);
  const first = end - text.trimStart().length;
  return [first, first + text.trim().length];
}

/** GitHub stores no longer body. UTF-16 units. */
const MOST_READ = 65_536;

/**
 * The whole lines of a text as far as a body of GitHub's can be long, so that nothing a stranger
 * sends can hold up the others. Never a part of a line: half of `#123` would be another issue.
 */
export function firstLines(text: string): string {
  if (text.length <= MOST_READ) return text;
  const end = text.lastIndexOf('\n', MOST_READ);
  return text.slice(0, end === -1 ? MOST_READ : end);
}
