import { describe, expect, it } from '@jest/globals';
import { sinceInstant } from '../../../src/domain/time.js';

describe('what GitHub dates to the second', () => {
  it.each([
    ['2026-11-28T12:00:05.999Z', '2026-11-28T12:00:05Z', 0],
    ['2026-11-28T12:00:05.001Z', '2026-11-28T12:00:05.000Z', 0],
    ['2026-11-28T12:00:05.000Z', '2026-11-28T12:00:05Z', 0],
    ['2026-11-28T12:00:05.500Z', '2026-11-28T12:00:06Z', 500],
    ['2026-11-28T12:00:05.500Z', '2026-11-28T12:00:04Z', -1500],
  ])('since %s, %s is %d ms', (ours, gitHubs, span) => {
    expect(sinceInstant(ours, gitHubs)).toBe(span);
  });
});
