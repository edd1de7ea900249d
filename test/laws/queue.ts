import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from '@jest/globals';
import type { Engine } from '../../src/engine/engine.js';
import type { QueueOptions, RequestQueue, StillOurs } from '../../src/engine/queue.js';
import { until } from './until.js';

/** What the queue of every engine keeps. */
export function queueLaws(open: () => Promise<Engine>): void {
  const opened: { queue: RequestQueue<string>; engine: Engine; finish: () => void }[] = [];
  afterEach(async () => {
    for (const { queue, engine, finish } of opened.splice(0)) {
      finish();
      await queue.stop();
      await engine.close();
    }
  });

  /** Looks go on for as long as their id is in `slow`. */
  async function aQueue(options: Partial<QueueOptions<string>> = {}) {
    const engine = await open();
    const begun: string[] = [];
    const looked: string[] = [];
    const slow = new Set<string>();
    const running = new Set<string>();
    let most = 0;
    const look = async (key: string, stillOurs: StillOurs) => {
      const [id = ''] = key.split('=');
      expect(running).not.toContain(id);
      running.add(id);
      most = Math.max(most, running.size);
      begun.push(key);
      while (slow.has(id)) await sleep(2);
      await stillOurs();
      running.delete(id);
      looked.push(key);
    };
    const queue = engine.createQueue<string>({
      run: look,
      onFailure: async () => null,
      merge: (waiting, added) => `${waiting}+${added.split('=')[1]}`,
      groupOf: (key) => key.split('/')[0] ?? '',
      serves: () => true,
      concurrency: 4,
      ...options,
    });
    opened.push({ queue, engine, finish: () => slow.clear() });
    const add = (key: string, delayMs?: number) =>
      queue.add({ id: key.split('=')[0] ?? '', key }, delayMs);
    return { queue, add, begun, looked, slow, most: () => most };
  }

  it('looks once at what was wanted many times while it waited', async () => {
    const { add, begun, looked, slow } = await aQueue({ concurrency: 1 });
    slow.add('g/first');
    await add('g/first=1');
    await until(() => expect(begun).toEqual(['g/first=1']));
    for (let n = 1; n <= 3; n += 1) await add(`g/a=${n}`);
    await add('g/b=1');
    slow.clear();
    await until(() => expect(looked).toEqual(['g/first=1', 'g/a=1+2+3', 'g/b=1']));
  });

  it('looks once more at what was wanted while it was looked at, never twice at a time', async () => {
    const { add, begun, looked, slow } = await aQueue();
    slow.add('g/a');
    await add('g/a=1');
    await until(() => expect(begun).toEqual(['g/a=1']));
    await add('g/a=2');
    await add('g/a=3');
    slow.clear();
    await until(() => expect(looked).toEqual(['g/a=1', 'g/a=2+3']));
    await sleep(50);
    expect(begun).toHaveLength(2);
  });

  it('waits as long as it was told, and the earlier of two times counts', async () => {
    const { add, looked } = await aQueue();
    await add('g/a=late', 60_000);
    await add('g/b=soon', 100);
    await sleep(50);
    expect(looked).toEqual([]);
    await add('g/a=now');
    await until(() => expect(looked).toEqual(['g/a=late+now', 'g/b=soon']));
  });

  it('knows since when the oldest look waits for its turn, not for its time', async () => {
    const { queue, add, begun, slow } = await aQueue({ concurrency: 1 });
    const before = Date.now();
    slow.add('g/first');
    await add('g/first=1');
    await until(() => expect(begun).toEqual(['g/first=1']));
    await add('g/later=1', 60_000);
    expect(await queue.oldest()).toBeNull();
    await add('g/a=1');
    await sleep(30);
    await add('g/b=1');
    await until(async () => {
      const oldest = (await queue.oldest()) ?? 0;
      expect(oldest).toBeGreaterThanOrEqual(before);
      expect(oldest).toBeLessThan(Date.now() - 25);
    });
  });

  it('runs different keys side by side, but no more than it may', async () => {
    const { add, begun, looked, slow, most } = await aQueue({ concurrency: 3 });
    const ids = Array.from({ length: 12 }, (_, n) => `g/k${n}`);
    for (const id of ids) slow.add(id);
    for (const id of ids) await add(`${id}=1`);
    await until(() => expect(begun).toHaveLength(3));
    slow.clear();
    await until(() => expect(looked).toHaveLength(12));
    expect(most()).toBe(3);
  });

  it('takes the looks of a group in the order in which they were wanted', async () => {
    const { add, looked } = await aQueue({ concurrency: 1 });
    const keys = Array.from({ length: 20 }, (_, n) => `g/k${n}=1`);
    for (const key of keys) await add(key);
    await until(() => expect(looked).toEqual(keys));
  });

  it('does not let one group hold up another', async () => {
    const { add, begun, looked, slow } = await aQueue({ concurrency: 1 });
    slow.add('slow/a');
    await add('slow/a=1');
    await add('slow/b=1');
    await add('fast/c=1');
    await until(() => expect(looked).toEqual(['fast/c=1']));
    expect(begun).not.toContain('slow/b=1');
  });

  it('looks again after a failure when told to, with what was wanted and the number of failures', async () => {
    const failures: number[] = [];
    const keys: string[] = [];
    const { add } = await aQueue({
      run: async (key) => {
        keys.push(key);
        if (keys.length < 3) throw new Error('not yet');
      },
      onFailure: async (_, __, count) => {
        failures.push(count);
        return 1;
      },
    });
    await add('g/a=1');
    await until(() =>
      expect([keys, failures]).toEqual([
        ['g/a=1', 'g/a=1', 'g/a=1'],
        [1, 2],
      ]),
    );
  });

  it('counts no failure that says nothing about the next try, however often it was wanted', async () => {
    const failures: number[] = [];
    const errors = ['limited', 'limited', 'real', 'limited', 'real'];
    const { add } = await aQueue({
      run: async () => {
        const error = errors.shift();
        if (error !== undefined) throw new Error(error);
      },
      counts: (error) => error instanceof Error && error.message === 'real',
      onFailure: async (_, __, count) => {
        failures.push(count);
        return 1;
      },
    });
    await add('g/a=1');
    await until(() => expect(failures).toEqual([0, 0, 1, 1, 2]));
  });

  it('gives up when told to, and begins afresh when wanted again', async () => {
    const failures: number[] = [];
    const { add } = await aQueue({
      run: async () => {
        throw new Error('never');
      },
      onFailure: async (_, __, count) => {
        failures.push(count);
        return null;
      },
    });
    await add('g/a=1');
    await until(() => expect(failures).toEqual([1]));
    await sleep(50);
    await add('g/a=2');
    await until(() => expect(failures).toEqual([1, 1]));
  });

  it('that is stopped waits for what runs and begins nothing new', async () => {
    const { queue, add, begun, looked, slow } = await aQueue({ concurrency: 1 });
    slow.add('g/a');
    await add('g/a=1');
    await until(() => expect(begun).toEqual(['g/a=1']));
    await add('g/b=1');
    expect(await queue.size()).toEqual({ waiting: 1, running: 1 });
    const stopped = queue.stop();
    slow.clear();
    await stopped;
    expect(looked).toEqual(['g/a=1']);
    expect(await queue.size()).toEqual({ waiting: 1, running: 0 });
  });
}
