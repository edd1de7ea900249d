/** What became of a piece that does not stand in the other text any more: other words, or nothing. */

/** Of the pairs of letters; above it, one text is the other in other words. */
const ALIKE = 0.5;

/** In pairs of texts, and in characters: it bounds the work on texts that have nothing in common. */
const MOST_COMPARED = 25_000;
const MOST_LETTERS = 300;

export type Pairing = {
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Which piece is known to stand where: `alignTexts`. */
  readonly aligned: readonly number[];
  /** Is also looked for elsewhere in the text. */
  readonly mayMove: (i: number) => boolean;
  /** May be another text altogether, where it stands alone in the other's place. */
  readonly mayBeRewritten: (i: number) => boolean;
  readonly mayPair: (i: number, j: number) => boolean;
};

/** `aligned`, and with it the pieces in other words. */
export function pairEdits(pairing: Pairing): number[] {
  const { aligned, to, mayPair, mayBeRewritten } = pairing;
  const paired = [...aligned];
  const taken = new Set(aligned);
  for (const { i, j } of similar(pairing, taken)) {
    if (paired[i] !== -1 || taken.has(j)) continue;
    paired[i] = j;
    taken.add(j);
  }
  for (const { missing, written } of gapsOf(paired, to.length)) {
    const rewritten = missing.filter(mayBeRewritten);
    if (rewritten.length !== written.length) continue;
    for (const [at, i] of rewritten.entries()) {
      const j = written[at] ?? -1;
      if (mayPair(i, j)) paired[i] = j;
    }
  }
  return paired;
}

/** Between two pieces that stand in both: those that are only in the one, and only in the other. */
export function gapsOf(
  aligned: readonly number[],
  length: number,
): readonly { readonly missing: readonly number[]; readonly written: readonly number[] }[] {
  const taken = new Set(aligned);
  let [start, floor] = [0, 0];
  return [...aligned, length].flatMap((j, i) => {
    if (j < floor) return [];
    const missing = range(start, i).filter((each) => aligned[each] === -1);
    const written = range(floor, j).filter((each) => !taken.has(each));
    [start, floor] = [i + 1, j + 1];
    return [{ missing, written }];
  });
}

function similar(
  { from, to, aligned, mayMove, mayPair }: Pairing,
  taken: ReadonlySet<number>,
): readonly { readonly i: number; readonly j: number }[] {
  const missing = range(0, from.length).filter((i) => aligned[i] === -1 && mayMove(i));
  const written = range(0, to.length).filter((j) => !taken.has(j));
  if (missing.length * written.length > MOST_COMPARED) return [];
  const lettersOf = (text: string | undefined) => letterPairs(text ?? '');
  const other = written.map((j) => ({ j, letters: lettersOf(to[j]) }));
  return missing
    .flatMap((i) => {
      const letters = lettersOf(from[i]);
      return other
        .filter(({ j }) => mayPair(i, j))
        .map((each) => ({ i, j: each.j, score: likeness(letters, each.letters) }));
    })
    .filter(({ score }) => score >= ALIKE)
    .sort((a, b) => b.score - a.score || Math.abs(a.i - a.j) - Math.abs(b.i - b.j));
}

function letterPairs(text: string): ReadonlySet<string> {
  const letters = text.slice(0, MOST_LETTERS).toLowerCase().replace(/\s+/g, '');
  return new Set(range(0, letters.length - 1).map((at) => letters.slice(at, at + 2)));
}

function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let common = 0;
  for (const pair of one) if (other.has(pair)) common += 1;
  const all = one.size + other.size;
  return all === 0 ? 0 : (2 * common) / all;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
}
