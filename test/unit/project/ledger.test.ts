import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { byDifficulty, DIFFICULTIES } from '../../../src/domain/difficulty.js';
import { NO_LEDGER, parseLedger, printLedger } from '../../../src/project/ledger.js';

const number = fc.integer({ min: 1, max: 10_000 });
const numbers = fc.uniqueArray(number).map((all) => all.sort((a, b) => a - b));
const entries = <T>(value: fc.Arbitrary<T>) =>
  fc
    .uniqueArray(fc.tuple(number, value), { selector: ([n]) => n })
    .map((all) => new Map(all.sort(([a], [b]) => a - b)));

describe('the ledger', () => {
  it('is read back as it was written', () => {
    const ledger = fc.record({
      labels: fc.constantFrom(null, { task: 't', ...byDifficulty((one) => one) }),
      clocks: entries(fc.integer({ min: 0, max: 4e12 })),
      dues: entries(fc.integer({ min: 0, max: 4e12 })),
      inReview: numbers,
      reserved: numbers,
      agreed: entries(fc.constantFrom(...DIFFICULTIES, null)),
      done: numbers,
      moves: fc.nat(),
    });
    fc.assert(
      fc.property(ledger, (one) => {
        const read = parseLedger(JSON.parse(JSON.stringify(printLedger(one))));
        expect({ ...read, agreed: new Map([...read.agreed].sort(([a], [b]) => a - b)) }).toEqual(
          one,
        );
      }),
    );
  });

  it('that is damaged is read as far as it goes', () => {
    for (const state of [undefined, null, 7, 'x', [], {}]) {
      expect(parseLedger(state)).toEqual(NO_LEDGER);
    }
    const damaged = {
      labels: { task: 1 },
      clocks: { x: 1, 7: 'y', 8: 9 },
      agreed: 3,
      done: ['a', 2],
    };
    expect(parseLedger(damaged)).toEqual({ ...NO_LEDGER, clocks: new Map([[8, 9]]), done: [2] });
    fc.assert(fc.property(fc.jsonValue(), (json) => void parseLedger(json)));
  });
});
