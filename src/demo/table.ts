/** A table for the terminal, in which Chinese characters take two columns. */
import stringWidth from 'string-width';
import { padRight } from '../cli/tables.js';

export type Row = {
  readonly seed: string;
  readonly seen: string;
  readonly ok: boolean;
};

export function renderTable(rows: readonly Row[]): readonly string[] {
  const width = Math.max(...rows.map(({ seed }) => stringWidth(seed)));
  return rows.map(({ seed, seen, ok }) => `${ok ? '✓' : '✗'} ${padRight(seed, width)}  → ${seen}`);
}
