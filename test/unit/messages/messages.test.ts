import { describe, expect, it } from '@jest/globals';
import { DIFFICULTIES } from '../../../src/domain/difficulty.js';
import { type MessageKey, say, sayDay } from '../../../src/messages/format.js';
import { LANGUAGE_TRAITS, LANGUAGES, languageOf } from '../../../src/messages/languages.js';

const [first, ...others] = LANGUAGES.map((language) => LANGUAGE_TRAITS[language].messages);
if (first === undefined) throw new Error('there is no language');
const keys = Object.keys(first) as MessageKey[];
const variables = (text: string) =>
  [...text.matchAll(/\{(\w+)(?=[,}])/g)].map(([, name]) => name).sort();

describe('the messages', () => {
  it('have the same keys in every language', () => {
    for (const other of others) expect(Object.keys(other).sort()).toEqual([...keys].sort());
  });

  it.each(keys.filter((key) => key !== 'day'))('%s has the same variables in all', (key) => {
    for (const other of others) expect(variables(other[key])).toEqual(variables(first[key]));
  });

  it('name every difficulty, or none', () => {
    for (const key of keys) {
      const named = DIFFICULTIES.filter((one) => variables(first[key]).includes(one));
      expect(named.length === 0 ? DIFFICULTIES : named).toEqual(DIFFICULTIES);
    }
  });

  it.each(keys)('%s runs no other bot’s command and pings only who is answered', (key) => {
    for (const text of [first, ...others].map((messages) => messages[key])) {
      expect(text).not.toMatch(/\/(assign|unassign|good-first-issue|help-wanted|kind)\b/);
      // What stands in code pings nobody.
      const words = text.replace(/`[^`]*`/g, '').replace('@{login}', '');
      // Somebody else's pull request on a claimed task is the one thing that two must hear of.
      const isForBoth = key.startsWith('other-pull');
      expect(isForBoth ? words.replace(/@\{(author|holder)\}/g, '') : words).not.toContain('@');
    }
  });

  it('name the day in the zone that they say', () => {
    const instant = '2026-12-05T20:00:00Z';
    expect(sayDay('zh-CN', instant)).toBe('12 月 6 日（北京时间）');
    expect(sayDay('en', instant)).toBe('December 5 (UTC)');
  });

  it('fail where a variable is missing', () => {
    expect(() => say('en', 'plan.deadline')).toThrow();
  });
});

describe('the language of an answer', () => {
  it.each([
    ['/claim 我想试试', 'en', 'zh-CN'],
    ['/claim I will try', 'zh-CN', 'en'],
    ['/claim', 'zh-CN', 'zh-CN'],
    ['/claim', 'en', 'en'],
    ['/claim @ann', 'zh-CN', 'zh-CN'],
    ['/claim https://example.com/x', 'zh-CN', 'zh-CN'],
  ] as const)('%j in a repository in %s is %s', (text, otherwise, expected) => {
    expect(languageOf(text, otherwise)).toBe(expected);
  });
});
