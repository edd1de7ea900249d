import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { oneLine, visible } from '../../../src/domain/unprintable.js';

/** All that no terminal may get but line feeds and tabs, spelled out apart from the code. */
const ACTS = [
  ...Array.from({ length: 0x20 }, (_, code) => code).filter((code) => code !== 9 && code !== 10),
  ...Array.from({ length: 0x21 }, (_, at) => 0x7f + at),
  ...[0x061c, 0x200e, 0x200f, 0x2028, 0x2029],
  ...[0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069],
].map((code) => String.fromCharCode(code));

const text = fc
  .array(fc.oneof(fc.constantFrom(...ACTS), fc.string({ unit: 'binary', maxLength: 5 })))
  .map((parts) => parts.join(''));

describe('one line', () => {
  it('has a space for control characters and line breaks, and nothing for directions', () => {
    expect(oneLine('a\r\nb\u0000c\u2028d\te\u0085\u001b f\n')).toBe('a b c d e  f');
    expect(oneLine('\u200eab\u202ec\u2069')).toBe('abc');
  });

  it('never holds what acts on a terminal or turns a line round', () => {
    fc.assert(
      fc.property(text, (written) => {
        const line = oneLine(written);
        expect([...ACTS, '\n', '\t'].filter((each) => line.includes(each))).toEqual([]);
        expect(line).toBe(line.trim());
      }),
    );
  });
});

describe('what is shown on a terminal', () => {
  it('shows by an escape what would act there, and leaves the rest as it is', () => {
    expect(visible('a\u001b]0;x\u0007\r\u202e\n\tb🙂中')).toBe(
      'a\\u001b]0;x\\u0007\\u000d\\u202e\n\tb🙂中',
    );
  });

  it('never acts, whatever it is, and JSON means the same', () => {
    fc.assert(
      fc.property(text, (written) => {
        const json = visible(JSON.stringify({ written }));
        expect(ACTS.filter((each) => visible(written).includes(each))).toEqual([]);
        expect(JSON.parse(json)).toEqual({ written });
      }),
    );
  });
});
