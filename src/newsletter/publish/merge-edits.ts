/**
 * What people wrote into a draft, and what GitHub says now, in one text: a three-way merge by
 * paragraphs with what we last wrote as the base. Where both changed the same, people's words stay.
 */
import { alignTexts } from './align.js';
import { gapsOf, pairEdits } from './pair-edits.js';
import { joinUnits, type Unit, unitsOf, widerGap } from './units.js';

export type EditedTask = {
  /** By which it is known again. */
  readonly key: string;
  /** Under whose headings it stands. */
  readonly project: string;
  /** The paragraph as we print it. */
  readonly paragraph: string;
};

export type Draft = { readonly text: string; readonly tasks: readonly EditedTask[] };

/** What people did to tasks, also to those that are not printed just now. */
export type Choices = {
  /** A person's paragraph for a task, by its key. */
  readonly rewordings: ReadonlyMap<string, string>;
  /** Tasks of ours whose paragraph a person took out, by key. */
  readonly dropped: readonly string[];
};

export type Merged = Choices & {
  readonly text: string;
  /** Places that people changed. */
  readonly edits: number;
};

export const NO_CHOICES: Choices = { rewordings: new Map(), dropped: [] };

type Keyed = Unit & {
  readonly key: string | null;
  /** Whose task stands right under it: it is that project's heading. null: it is none, or a task. */
  readonly project: string | null;
};

/**
 * @param base what we wrote last, or would have, had nobody edited it
 * @param theirs the text as it stands now
 * @param ours what we would write today
 * @param before what people chose as far as it was known then
 */
export function mergeEdits(
  base: Draft,
  theirs: string,
  ours: Draft,
  before: Choices = NO_CHOICES,
): Merged {
  const [old, now, fresh] = [keyed(base), unitsOf(theirs), keyed(ours)];
  const kept = alignTexts(old.map(textOf), now.map(textOf));
  const theirAt = findEdits(old, now, fresh, kept, before.dropped);
  const ourAt = findChanges(old, fresh);
  const ourBase = inverse(ourAt, fresh.length);

  const removed = new Set<number>();
  const replaced = new Map<number, Unit>();
  for (const [i, unit] of old.entries()) {
    const [there, today] = [theirAt[i] ?? -1, fresh[ourAt[i] ?? -1]];
    if (there === -1) continue;
    const isEdited = now[there]?.text !== unit.text;
    // Nothing stale is printed, in whatever words; other words of theirs stay.
    if (today === undefined && (!isEdited || unit.key !== null)) removed.add(there);
    if (today !== undefined && !isEdited) replaced.set(there, today);
  }

  const rewordings = new Map(before.rewordings);
  for (const [i, { key, text }] of old.entries()) {
    const words = now[theirAt[i] ?? -1]?.text;
    // A task that does not stand there is in nobody's words: what was known of it stays known.
    if (key === null || words === undefined) continue;
    if (words === text) rewordings.delete(key);
    else rewordings.set(key, words);
  }

  const own = new Set(theirAt);
  const stale = new Set(
    old.flatMap(({ key, text }, i) =>
      key === null || ourAt[i] !== -1 ? [] : [text, rewordings.get(key)],
    ),
  );
  for (const [at, { text }] of now.entries()) {
    if (!own.has(at) && stale.has(text)) removed.add(at);
  }
  const takenOut = old.flatMap(({ key }, i) => (theirAt[i] === -1 && key !== null ? [key] : []));
  const known = new Set([...before.dropped, ...takenOut]);
  const inserted = new Map<number, Unit[]>();
  const freshAt = new Map<number, number>();
  const placeOf = (j: number) => theirAt[ourBase[j] ?? -1] ?? freshAt.get(j) ?? -1;
  for (const run of runsOf(fresh, ourBase)) {
    const behind = placeFor(run, fresh, placeOf, now.length);
    if (behind === null) continue;
    const there = followingOf(behind, own, now);
    const isWanted = ({ key, text }: Keyed) =>
      !there.has(text) && (key === null || !known.has(key));
    const units = run.units.filter(isWanted);
    const isEmptied = run.units.some(({ key }) => key) && !units.some(({ key }) => key);
    if (isEmptied) continue;
    for (let j = run.start; j < run.end; j++) freshAt.set(j, behind);
    const worded = units.map((unit) => ({
      ...unit,
      text: rewordings.get(unit.key ?? '') ?? unit.text,
    }));
    inserted.set(behind, [...(inserted.get(behind) ?? []), ...worded]);
  }

  const text = assembled(now, removed, replaced, inserted);
  const printed = new Set(unitsOf(text).map(textOf));
  const isPrinted = ({ key, paragraph }: EditedTask) =>
    unitsOf(rewordings.get(key) ?? paragraph).every((unit) => printed.has(unit.text));
  const current = new Set(ours.tasks.map(({ key }) => key));
  return {
    text: inTheirForm(text, theirs),
    rewordings,
    dropped: [
      ...[...known].filter((key) => !current.has(key)),
      ...ours.tasks.filter((task) => !isPrinted(task)).map(({ key }) => key),
    ],
    edits: countPlaces(kept, now.length),
  };
}

function textOf({ text }: Unit): string {
  return text;
}

/** The pieces of a draft of ours, with the tasks that they are. */
function keyed({ text, tasks }: Draft): readonly Keyed[] {
  const named = new Map<string, EditedTask[]>();
  for (const task of tasks) {
    named.set(task.paragraph, [...(named.get(task.paragraph) ?? []), task]);
  }
  const units = unitsOf(text);
  const found = units.map((unit) => named.get(unit.text)?.shift() ?? null);
  return units.map((unit, at) => {
    const key = found[at]?.key ?? null;
    return { ...unit, key, project: key === null ? (found[at + 1]?.project ?? null) : null };
  });
}

/** Where the pieces that we wrote stand now, in whatever words. */
function findEdits(
  old: readonly Keyed[],
  now: readonly Unit[],
  fresh: readonly Keyed[],
  aligned: readonly number[],
  dropped: readonly string[],
): readonly number[] {
  const isTask = (i: number) => (old[i]?.key ?? null) !== null;
  const gone = new Set(dropped);
  const tasks = new Map(fresh.flatMap(({ text, key }) => (key === null ? [] : [[text, key]])));
  return pairEdits({
    ...{ from: old.map(textOf), to: now.map(textOf), aligned },
    mayMove: isTask,
    mayBeRewritten: (i) => !gone.has(old[i]?.key ?? ''),
    // What another task says today is that task, not this one in other words.
    mayPair: (i, j) => {
      const other = tasks.get(now[j]?.text ?? '');
      return other === undefined || other === old[i]?.key;
    },
  });
}

/**
 * What became of each piece that we wrote. A task is known by its key, and the heading above tasks
 * by its project too: every project has an "Easy", and none of them is another one's.
 */
function findChanges(old: readonly Keyed[], fresh: readonly Keyed[]): readonly number[] {
  const nameOf = ({ key, project, text }: Keyed) => {
    if (key !== null) return `task\n\n${key}`;
    return project === null ? text : `heading\n\n${project}\n\n${text}`;
  };
  const [from, to] = [old.map(nameOf), fresh.map(nameOf)];
  const aligned = alignTexts(from, to);
  const changed = [...aligned];
  for (const { missing, written } of gapsOf(aligned, to.length)) {
    const isPlain =
      missing.every((i) => old[i]?.key === null) && written.every((j) => fresh[j]?.key === null);
    // The heading of other tasks is another heading.
    if (missing.length !== written.length || !isPlain) continue;
    for (const [at, i] of missing.entries()) changed[i] = written[at] ?? -1;
  }
  return changed;
}

function inverse(places: readonly number[], length: number): readonly number[] {
  const found = Array.from({ length }, () => -1);
  for (const [i, j] of places.entries()) if (j !== -1) found[j] = i;
  return found;
}

type Run = { readonly start: number; readonly end: number; readonly units: readonly Keyed[] };

/** What is new today, in pieces that belong together: tasks under a heading that was there, or more. */
function runsOf(fresh: readonly Keyed[], ourBase: readonly number[]): readonly Run[] {
  const runs: { start: number; end: number; units: Keyed[] }[] = [];
  for (const [j, unit] of fresh.entries()) {
    if (ourBase[j] !== -1) continue;
    const last = runs.at(-1);
    const isMore = last?.end === j && (unit.key !== null || last.units[0]?.key === null);
    if (isMore) {
      last.units.push(unit);
      last.end = j + 1;
    } else runs.push({ start: j, end: j + 1, units: [unit] });
  }
  return runs;
}

/** Behind which piece of their text, −1: at its start; null: they took the place for it out. */
function placeFor(
  { start, end, units }: Run,
  fresh: readonly Keyed[],
  placeOf: (j: number) => number,
  length: number,
): number | null {
  if (units[0]?.key === null) {
    const before = start === 0 ? -1 : placeOf(start - 1);
    if (start === 0 || before !== -1) return before;
    const after = end === fresh.length ? length : placeOf(end);
    return after === -1 ? null : after - 1;
  }
  // Tasks: behind the last one that is left under their heading.
  let place = -1;
  for (let j = start - 1; j >= 0; j--) {
    if (place === -1) place = placeOf(j);
    if (fresh[j]?.key === null) return placeOf(j) === -1 ? null : place;
  }
  return place;
}

/** What people wrote behind a piece, up to the next of ours. */
function followingOf(
  behind: number,
  own: ReadonlySet<number>,
  now: readonly Unit[],
): ReadonlySet<string> {
  const texts = new Set<string>();
  for (let at = behind + 1; at < now.length && !own.has(at); at++) texts.add(now[at]?.text ?? '');
  return texts;
}

function assembled(
  now: readonly Unit[],
  removed: ReadonlySet<number>,
  replaced: ReadonlyMap<number, Unit>,
  inserted: ReadonlyMap<number, readonly Unit[]>,
): string {
  const ourOwn = (unit: Unit) => ({ ...unit, isOurs: true });
  const units = (inserted.get(-1) ?? []).map(ourOwn);
  for (const [at, unit] of now.entries()) {
    const ours = replaced.get(at);
    const isOurs = ours !== undefined && ours.text !== unit.text;
    const last = units.at(-1);
    if (!removed.has(at)) units.push({ ...unit, text: ours?.text ?? unit.text, isOurs });
    else if (last !== undefined) units.push({ ...last, gap: widerGap(units.pop() ?? last, unit) });
    units.push(...(inserted.get(at) ?? []).map(ourOwn));
  }
  return joinUnits(units);
}

/** Their line breaks, and not a byte's difference where nothing changed. */
function inTheirForm(text: string, theirs: string): string {
  if (text.trimEnd() === theirs.replace(/\r\n?/g, '\n').trimEnd()) return theirs;
  return /^[^\n]*\r\n/.test(theirs) ? text.replaceAll('\n', '\r\n') : text;
}

function countPlaces(kept: readonly number[], length: number): number {
  let [places, next, isOpen] = [0, 0, false];
  for (const j of [...kept, length]) {
    if (j === -1) isOpen = true;
    else {
      if (isOpen || j !== next) places += 1;
      [next, isOpen] = [j + 1, false];
    }
  }
  return places;
}
