import { describe, expect, it } from '@jest/globals';
import { isWish } from '../../../src/commands/wish.js';
import { readFixture } from '../read-fixture.js';

const { claimPhrases } = readFixture<{
  claimPhrases: { meansIt: string[]; doesNot: string[] };
}>('community.json');

describe('a wish in plain words', () => {
  it.each(claimPhrases.meansIt)('is one: %s', (phrase) => {
    expect(isWish(phrase)).toBe(true);
  });

  it.each(claimPhrases.doesNot)('is none: %s', (phrase) => {
    expect(isWish(phrase)).toBe(false);
  });

  it.each([
    '、claim',
    'assign me',
    'Please assign me',
    '/take',
    'claim',
    '我也想参与',
    '求分配',
    '让我来',
    '能不能给我',
    'I would like to contribute',
    "I'd like to be assigned",
    '- /claim',
    '**/claim**',
    '/claim.',
    '/cla\u200bim',
    '/ claim',
    '/认领',
    '/claim，我想试试',
    '／ claim',
    "I'd like to work on this",
  ])('or a near miss is one: %s', (phrase) => {
    expect(isWish(phrase)).toBe(true);
  });

  it.each([
    '/claim 我想试试',
    '/unclaim',
    '/assign @ann',
    '谁认领了这个？',
    '取消认领',
    '我不认领了',
    '放弃认领',
    '我不想试试',
    '我处理不了这个',
    '我做完了',
    '认领人要注意什么',
    'I will take a look',
    'Can I have more details?',
    '欢迎大家认领',
    '已认领',
    '这个任务有人认领吗',
    '@ann 你还想试试吗',
    '好的\n\n------------------ 原始邮件 ------------------\n我想试试',
    '> 我想试试',
    '谢谢！',
    'LGTM',
    '这个方案可以，我看了代码，没有问题',
    '请问有人在做吗？',
    '> 我想试试\n\n已经有人了',
    `${'我想试试'.repeat(100)}`,
    'I think we should try another approach',
    '我做了一个修复，见 #12',
  ])('is none: %s', (phrase) => {
    expect(isWish(phrase)).toBe(false);
  });
});
