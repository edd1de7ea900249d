import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createSlots } from '../../../src/engine/in-process/slots.js';
import {
  CONTENT_LIMITS,
  createWriteBudget,
  PRIORITIES,
  type WriteBudget,
} from '../../../src/github/budget.js';

/** A budget by a clock of its own; `run` goes to the next thing that waits, until nothing does. */
function aBudget() {
  let now = 0;
  const waits: { at: number; then: () => void }[] = [];
  const wait = (milliseconds: number) =>
    new Promise<void>((then) => waits.push({ at: now + milliseconds, then }));
  const budget: WriteBudget = createWriteBudget(
    createSlots(CONTENT_LIMITS, () => now),
    wait,
  );
  const run = async () => {
    for (;;) {
      await new Promise(setImmediate);
      const next = waits.sort((a, b) => a.at - b.at).shift();
      if (next === undefined) return;
      now = Math.max(now, next.at);
      next.then();
    }
  };
  return { budget, run, at: () => now };
}

/** The instants at which so many writes, all wanted at once, were let through. */
async function sentAt(count: number): Promise<number[]> {
  const { budget, run, at } = aBudget();
  const sent: number[] = [];
  for (let n = 0; n < count; n += 1) void budget.take('answer').then(() => sent.push(at()));
  await run();
  return sent;
}

const most = (sent: number[], window: number) =>
  Math.max(...sent.map((from) => sent.filter((at) => at >= from && at < from + window).length));

describe('the write budget of an installation', () => {
  it('lets 80 writes through at once and the next after a minute and the time on the way', async () => {
    const sent = await sentAt(81);
    expect(sent.slice(0, 80)).toEqual(Array(80).fill(0));
    expect(sent[80]).toBe(64_000);
  });

  it('never passes 80 in any minute nor 500 in any hour, and uses what it may', async () => {
    const sent = await sentAt(1100);
    expect(sent).toHaveLength(1100);
    expect(most(sent, 60_000)).toBe(80);
    expect(most(sent, 3_600_000)).toBe(500);
    // What is four seconds late at GitHub is still within the limits there.
    const late = sent.map((at, n) => at + (n % 2) * 3_999).sort((a, b) => a - b);
    expect(most(late, 60_000)).toBeLessThanOrEqual(80);
    expect(most(late, 3_600_000)).toBeLessThanOrEqual(500);
    expect(sent[999]).toBeLessThan((2 * 3_600_000) / 0.9);
  });

  it('serves an assignment before answers, plans and the background', async () => {
    const { budget, run } = aBudget();
    for (let n = 0; n < 80; n += 1) await budget.take('background');
    const order: string[] = [];
    for (const lane of PRIORITIES.toReversed()) void budget.take(lane).then(() => order.push(lane));
    await run();
    expect(order).toEqual(['assign', 'answer', 'plan', 'background']);
  });

  it('loses nobody, whoever comes when', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...PRIORITIES), { maxLength: 300 }),
        async (lanes) => {
          const { budget, run } = aBudget();
          let served = 0;
          for (const lane of lanes) void budget.take(lane).then(() => (served += 1));
          await run();
          expect(served).toBe(lanes.length);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('says so to all who wait when the slots cannot be asked, and goes on afterwards', async () => {
    let isDown = true;
    const take = async () => (isDown ? Promise.reject(new Error('no Redis')) : 0);
    const budget = createWriteBudget({ take }, async () => {});
    const waiting = PRIORITIES.map((lane) => budget.take(lane));
    const ended = await Promise.allSettled(waiting);
    expect(ended.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
    isDown = false;
    await expect(budget.take('plan')).resolves.toBeUndefined();
  });
});
