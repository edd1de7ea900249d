import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Engine } from '../../src/engine/engine.js';

/** What the slots of every engine keep; their exact arithmetic has a test with a clock of its own. */
export function slotLaws(open: () => Promise<Engine>): void {
  let engine: Engine;
  beforeEach(async () => {
    engine = await open();
  });
  afterEach(() => engine.close());

  it('gives no more than a window holds, and more once it has passed', async () => {
    const slots = engine.createSlots('one', [
      { count: 3, milliseconds: 300 },
      { count: 4, milliseconds: 60_000 },
    ]);
    expect([await slots.take(0), await slots.take(3), await slots.take(1)]).toEqual([0, 0, 0]);
    const waitMs = await slots.take(0);
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(300);
    await sleep(320);
    expect(await slots.take(0)).toBe(0);
    expect(await slots.take(0)).toBeGreaterThan(300);
  });

  it('keeps limits of other names apart', async () => {
    const windows = [{ count: 1, milliseconds: 60_000 }];
    expect(await engine.createSlots('a', windows).take(0)).toBe(0);
    expect(await engine.createSlots('b', windows).take(0)).toBe(0);
    expect(await engine.createSlots('b', windows).take(0)).not.toBe(0);
  });
}
