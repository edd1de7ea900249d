/** A table for the terminal, in which Chinese characters take two columns. */
import { padRight, textWidth } from '../core/text/width.js';

export type Row = {
  readonly seed: string;
  readonly seen: string;
  readonly ok: boolean;
};

export function renderTable(rows: readonly Row[]): readonly string[] {
  const width = Math.max(...rows.map(({ seed }) => textWidth(seed)));
  return rows.map(({ seed, seen, ok }) => `${ok ? '✓' : '✗'} ${padRight(seed, width)}  → ${seen}`);
}

/** At most `most` columns, then "…". */
export function shorten(text: string, most: number): string {
  let short = '';
  for (const character of text) {
    if (textWidth(short + character) > most - 1) return `${short}…`;
    short += character;
  }
  return short;
}
