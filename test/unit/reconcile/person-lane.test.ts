import { describe, expect, it } from '@jest/globals';
import { createMemory } from '../../../src/engine/in-process/memory.js';
import { corrected, createPersonLanes } from '../../../src/reconcile/person-lane.js';

describe('the claims of a person', () => {
  it('are those of the listing, corrected by what was written in the last minute', async () => {
    let now = 1;
    const lanes = createPersonLanes(createMemory(), () => now);
    const held = async (lane: string, listed: readonly string[]) =>
      corrected(listed, await lanes.recent(lane));
    await lanes.remember('ann', '5', true);
    await lanes.remember('ann', '3', false);
    expect(await held('ann', ['3', '4'])).toEqual(['4', '5']);
    expect(await held('ben', ['3'])).toEqual(['3']);
    now = 61_001;
    expect(await held('ann', ['3', '4'])).toEqual(['3', '4']);
  });

  it('are those of the listing again where a person acted by hand', async () => {
    let now = 1;
    const lanes = createPersonLanes(createMemory(), () => now);
    await lanes.remember('ann', '5', true);
    now = 2;
    await lanes.forget('5');
    expect(await lanes.recent('ann')).toEqual(new Map());
    now = 3;
    await lanes.remember('ann', '5', true);
    expect(await lanes.recent('ann')).toEqual(new Map([['5', true]]));
  });
});
