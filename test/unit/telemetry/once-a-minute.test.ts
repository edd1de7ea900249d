import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Counts, onceAMinute } from '../../../src/telemetry/once-a-minute.js';

const MINUTE_MS = 60_000;

/** Told at which instant of a clock that goes on only by `until`. */
function aTrouble() {
  let now = 0;
  const due: { at: number; work: () => void }[] = [];
  const told: { at: number; counts: Counts }[] = [];
  const again = onceAMinute(
    (milliseconds, work) => due.push({ at: now + milliseconds, work }),
    (counts) => told.push({ at: now, counts }),
  );
  const until = (end: number) => {
    for (;;) {
      const next = due.toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > end) break;
      due.splice(due.indexOf(next), 1);
      now = next.at;
      next.work();
    }
    now = end;
  };
  return { again, until, told };
}

describe('trouble that comes again and again', () => {
  it('is told of at once, then once a minute by reason, until a minute is quiet', () => {
    const { again, until, told } = aTrouble();
    again('forged');
    for (const reason of ['forged', 'unsigned', 'forged']) again(reason);
    until(2.5 * MINUTE_MS);
    again('forged');
    expect(told).toEqual([
      { at: 0, counts: { forged: 1 } },
      { at: MINUTE_MS, counts: { forged: 2, unsigned: 1 } },
      { at: 2.5 * MINUTE_MS, counts: { forged: 1 } },
    ]);
  });

  it('grows with no reason that somebody makes up', () => {
    const { again, until, told } = aTrouble();
    for (let n = 0; n < 100; n += 1) again(`__proto__ ${n}`);
    until(MINUTE_MS);
    const { other, ...named } = told[1]?.counts ?? {};
    expect([Object.keys(named).length, other]).toEqual([10, 89]);
  });

  it('is never more than two lines in a minute, and no time is forgotten', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5 * MINUTE_MS), { maxLength: 200 }), (times) => {
        const { again, until, told } = aTrouble();
        for (const at of times.toSorted((a, b) => a - b)) {
          until(at);
          again('Redis');
        }
        until(10 * MINUTE_MS);
        const sum = told.reduce((all, { counts }) => all + (counts.Redis ?? 0), 0);
        expect(sum).toBe(times.length);
        for (const { at } of told) {
          const within = told.filter((each) => each.at >= at && each.at < at + MINUTE_MS);
          expect(within.length).toBeLessThanOrEqual(2);
        }
      }),
    );
  });
});
