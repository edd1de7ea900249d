import { describe, expect, it } from '@jest/globals';
import { numberLine } from '../../../src/project/list/edit.js';
import { parseTaskList } from '../../../src/project/list/read.js';

const RPC = { owner: 'sofastack', repo: 'sofa-rpc' };

/** Numbers the first line without an issue. */
function numbered(body: string): string {
  const line = parseTaskList(body, RPC).find(({ reference }) => reference === null);
  return numberLine(body, RPC, line?.sourceLine ?? '', '#12');
}

describe('the number of a new issue', () => {
  it.each([
    ['## Easy\n- [ ] a task', '## Easy\n- [ ] a task #12'],
    ['## Easy\r\n- [ ] 任务  \r\nmore', '## Easy\r\n- [ ] 任务 #12  \r\nmore'],
    ['## Easy\n* a [doc](https://x.y/z)\n', '## Easy\n* a [doc](https://x.y/z) #12\n'],
    [
      '| 任务 | 难度 |\n| - | - |\n| 写测试 | Easy |\n',
      '| 任务 | 难度 |\n| - | - |\n| 写测试 #12 | Easy |\n',
    ],
  ])('stands behind the words of %j', (before, after) => {
    expect(numbered(before)).toBe(after);
    const [line] = parseTaskList(after, RPC);
    expect(line?.reference?.number).toBe(12);
  });

  it('is not written where the line changed meanwhile', () => {
    const body = '## Easy\n- [ ] another\n';
    expect(numberLine(body, RPC, '- [ ] a task', '#12')).toBe(body);
  });
});
