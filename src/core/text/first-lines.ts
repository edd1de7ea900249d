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
