import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Engine, Memory } from '../../src/engine/engine.js';
import { corrected, createPersonLocks } from '../../src/issue/person-lock.js';

/** What the memory of every engine keeps. */
export function memoryLaws(open: () => Promise<Engine>): void {
  let engine: Engine;
  let memory: Memory;
  beforeEach(async () => {
    engine = await open();
    memory = engine.memory;
  });
  afterEach(() => engine.close());

  it('keeps what a map was given, by field, until it is deleted', async () => {
    const map = memory.map<{ n: number | null }>('numbers');
    expect(await map.get('a')).toBeNull();
    await map.set('a', { n: 1 });
    await map.set('b', { n: null });
    await map.set('a', { n: 2 });
    expect(await memory.map('numbers').get('a')).toEqual({ n: 2 });
    expect(await memory.map('others').all()).toEqual(new Map());
    await map.delete('a');
    expect(await map.all()).toEqual(new Map([['b', { n: null }]]));
  });

  it('forgets a map that nobody changed for its time', async () => {
    const map = memory.map<number>('passing', 80);
    await map.set('a', 1);
    expect(await map.get('a')).toBe(1);
    await sleep(120);
    expect(await map.get('a')).toBeNull();
  });

  it('lets one at a time hold a name', async () => {
    const events: string[] = [];
    const work = (name: string) => async () => {
      events.push(`${name} in`);
      await sleep(20);
      events.push(`${name} out`);
    };
    await Promise.all([memory.hold(['x'], work('a')), memory.hold(['x', 'y'], work('b'))]);
    expect(events.map((event) => event.slice(2))).toEqual(['in', 'out', 'in', 'out']);
    expect(events[0]?.[0]).toBe(events[1]?.[0]);
  });

  it('is not locked by two who want the same names in another order', async () => {
    const work = async () => sleep(2);
    await Promise.all([
      memory.hold(['a', 'b'], work),
      memory.hold(['b', 'a'], work),
      memory.hold(['a', 'a'], work),
    ]);
  });

  it('frees a name after a failure', async () => {
    await expect(memory.hold(['x'], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(memory.hold(['x'], async () => 'yes')).resolves.toBe('yes');
  });

  /** Many looks at once, each claiming another task for the same person, listings always stale. */
  it('never lets a person exceed the limit, whatever the order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uuid(),
        fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 6 }),
        async (person, waits) => {
          const locks = createPersonLocks(memory);
          const granted: number[] = [];
          const claim = (waitMs: number, task: number) =>
            locks.hold([person], async () => {
              if (corrected([], await locks.recent(person)).length >= 2) return;
              await sleep(waitMs);
              granted.push(task);
              await locks.remember(person, String(task), true);
            });
          await Promise.all(waits.map(claim));
          expect(granted).toHaveLength(Math.min(waits.length, 2));
        },
      ),
      { numRuns: 10 },
    );
  });
}
