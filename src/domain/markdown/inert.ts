/**
 * Strangers' text inside our Markdown. Nothing in it may ping somebody, run another bot's command,
 * link to another issue, break out of its line, or close an HTML comment.
 */

import { oneLine } from '../unprintable.js';

const ZERO_WIDTH = '&#8203;';

const ACTIVE =
  /[&<>\\`*_[\]|~@]|^[-+=]|^\d+(?=[.)])|#(?=\d)|^#|\/(?=[a-z])|\bGH-(?=\d)|:(?=\/\/)|\bwww(?=\.)/gi;

/** One line of text that reads as written and does nothing. At most `most` characters, then "…". */
export function inert(text: string, most = 200): string {
  const line = oneLine(text);
  const characters = [...line.slice(0, most * 4)];
  const short = characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : line;
  return short.replace(ACTIVE, (active) => {
    switch (active) {
      case '&':
        return '&amp;';
      case '<':
        return '&lt;';
      case '>':
        return '&gt;';
      // GitHub links mentions after decoding entities: the zero-width space is what keeps it quiet.
      case '@':
        return `&#64;${ZERO_WIDTH}`;
      case '#':
        return `&#35;${ZERO_WIDTH}`;
      case '/':
        return '&#47;';
      default:
        return /^[\\`*_[\]|~]$/.test(active) ? `\\${active}` : `${active}${ZERO_WIDTH}`;
    }
  });
}
