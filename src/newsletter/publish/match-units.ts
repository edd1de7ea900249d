/**
 * Which unit of the base stands where in the other two versions. `node-diff3` knows a unit again by
 * the same text in the same order, and that is most of it. The rest is ours: people give a task
 * other words, or carry it to another place, and it is still that task; and a task that GitHub says
 * in other words is known by its key.
 */
import { LCS } from 'node-diff3';
import type { DraftUnit, Unit } from './units.js';

/** The units of each version, in its order, by numbers: the same number is the same unit. */
export type Versions = {
  readonly base: ReadonlyMap<number, DraftUnit>;
  readonly theirs: ReadonlyMap<number, Unit>;
  readonly ours: ReadonlyMap<number, DraftUnit>;
};

/** For each unit of a version its place in the base. */
type Match = readonly number[];

/** It is not in the base. */
const NEW = -1;

/** More of the same in one text are told apart by their place: it bounds the work. */
const MOST_ALIKE = 50;

/** Of the pairs of letters; above it, one text is the other in other words. */
const ALIKE = 0.5;

/** In pairs of texts, and in characters: it bounds the work on texts that have nothing in common. */
const MOST_COMPARED = 25_000;
const MOST_LETTERS = 300;

/**
 * @param dropped tasks that people took out earlier: no other text is one of them
 * @returns with the number of places that people changed
 */
export function matchUnits(
  base: readonly DraftUnit[],
  theirs: readonly Unit[],
  ours: readonly DraftUnit[],
  dropped: readonly string[],
): { readonly versions: Versions; readonly edits: number } {
  const inOurs = matchOurs(base, ours);
  const [stays, gone] = [new Set(inOurs), new Set(dropped)];
  const tasks = new Map(ours.flatMap(({ text, key }) => (key === null ? [] : [[text, key]])));
  const mayBe = (i: number, j: number) => {
    const key = base[i]?.key ?? null;
    const other = tasks.get(theirs[j]?.text ?? '');
    // What another task says today is that task, and other words for what is gone are people's own.
    return other === undefined ? key !== null || stays.has(i) : other === key;
  };
  const inTheirs = matchTexts(textsOf(base), textsOf(theirs));
  const edits = differences(base.length, inTheirs).length;
  for (const { i, j } of similarTasks(base, theirs, inTheirs)) {
    if (inTheirs[j] === NEW && !inTheirs.includes(i) && mayBe(i, j)) inTheirs[j] = i;
  }
  for (const { missing, added } of differences(base.length, inTheirs)) {
    const reworded = missing.filter((i) => !gone.has(base[i]?.key ?? ''));
    if (reworded.length !== added.length) continue;
    for (const [at, j] of added.entries()) {
      const i = reworded[at] ?? NEW;
      if (mayBe(i, j)) inTheirs[j] = i;
    }
  }
  const versions = {
    base: new Map(base.entries()),
    theirs: numbered(theirs, inTheirs, base.length),
    ours: numbered(ours, inOurs, base.length + theirs.length),
  };
  return { versions, edits };
}

/** @param first from which on the units that are not in the base have numbers of their own */
function numbered<Each>(units: readonly Each[], match: Match, first: number) {
  return new Map(
    units.map((unit, at) => {
      const place = match[at] ?? NEW;
      return [place === NEW ? first + at : place, unit] as const;
    }),
  );
}

/**
 * A task is known by its key, and the heading above tasks by its project too: every project has an
 * "Easy", and none of them is another one's.
 */
function matchOurs(base: readonly DraftUnit[], ours: readonly DraftUnit[]): Match {
  const nameOf = ({ key, project, text }: DraftUnit) => {
    if (key !== null) return `task\n\n${key}`;
    return project === null ? text : `heading\n\n${project}\n\n${text}`;
  };
  const match = matchTexts(base.map(nameOf), ours.map(nameOf));
  for (const { missing, added } of differences(base.length, match)) {
    const isPlain =
      missing.every((i) => base[i]?.key === null) && added.every((j) => ours[j]?.key === null);
    // The heading of other tasks is another heading.
    if (missing.length !== added.length || !isPlain) continue;
    for (const [at, j] of added.entries()) match[j] = missing[at] ?? NEW;
  }
  return match;
}

/** What begins and ends both is the same: of two tasks in the same words each stays itself. */
function matchTexts(from: readonly string[], to: readonly string[]): number[] {
  const most = Math.min(from.length, to.length);
  let [start, end] = [0, 0];
  while (start < most && from[start] === to[start]) start += 1;
  while (end < most - start && from.at(-1 - end) === to.at(-1 - end)) end += 1;
  const match = to.map((_, j) => {
    if (j < start) return j;
    return j < to.length - end ? NEW : j - to.length + from.length;
  });
  const between = (texts: readonly string[]) => bounded(texts.slice(start, texts.length - end));
  let step = LCS(between(from), between(to));
  for (; step.chain !== null; step = step.chain) {
    match[start + step.buffer2index] = start + step.buffer1index;
  }
  return match;
}

/** Of texts that stand very often, each further one counts as another text. */
function bounded(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  return texts.map((text) => {
    const count = counts.get(text) ?? 0;
    counts.set(text, count + 1);
    return count < MOST_ALIKE ? text : `${text}\n\n${count}`;
  });
}

/** Between two units that stand in both: what is only in the base, and what is only in the other. */
function differences(length: number, match: Match) {
  const matched = new Set(match);
  const found: { readonly missing: readonly number[]; readonly added: readonly number[] }[] = [];
  let [start, next] = [0, 0];
  for (const [j, i] of [...match, length].entries()) {
    // It is new, or was moved.
    if (i < next) continue;
    const missing = range(next, i).filter((each) => !matched.has(each));
    const added = range(start, j).filter((each) => match[each] === NEW);
    if (missing.length + added.length > 0) found.push({ missing, added });
    [start, next] = [j + 1, i + 1];
  }
  return found;
}

/** Tasks of the base and what may be their other words, wherever these stand; the likest first. */
function similarTasks(base: readonly DraftUnit[], theirs: readonly Unit[], match: Match) {
  const matched = new Set(match);
  const missing = range(0, base.length).filter((i) => !matched.has(i) && base[i]?.key !== null);
  const added = range(0, theirs.length).filter((j) => match[j] === NEW);
  if (missing.length * added.length > MOST_COMPARED) return [];
  const lettersOf = (unit: Unit | undefined) => letterPairs(unit?.text ?? '');
  const words = added.map((j) => ({ j, letters: lettersOf(theirs[j]) }));
  return missing
    .flatMap((i) => {
      const letters = lettersOf(base[i]);
      return words.map((each) => ({ i, j: each.j, score: likeness(letters, each.letters) }));
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

function range(start: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, at) => start + at);
}

function textsOf(units: readonly Unit[]): readonly string[] {
  return units.map(({ text }) => text);
}
