/** A table for the terminal, in which Chinese characters take two columns. */

export type Row = {
  readonly seed: string;
  readonly seen: string;
  readonly ok: boolean;
};

export function renderTable(rows: readonly Row[]): readonly string[] {
  const width = Math.max(...rows.map(({ seed }) => columns(seed)));
  return rows.map(({ seed, seen, ok }) => {
    const padding = ' '.repeat(width - columns(seed));
    return `${ok ? '✓' : '✗'} ${seed}${padding}  → ${seen}`;
  });
}

/** At most `most` columns, then "…". */
export function shorten(text: string, most: number): string {
  let short = '';
  for (const character of text) {
    if (columns(short + character) > most - 1) return `${short}…`;
    short += character;
  }
  return short;
}

function columns(text: string): number {
  return [...text].reduce((sum, character) => sum + (isWide(character) ? 2 : 1), 0);
}

function isWide(character: string): boolean {
  return /[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/u.test(character);
}
