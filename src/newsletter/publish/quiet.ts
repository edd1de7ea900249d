/** An edition's Markdown where GitHub renders it: nobody is told, and no issue is linked. */
import { codeSpans } from '../../domain/markdown/inline.js';

/** Shows nothing, and keeps a mark from the name behind it. */
export const QUIET = '<!-- -->';

const FENCE = /^[ \t]*(?:>[ \t]?)*(`{3,}|~{3,})/;
const ADDRESS = /https?:\/\/[^\s<>()[\]]+/g;
const LIVE = /@(?=\w)|#(?=\d)|\bGH(?=-\d)/gi;

/** In code and in addresses the marks do nothing, and a comment would show. */
export function quiet(markdown: string): string {
  let fence: string | null = null;
  return markdown
    .split('\n')
    .map((line) => {
      const mark = FENCE.exec(line)?.[1] ?? null;
      if (fence === null && mark === null) return quietLine(line);
      if (fence === null) fence = mark;
      else if (mark?.startsWith(fence)) fence = null;
      return line;
    })
    .join('\n');
}

function quietLine(line: string): string {
  const addresses = [...line.matchAll(ADDRESS)].map(({ index, 0: address }) => ({
    start: index,
    end: index + address.length,
  }));
  const spans = [...codeSpans(line), ...addresses].sort((a, b) => a.start - b.start);
  let [next, end] = [0, 0];
  return line.replace(LIVE, (mark, at: number) => {
    for (let span = spans[next]; span !== undefined && span.start <= at; span = spans[++next]) {
      end = Math.max(end, span.end);
    }
    return at < end ? mark : mark + QUIET;
  });
}
