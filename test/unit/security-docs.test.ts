/** What SECURITY.md promises is held by the tests that it names. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isTest, namedIn } from './named-tests.js';

const PAGE = readFileSync('SECURITY.md', 'utf8');
const THREATS = PAGE.slice(PAGE.indexOf('## Threat model'))
  .split('\n')
  .filter((line) => /^\| (?!who|---)/.test(line))
  .map((line) => line.split('|').slice(1, -1))
  .map((cells) => cells.map((cell) => cell.trim()));

describe('SECURITY.md', () => {
  it('names tests that exist', () => {
    const named = namedIn(PAGE);
    expect(named.filter(({ file, title }) => title !== undefined && !isTest(file, title))).toEqual(
      [],
    );
    expect(named.filter(({ file }) => !existsSync(file))).toEqual([]);
    expect(named.length).toBeGreaterThan(25);
  });

  it('names for every threat what stops it, and a test', () => {
    expect(THREATS.length).toBeGreaterThanOrEqual(15);
    const incomplete = THREATS.filter(
      ([, what = '', stops = '', ...rest]) =>
        what === '' || !/^\S.*<!-- (?:test\/|`\.ci\/run)/.test(stops) || rest.length > 0,
    );
    expect(incomplete).toEqual([]);
  });
});
