import { describe, expect, it } from '@jest/globals';
import { createReplays } from '../../../src/controller/replays.js';
import { createMemory } from '../../../src/engine/in-process/memory.js';

const MINUTE = 60_000;

describe('a delivery that was sent before', () => {
  const deliveries = () => {
    let at = Date.parse('2026-11-22T12:59:00Z');
    const replays = createReplays(createMemory(), { now: () => at });
    const later = (milliseconds: number) => {
      at += milliseconds;
    };
    return { replays, later };
  };

  it('is known for an hour once its work was done, by its signature alone', async () => {
    const { replays, later } = deliveries();
    await replays.note('1', 'sha256=a');
    await replays.done(['1']);
    later(2 * MINUTE);
    expect(await replays.isReplay('sha256=a')).toBe(true);
    expect(await replays.isReplay('sha256=b')).toBe(false);
    later(59 * MINUTE);
    expect(await replays.isReplay('sha256=a')).toBe(false);
  });

  it('is none while nothing was done of it, so that GitHub may send it again', async () => {
    const { replays, later } = deliveries();
    await replays.note('1', 'sha256=a');
    await replays.done(['2']);
    later(MINUTE);
    expect(await replays.isReplay('sha256=a')).toBe(false);
  });

  it('is none in the same moment: the queue makes one of both', async () => {
    const { replays, later } = deliveries();
    await replays.note('1', 'sha256=a');
    await replays.done(['1']);
    later(4_000);
    expect(await replays.isReplay('sha256=a')).toBe(false);
  });

  it('counts from the first time, whatever id it comes with again', async () => {
    const { replays, later } = deliveries();
    await replays.note('1', 'sha256=a');
    await replays.done(['1']);
    later(4_000);
    await replays.note('2', 'sha256=a');
    await replays.done(['2']);
    later(2_000);
    expect(await replays.isReplay('sha256=a')).toBe(true);
  });
});
