import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { startResyncs } from '../../../src/cli/serve-resyncs.js';

const HOUR_MS = 3_600_000;

describe('a sweep that cannot begin', () => {
  it('is tried again each minute, by one try, however long it lasts', async () => {
    let now = 0;
    let begun = 0;
    const due: { at: number; work: () => void }[] = [];
    const after = (milliseconds: number, work: () => void) => {
      due.push({ at: now + milliseconds, work });
    };
    const sweep = async () => {
      begun += 1;
      throw new Error('502');
    };
    const again = startResyncs(
      sweep,
      { now: () => now, after, stop: () => {} },
      pino({ level: 'silent' }),
    );
    again();
    const until = async (end: number) => {
      for (;;) {
        await new Promise(setImmediate);
        due.sort((a, b) => a.at - b.at);
        if ((due[0]?.at ?? end) >= end) break;
        const next = due.shift();
        now = next?.at ?? end;
        next?.work();
      }
    };
    await until(10 * HOUR_MS);
    const inTenHours = begun;
    await until(11 * HOUR_MS);
    expect(inTenHours).toBeGreaterThan(590);
    // Each hour's own, and one each minute.
    expect(begun - inTenHours).toBeLessThanOrEqual(62);
  });
});
