/** Text in the columns of a terminal, where Chinese characters and emoji take two. */
import stringWidth from 'string-width';

/** With spaces behind, up to `columns`. */
export function padRight(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - stringWidth(text)));
}

/** With spaces in front, up to `columns`. */
export function padLeft(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - stringWidth(text))) + text;
}

/** Cut behind so many columns, with an ellipsis where anything is cut. */
export function shortened(text: string, columns: number): string {
  const flat = text.replace(/\s+/g, ' ');
  if (stringWidth(flat) <= columns) return flat;
  let short = '';
  for (const character of flat) {
    if (stringWidth(short + character) >= columns) break;
    short += character;
  }
  return `${short}…`;
}
