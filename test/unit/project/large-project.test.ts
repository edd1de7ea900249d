import { describe, expect, it } from '@jest/globals';
import { readState } from '../../../src/domain/marker.js';
import type { Issue } from '../../../src/domain/task.js';
import { parseLedger } from '../../../src/project/ledger.js';
import { issue } from '../a-thread.js';
import { afterLook, decidedFor, type Project, shown } from './a-project.js';

const LEVELS = ['Easy', 'Medium', 'Hard'] as const;
const numbers = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
const levelOf = (n: number) => LEVELS[n % 3] ?? 'Easy';
const task = (n: number): Issue =>
  issue(n, {
    title: `任务 ${n} ${'很长的标题'.repeat(8)}`,
    labels: ['good first issue', levelOf(n).toLowerCase()],
  });

/** As many lines fit into one body. */
const LINES = 2_000;

/** Every task has a line under its difficulty; numbers begin high, as in an old repository. */
function project(count: number): Project {
  const all = numbers(count).map((n) => n + 100_000);
  const [list = '', ...more] = LEVELS.flatMap((level) => {
    const own = all.filter((n) => levelOf(n) === level);
    return numbers(Math.ceil(own.length / LINES)).map((n) => {
      const lines = own
        .slice((n - 1) * LINES, n * LINES)
        .map((each) => `- [ ] line ${each} #${each}`);
      return `## ${level}\n${lines.join('\n')}\n`;
    });
  });
  return { list, more, issues: all.map(task) };
}

const ledgerOf = (one: Project) => parseLedger(readState(one.plan?.body ?? '', 'project-plan'));

describe('a large project', () => {
  it('of 450 lines has a plan that counts what it does not show, in whole rows', () => {
    const after = afterLook(project(450));
    const body = after.plan?.body ?? '';
    expect(body).toContain('450 个待认领');
    expect(body.match(/^- … 以及另外 50 个$/gm)).toHaveLength(3);
    for (const row of body.split('\n').filter((line) => line.startsWith('- 🟢'))) {
      expect(row).toMatch(/^- 🟢 #\d+ /);
    }
    expect(decidedFor(after)).toEqual([]);
  });

  it('of 5,000 tasks still fits into a comment, agrees, and is written once', () => {
    const after = afterLook(project(5_000));
    expect(Buffer.byteLength(after.plan?.body ?? '')).toBeLessThanOrEqual(60_000);
    expect(ledgerOf(after).agreed.size).toBe(5_000);
    expect(decidedFor(after)).toEqual([]);
  });

  it('whose ledger does not fit gives up what can be found again first, and never breaks', () => {
    const whole = project(6_500);
    const closed = whole.issues.map(
      (one, at): Issue => (at % 2 === 0 ? { ...one, state: 'closed', closedAs: 'completed' } : one),
    );
    const after = afterLook({ ...whole, issues: closed });
    expect(Buffer.byteLength(after.plan?.body ?? '')).toBeLessThanOrEqual(60_000);
    expect(decidedFor(after)).toEqual([]);
    const larger = afterLook(project(12_000));
    expect(Buffer.byteLength(larger.plan?.body ?? '')).toBeLessThanOrEqual(60_000);
    expect(ledgerOf(larger).agreed.size).toBe(0);
    // Without a memory the label wins: a moved line is shown, and relabels nothing.
    const [first] = larger.issues;
    const moved = { ...larger, list: larger.list.replace(/- \[ \] line 100001 #100001\n/, '') };
    expect(
      shown(decidedFor({ ...moved, list: `${moved.list}## Easy\n- [ ] #${first?.number}\n` })),
    ).toEqual([]);
    expect(decidedFor(larger)).toEqual([]);
  });
});
