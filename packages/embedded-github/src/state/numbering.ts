/**
 * The emulator numbers from 1; the world we show has #1127 and comment 872779356. A numbering
 * keeps both sides: "stored" is the emulator's number, "shown" is the world's. Numbers nobody
 * asked for continue after the highest one shown, as on GitHub.
 */
export type Numbering = {
  readonly shownByStored: Map<number, number>;
  readonly storedByShown: Map<number, number>;
  /** From this stored number on, shown = stored + offset. Ascending. */
  readonly steps: { readonly from: number; readonly offset: number }[];
};

export function plainNumbering(): Numbering {
  return { shownByStored: new Map(), storedByShown: new Map(), steps: [{ from: 1, offset: 0 }] };
}

/** True as long as both sides are equal. */
export function isPlain(numbering: Numbering): boolean {
  return numbering.shownByStored.size === 0;
}

export function shownNumber(numbering: Numbering, stored: number): number {
  const exact = numbering.shownByStored.get(stored);
  if (exact !== undefined) return exact;
  const step = numbering.steps.findLast(({ from }) => from <= stored);
  return stored + (step?.offset ?? 0);
}

/** The emulator's number, or null when no stored number, past or future, is shown so. */
export function storedNumber(numbering: Numbering, shown: number): number | null {
  const exact = numbering.storedByShown.get(shown);
  if (exact !== undefined) return exact;
  const { steps } = numbering;
  for (const [position, { from, offset }] of steps.entries()) {
    const stored = shown - offset;
    const end = steps[position + 1]?.from ?? Number.POSITIVE_INFINITY;
    if (stored >= from && stored < end && !numbering.shownByStored.has(stored)) return stored;
  }
  return null;
}

/**
 * Shows the newest stored number as `wanted`; later ones continue after the highest shown.
 * @throws when `wanted` is taken
 */
export function showAs(numbering: Numbering, stored: number, wanted: number): void {
  const taken = storedNumber(numbering, wanted);
  if (taken === stored) return;
  if (taken !== null && taken < stored) throw new Error(`${wanted} is taken`);
  const before = stored > 1 ? shownNumber(numbering, stored - 1) : 0;
  const highest = Math.max(wanted, before, ...numbering.storedByShown.keys());
  numbering.shownByStored.set(stored, wanted);
  numbering.storedByShown.set(wanted, stored);
  const offset = highest - stored;
  if (numbering.steps.at(-1)?.offset !== offset) numbering.steps.push({ from: stored + 1, offset });
}
