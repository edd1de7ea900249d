import { describe, expect, it } from '@jest/globals';
import { runProcess } from '../app/a-bot.js';

describe('an exit code', () => {
  it.each([
    [0, '--version'],
    [1, 'check-config nowhere.yml'],
    [2, 'nonsense'],
    [2, 'sync --nonsense'],
    [2, 'plan nonsense'],
    [2, 'digest --date tomorrow'],
  ])('of %i is what %s ends with', async (expected, line) => {
    const { code, stderr } = await runProcess(line.split(' '), {});
    expect({ code, stderr }).toEqual({ code: expected, stderr });
    if (expected > 0) expect(stderr).not.toBe('');
    expect(stderr).not.toMatch(/^ +at /m);
  });
});
