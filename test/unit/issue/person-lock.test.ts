import { describe, expect, it } from '@jest/globals';
import { createMemory } from '../../../src/engine/in-process/memory.js';
import { corrected, createPersonLocks } from '../../../src/issue/person-lock.js';

describe('the claims of a person', () => {
  it('are those of the listing, each once, corrected by what was written since', async () => {
    const locks = createPersonLocks(createMemory());
    const held = async (lock: string, listed: readonly string[]) =>
      corrected(listed, await locks.recent(lock));
    await locks.remember('ann', 'a/b#5', true);
    await locks.remember('ann', 'a/b#3', false);
    expect(await held('ann', ['A/b#3', 'A/b#4', 'a/B#4'])).toEqual(['a/B#4', 'a/b#5']);
    expect(await held('ann', ['A/B#5'])).toEqual(['A/B#5']);
    expect(await held('ben', ['a/b#3'])).toEqual(['a/b#3']);
  });

  it('are those of the listing again where a person acted by hand', async () => {
    const locks = createPersonLocks(createMemory());
    await locks.remember('ann', 'a/b#5', true);
    await locks.remember('ben', 'a/b#5', false);
    await locks.forget('a/b#5');
    expect([await locks.recent('ann'), await locks.recent('ben')]).toEqual([new Map(), new Map()]);
    await locks.remember('ann', 'a/b#5', true);
    expect(await locks.recent('ann')).toEqual(new Map([['a/b#5', true]]));
  });
});
