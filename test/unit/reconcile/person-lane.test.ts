import { describe, expect, it } from '@jest/globals';
import { createMemory } from '../../../src/engine/in-process/memory.js';
import { corrected, createPersonLanes } from '../../../src/reconcile/person-lane.js';

describe('the claims of a person', () => {
  it('are those of the listing, each once, corrected by what was written since', async () => {
    const lanes = createPersonLanes(createMemory());
    const held = async (lane: string, listed: readonly string[]) =>
      corrected(listed, await lanes.recent(lane));
    await lanes.remember('ann', 'a/b#5', true);
    await lanes.remember('ann', 'a/b#3', false);
    expect(await held('ann', ['A/b#3', 'A/b#4', 'a/B#4'])).toEqual(['a/B#4', 'a/b#5']);
    expect(await held('ann', ['A/B#5'])).toEqual(['A/B#5']);
    expect(await held('ben', ['a/b#3'])).toEqual(['a/b#3']);
  });

  it('are those of the listing again where a person acted by hand', async () => {
    const lanes = createPersonLanes(createMemory());
    await lanes.remember('ann', 'a/b#5', true);
    await lanes.remember('ben', 'a/b#5', false);
    await lanes.forget('a/b#5');
    expect([await lanes.recent('ann'), await lanes.recent('ben')]).toEqual([new Map(), new Map()]);
    await lanes.remember('ann', 'a/b#5', true);
    expect(await lanes.recent('ann')).toEqual(new Map([['a/b#5', true]]));
  });
});
