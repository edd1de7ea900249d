import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createPersonLanes } from '../../../src/reconcile/person-lane.js';

describe('the lane of a person', () => {
  it('is held by one look at a time', async () => {
    const lanes = createPersonLanes();
    const events: string[] = [];
    const work = (name: string) => async () => {
      events.push(`${name} in`);
      await sleep(5);
      events.push(`${name} out`);
    };
    await Promise.all([lanes.hold(['ann'], work('a')), lanes.hold(['ann'], work('b'))]);
    expect(events).toEqual(['a in', 'a out', 'b in', 'b out']);
  });

  it('that two looks want in another order does not lock them', async () => {
    const lanes = createPersonLanes();
    const work = async () => sleep(2);
    await Promise.all([
      lanes.hold(['ann', 'ben'], work),
      lanes.hold(['ben', 'ann'], work),
      lanes.hold(['ann', 'ann'], work),
    ]);
  });

  it('is free again after a failure', async () => {
    const lanes = createPersonLanes();
    await expect(lanes.hold(['ann'], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(lanes.hold(['ann'], async () => 'yes')).resolves.toBe('yes');
  });
});

describe('the claims of a person', () => {
  it('are those of the listing, corrected by what was written in the last minute', () => {
    let now = 0;
    const lanes = createPersonLanes(() => now);
    lanes.remember('ann', '5', true);
    lanes.remember('ann', '3', false);
    expect(lanes.corrected('ann', ['3', '4'])).toEqual(['4', '5']);
    expect(lanes.corrected('ben', ['3'])).toEqual(['3']);
    now = 61_000;
    expect(lanes.corrected('ann', ['3', '4'])).toEqual(['3', '4']);
  });

  it('are those of the listing again where a person acted by hand', () => {
    const lanes = createPersonLanes();
    lanes.remember('ann', '5', true);
    lanes.forget('5');
    expect(lanes.corrected('ann', [])).toEqual([]);
  });

  /** Many looks at once, each claiming another task for the same person, listings always stale. */
  it('never exceed the limit, whatever the interleaving', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 8 }), async (scheduler, tasks) => {
        const lanes = createPersonLanes();
        const granted: string[] = [];
        const claim = (task: string) =>
          lanes.hold(['ann'], async () => {
            if (lanes.corrected('ann', []).length >= 2) return;
            await scheduler.schedule(Promise.resolve(), `assign ${task}`);
            granted.push(task);
            lanes.remember('ann', task, true);
          });
        const all = Promise.all(Array.from({ length: tasks }, (_, n) => claim(String(n))));
        await scheduler.waitFor(all);
        expect(granted).toHaveLength(Math.min(tasks, 2));
      }),
      { numRuns: 200 },
    );
  });
});
