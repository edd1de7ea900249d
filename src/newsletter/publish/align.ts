/** Which pieces of one text stand in another too, in the same order. */

/** More of the same in one text are told apart by their place: it bounds the work. */
const MOST_ALIKE = 50;

/** For each piece of `a` its place in `b`, −1: it is not there. Hunt and Szymanski's, n log n. */
export function alignTexts(a: readonly string[], b: readonly string[]): number[] {
  const often = new Set([...tooOften(a), ...tooOften(b)]);
  const [from, to] = [numbered(a, often), numbered(b, often)];
  const places = new Map<string, number[]>();
  for (const [j, text] of to.entries()) {
    const found = places.get(text);
    if (found === undefined) places.set(text, [j]);
    else found.push(j);
  }
  type Step = { readonly i: number; readonly j: number; readonly before: Step | null };
  // The last steps of the best sequences of each length: their places in `b` ascend.
  const ends: Step[] = [];
  for (const [i, text] of from.entries()) {
    for (const j of (places.get(text) ?? []).toReversed()) {
      const length = firstNotBelow(ends, j);
      ends[length] = { i, j, before: ends[length - 1] ?? null };
    }
  }
  const aligned = a.map(() => -1);
  for (let step = ends.at(-1) ?? null; step !== null; step = step.before) aligned[step.i] = step.j;
  return aligned;
}

function firstNotBelow(ends: readonly { readonly j: number }[], j: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle]?.j ?? 0) < j) low = middle + 1;
    else high = middle;
  }
  return low;
}

function tooOften(texts: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].flatMap(([text, count]) => (count > MOST_ALIKE ? [text] : []));
}

function numbered(texts: readonly string[], often: ReadonlySet<string>): readonly string[] {
  const counts = new Map<string, number>();
  return texts.map((text) => {
    if (!often.has(text)) return text;
    const count = (counts.get(text) ?? 0) + 1;
    counts.set(text, count);
    return `${text}\n\n${count}`;
  });
}
