/**
 * What people wrote into a draft, and what GitHub says now, in one text: a three-way merge by
 * paragraphs with what we last wrote as the base. Where both changed the same, people's words stay.
 *
 * `node-diff3` merges. What is ours is what it cannot know: which paragraph is which task, that a
 * stale task leaves the text in whatever words, and that what people took out does not come back.
 */
import { diff3MergeRegions } from 'node-diff3';
import { matchUnits, type Versions } from './match-units.js';
import { placeNewUnits } from './new-units.js';
import { type Draft, type DraftTask, draftUnitsOf, joinUnits, unitsOf, widerGap } from './units.js';

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
  const [was, now, today] = [draftUnitsOf(base), unitsOf(theirs), draftUnitsOf(ours)];
  const { versions, edits } = matchUnits(was, now, today, before.dropped);
  const rewordings = rewordingsIn(versions, before.rewordings);
  const known = droppedIn(versions, before.dropped);
  const text = joinUnits(mergeUnits(withoutStale(versions, rewordings), known, rewordings));
  return {
    text: inTheirForm(text, theirs),
    rewordings,
    dropped: stillDropped(known, ours.tasks, text, rewordings),
    edits,
  };
}

/** A task that does not stand there is in nobody's words: what was known of it stays known. */
function rewordingsIn({ base, theirs }: Versions, before: Choices['rewordings']) {
  const rewordings = new Map(before);
  for (const [id, { key, text }] of base) {
    const words = theirs.get(id)?.text;
    if (key === null || words === undefined) continue;
    if (words === text) rewordings.delete(key);
    else rewordings.set(key, words);
  }
  return rewordings;
}

function droppedIn({ base, theirs }: Versions, before: Choices['dropped']): ReadonlySet<string> {
  const missing = [...base].filter(([id]) => !theirs.has(id));
  return new Set([...before, ...missing.flatMap(([, { key }]) => key ?? [])]);
}

/** Their text without what we wrote and would not write today: nothing stale is printed. */
function withoutStale(versions: Versions, rewordings: Choices['rewordings']): Versions {
  const { base, theirs, ours } = versions;
  const gone = [...base].filter(([id]) => !ours.has(id)).map(([, unit]) => unit);
  const copies = new Set(
    gone.flatMap(({ key, text }) => (key === null ? [] : [text, rewordings.get(key)])),
  );
  const left = new Map(theirs);
  let above: number | null = null;
  for (const [id, unit] of theirs) {
    const isStale = base.has(id) ? !ours.has(id) : copies.has(unit.text);
    if (!isStale) {
      above = id;
      continue;
    }
    left.delete(id);
    const last = left.get(above ?? NaN);
    if (above !== null && last) left.set(above, { ...last, gap: widerGap(last, unit) });
  }
  return { base, theirs: left, ours };
}

function mergeUnits(
  versions: Versions,
  dropped: ReadonlySet<string>,
  rewordings: Choices['rewordings'],
) {
  const { base, theirs, ours } = versions;
  return mergeOrder(versions, dropped).flatMap((id) => {
    const [unit, old, today] = [theirs.get(id), base.get(id), ours.get(id)];
    if (unit !== undefined) {
      const text = unit.text === old?.text ? (today?.text ?? unit.text) : unit.text;
      return [{ ...unit, text, isOurs: text !== unit.text }];
    }
    if (today === undefined) return [];
    return [{ ...today, text: rewordings.get(today.key ?? '') ?? today.text, isOurs: true }];
  });
}

/** Where people and we wrote in one place, both stand; what both wrote stands once. */
function mergeOrder(versions: Versions, dropped: ReadonlySet<string>): readonly number[] {
  const { base, theirs, ours } = versions;
  const placeNew = placeNewUnits(versions, dropped);
  const following = sameFollowing(versions);
  const idsOf = (side: ReadonlyMap<number, unknown>) =>
    [...side.keys()].filter((id) => !following.has(id));
  const merged = diff3MergeRegions(idsOf(theirs), idsOf(base), idsOf(ours)).flatMap((region) => {
    if (region.stable && region.buffer !== 'b') return region.bufferContent;
    const [written, today] = region.stable
      ? [[], region.bufferContent]
      : [region.aContent, region.bContent];
    const { above, below } = placeNew(today);
    const texts = new Set(written.flatMap((id) => (base.has(id) ? [] : theirs.get(id)?.text)));
    return [...above.filter((id) => !texts.has(ours.get(id)?.text)), ...written, ...below];
  });
  return merged.flatMap((first) => {
    const ids = [first];
    for (let id = first + 1; following.has(id); id += 1) ids.push(id);
    return ids;
  });
}

/**
 * What follows the same unit in all three versions goes where that goes: the library's work grows
 * with the square of what it is asked.
 */
function sameFollowing({ base, theirs, ours }: Versions): ReadonlySet<number> {
  const followingIn = (side: ReadonlyMap<number, unknown>) => {
    const ids = [...side.keys()];
    return new Set(ids.filter((id, at) => ids[at - 1] === id - 1));
  };
  const [inTheirs, inOurs] = [followingIn(theirs), followingIn(ours)];
  return new Set([...base.keys()].filter((id) => inTheirs.has(id) && inOurs.has(id)));
}

/** Of the tasks that are free today those that do not stand there; of others what was known. */
function stillDropped(
  known: ReadonlySet<string>,
  tasks: readonly DraftTask[],
  text: string,
  rewordings: Choices['rewordings'],
): readonly string[] {
  const printed = new Set(unitsOf(text).map((unit) => unit.text));
  const isPrinted = ({ key, paragraph }: DraftTask) =>
    unitsOf(rewordings.get(key) ?? paragraph).every((unit) => printed.has(unit.text));
  const current = new Set(tasks.map(({ key }) => key));
  return [
    ...[...known].filter((key) => !current.has(key)),
    ...tasks.filter((task) => !isPrinted(task)).map(({ key }) => key),
  ];
}

/** Their line breaks, and not a byte's difference where nothing changed. */
function inTheirForm(text: string, theirs: string): string {
  if (text.trimEnd() === theirs.replace(/\r\n?/g, '\n').trimEnd()) return theirs;
  return /^[^\n]*\r\n/.test(theirs) ? text.replaceAll('\n', '\r\n') : text;
}
