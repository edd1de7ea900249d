import { describe, expect, it } from '@jest/globals';
import { counts, delayAfter } from '../../../src/controller/retry.js';
import { GitHubFailure } from '../../../src/github/errors.js';

describe('a failed look', () => {
  it('is taken again as soon as a limit is over, however often it was wanted meanwhile', () => {
    const limited = new GitHubFailure('limited', 'not sent while limited', 300);
    expect([1, 2, 8].map((failures) => delayAfter(limited, failures))).toEqual([300, 300, 300]);
  });

  it('counts, unless by a limit: what came after it would wait for minutes, or be given up', () => {
    const kinds = ['limited', 'unavailable', 'refused', 'missing'] as const;
    const failures = kinds.map((kind) => new GitHubFailure(kind, 'it failed', null));
    expect(failures.map(counts)).toEqual([false, true, true, true]);
    expect(counts(new Error('a fault of ours'))).toBe(true);
  });

  it('waits longer each time while GitHub cannot be reached, and is never given up', () => {
    const unavailable = new GitHubFailure('unavailable', '502', null);
    const delays = [1, 2, 3, 50].map((failures) => delayAfter(unavailable, failures));
    expect(delays).toEqual([1_000, 2_000, 4_000, 300_000]);
  });

  it('is given up where asking again does not help', () => {
    const refused = new GitHubFailure('refused', '403', null);
    expect([1, 3, 4].map((failures) => delayAfter(refused, failures))).toEqual([
      1_000,
      4_000,
      null,
    ]);
  });
});
