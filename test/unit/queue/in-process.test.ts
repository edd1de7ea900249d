import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { createLookQueue, type QueueOptions } from '../../../src/queue/in-process.js';

function aQueue(options: Partial<QueueOptions<string>> = {}) {
  const looked: string[] = [];
  let running = 0;
  let most = 0;
  const queue = createLookQueue<string>({
    look: async (key) => {
      running += 1;
      most = Math.max(most, running);
      looked.push(key);
      await sleep(5);
      running -= 1;
    },
    onFailure: () => null,
    merge: (_, added) => added,
    groupOf: (key) => key.split('/')[0] ?? '',
    concurrency: 4,
    ...options,
  });
  return { queue, looked, most: () => most };
}

const idle = async (queue: ReturnType<typeof createLookQueue<string>>) => {
  while (queue.size().waiting + queue.size().running > 0) await sleep(5);
};

describe('the queue of looks', () => {
  it('looks once at what was wanted many times while it waited', async () => {
    const { queue, looked } = aQueue({ concurrency: 1, groupOf: () => 'all' });
    for (let n = 0; n < 10; n += 1) {
      queue.add({ id: 'a', key: 'a' });
      queue.add({ id: 'b', key: 'b' });
    }
    await idle(queue);
    // The first look at a had begun when it was wanted again.
    expect(looked).toEqual(['a', 'b', 'a']);
  });

  it('looks once more at what was wanted while it was looked at, never twice at a time', async () => {
    let inside = 0;
    const { queue, looked } = aQueue({
      look: async (key) => {
        inside += 1;
        expect(inside).toBe(1);
        looked.push(key);
        await sleep(10);
        inside -= 1;
      },
    });
    queue.add({ id: 'a', key: 'a1' });
    await sleep(2);
    queue.add({ id: 'a', key: 'a2' });
    queue.add({ id: 'a', key: 'a3' });
    await idle(queue);
    expect(looked).toEqual(['a1', 'a3']);
  });

  it('merges the keys of looks that wait', async () => {
    const { queue, looked } = aQueue({ merge: (a, b) => `${a}+${b}` });
    queue.add({ id: 'x', key: 'late' }, 20);
    queue.add({ id: 'x', key: 'now' });
    await idle(queue);
    expect(looked).toEqual(['late+now']);
  });

  it('runs different keys side by side, but no more than it may', async () => {
    const { queue, looked, most } = aQueue({ concurrency: 3 });
    for (let n = 0; n < 12; n += 1) queue.add({ id: String(n), key: `mosn/${n}` });
    await idle(queue);
    expect([looked.length, most()]).toEqual([12, 3]);
  });

  it('does not let one group hold up another', async () => {
    const { queue, looked } = aQueue({
      concurrency: 1,
      look: async (key) => {
        if (key.startsWith('slow')) await sleep(60);
        looked.push(key);
      },
    });
    queue.add({ id: '1', key: 'slow/1' });
    queue.add({ id: '2', key: 'slow/2' });
    queue.add({ id: '3', key: 'fast/3' });
    await idle(queue);
    expect(looked).toEqual(['fast/3', 'slow/1', 'slow/2']);
  });

  it('looks again after a failure when told to, with the number of failures', async () => {
    const failures: number[] = [];
    let looks = 0;
    const { queue } = aQueue({
      look: async () => {
        looks += 1;
        if (looks < 3) throw new Error('not yet');
      },
      onFailure: (_, __, count) => {
        failures.push(count);
        return 1;
      },
    });
    queue.add({ id: 'a', key: 'a' });
    await idle(queue);
    expect([looks, failures]).toEqual([3, [1, 2]]);
  });

  it('gives up when told to', async () => {
    let looks = 0;
    const { queue } = aQueue({
      look: async () => {
        looks += 1;
        throw new Error('never');
      },
    });
    queue.add({ id: 'a', key: 'a' });
    await idle(queue);
    expect(looks).toBe(1);
  });

  it('that is stopped waits for what runs and begins nothing new', async () => {
    const { queue, looked } = aQueue({ concurrency: 1, groupOf: () => 'all' });
    queue.add({ id: 'a', key: 'a' });
    queue.add({ id: 'b', key: 'b' });
    await queue.stop();
    expect(looked).toEqual(['a']);
    expect(queue.size()).toEqual({ waiting: 1, running: 0 });
  });
});
