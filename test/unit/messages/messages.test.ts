import { describe, expect, it } from '@jest/globals';
import { languageOf, MESSAGES, say, sayDay } from '../../../src/messages/format.js';

const keys = Object.keys(MESSAGES['zh-CN']) as (keyof (typeof MESSAGES)['zh-CN'])[];
const variables = (text: string) =>
  [...text.matchAll(/\{(\w+)(?=[,}])/g)].map(([, name]) => name).sort();

describe('the messages', () => {
  it('have the same keys in both languages', () => {
    expect(Object.keys(MESSAGES.en).sort()).toEqual([...keys].sort());
  });

  it.each(keys.filter((key) => key !== 'day'))('%s has the same variables in both', (key) => {
    expect(variables(MESSAGES.en[key])).toEqual(variables(MESSAGES['zh-CN'][key]));
  });

  it.each(keys)('%s runs no other bot’s command and pings only who is answered', (key) => {
    for (const text of [MESSAGES.en[key], MESSAGES['zh-CN'][key]]) {
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
