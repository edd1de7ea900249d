/** The rules that maintainers read are the rules that tests hold, with the defaults in force. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { REPOSITORY_DEFAULTS } from '../../src/config/repository-schema.js';
import { isTest, namedIn } from './named-tests.js';

const PAGE = readFileSync('docs/claims.md', 'utf8');
const SYNC = readFileSync('docs/sync.md', 'utf8');

const NAMED = namedIn(PAGE);

/** Every story of this file holds the rule beside it. */
const WHOLE_FILES = ['test/unit/issue/waitlist.test.ts'];

/** The rows of rules: rule, sentences for the newcomer, key with the tests that hold it. */
const RULES = PAGE.split('\n')
  .filter((line) => line.startsWith('| **'))
  .map((line) => line.slice(1, -1).split(' | '));

describe('docs/claims.md', () => {
  it('names tests that exist', () => {
    const missing = NAMED.filter(({ file, title }) => !isHeld(file, title));
    expect(missing).toEqual([]);
    expect(NAMED.length).toBeGreaterThan(50);
  });

  it('names a test for every rule, and says it to a newcomer in both languages', () => {
    const incomplete = RULES.filter(([, sentences = '', key = '', ...rest]) => {
      const [chinese = '', english = '', ...more] = sentences.split('<br>');
      const isSaid = /\p{Script=Han}/u.test(chinese) && !/\p{Script=Han}/u.test(english);
      return (
        !isSaid || english === '' || !key.includes('<!-- test/') || [...more, ...rest].length > 0
      );
    });
    expect(incomplete).toEqual([]);
  });

  it.each(Object.entries(REPOSITORY_DEFAULTS.claims))(
    'shows claims.%s with its default',
    (key, value) => {
      const keys = RULES.map(([, , column = '']) => column);
      expect(keys.join('\n')).toContain(`\`${key}: ${asYaml(value)}\``);
    },
  );

  it.each(Object.entries(REPOSITORY_DEFAULTS.difficulties))(
    'shows the days of %s',
    (name, value) => {
      expect(PAGE).toContain(`\`claim-days: ${value['claim-days']}\` ${name}`);
    },
  );
});

describe('docs/sync.md', () => {
  it('names tests that exist', () => {
    const named = namedIn(SYNC);
    expect(named.filter(({ file, title }) => !isHeld(file, title))).toEqual([]);
    expect(named.length).toBeGreaterThan(15);
  });
});

describe('docs/reliability.md', () => {
  const page = readFileSync('docs/reliability.md', 'utf8');
  const rows = page.split('\n').filter((line) => /^\| (?!---|promise |fault )/.test(line));

  it('names tests that exist', () => {
    const named = namedIn(page);
    expect(named.filter(({ file, title }) => !isHeld(file, title))).toEqual([]);
    expect(named.length).toBeGreaterThan(60);
  });

  it('names a test for every promise and every fault', () => {
    expect(rows.filter((row) => !/<!-- test\/[^\s:]+: “/.test(row))).toEqual([]);
    expect(rows.length).toBeGreaterThan(40);
  });
});

function isHeld(file: string, title: string | undefined): boolean {
  return title === undefined ? WHOLE_FILES.includes(file) : isTest(file, title);
}

function asYaml(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
