/**
 * Which of what is new of ours is printed, and where. The merge tells between which units of the base
 * it comes; that a task needs its heading, and what a heading is worth without tasks, only we know.
 */
import type { Versions } from './match-units.js';

/**
 * Tasks stand under their heading. A heading stands, with what is under it, behind what came before
 * it or, where people took that out, before what follows. Where both are gone there is no place for
 * it, and where only tasks would stand under it that people took out, no need.
 * @returns for the numbers of what our text has in a place, asked from the first place to the last:
 *   what is printed there, above and below what people wrote in it
 */
export function placeNewUnits(
  { base, theirs, ours }: Versions,
  dropped: ReadonlySet<string>,
): (ids: readonly number[]) => { readonly above: number[]; readonly below: number[] } {
  const headings = headingsIn(ours);
  const isTask = (id: number) => headings.get(id) !== id;
  const isKept = (id: number) => !dropped.has(ours.get(id)?.key ?? '');
  const standing = new Set<number>(theirs.keys());
  /** undefined: the text, or this place, begins or ends there. */
  const stands = (id: number | undefined) => id === undefined || standing.has(id);

  return (ids) => {
    const [above, below]: [number[], number[]] = [[], []];
    for (const { start, end, isOfTasks } of runsIn(ids, (id) => !base.has(id), isTask)) {
      const run = ids.slice(start, end);
      const isAbove = stands(isOfTasks ? headings.get(run[0] ?? NaN) : ids[start - 1]);
      const hasPlace = isAbove || (!isOfTasks && stands(ids[end]));
      const isEmptied = run.some(isTask) && !run.filter(isTask).some(isKept);
      if (!hasPlace || isEmptied) continue;
      (isAbove ? above : below).push(...run.filter(isKept));
      for (const id of run) standing.add(id);
    }
    return { above, below };
  };
}

/** Under which heading each unit stands; a heading is its own. */
function headingsIn(ours: Versions['ours']): ReadonlyMap<number, number | undefined> {
  let heading: number | undefined;
  const headings = new Map<number, number | undefined>();
  for (const [id, { key }] of ours) {
    if (key === null) heading = id;
    headings.set(id, heading);
  }
  return headings;
}

/** New units that belong together: tasks of a heading that was there, or headings with their tasks. */
function runsIn(
  ids: readonly number[],
  isNew: (id: number) => boolean,
  isTask: (id: number) => boolean,
) {
  const runs: { start: number; end: number; isOfTasks: boolean }[] = [];
  for (const [at, id] of ids.entries()) {
    if (!isNew(id)) continue;
    const last = runs.at(-1);
    if (last?.end === at && (isTask(id) || !last.isOfTasks)) last.end = at + 1;
    else runs.push({ start: at, end: at + 1, isOfTasks: isTask(id) });
  }
  return runs;
}
