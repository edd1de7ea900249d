/** An edition as HTML: the inside of a web page, or of a feed's entry. */
import { readAsHtml } from './markdown.js';

/**
 * HTML in the Markdown is shown as text, and comments on lines of their own are gone.
 * @throws RangeError over 256 KB
 */
export function renderHtml(markdown: string): string {
  return readAsHtml(markdown);
}
