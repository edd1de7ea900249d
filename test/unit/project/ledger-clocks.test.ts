/** What the ledger remembers of clocks, offers and reviews, whoever writes the plan next. */
import { describe, expect, it } from '@jest/globals';
import { readState } from '../../../src/domain/marker.js';
import { NO_CLOCK, type TaskClocks } from '../../../src/issue/clock-index.js';
import { parseLedger } from '../../../src/project/ledger.js';
import { issue, person } from '../a-thread.js';
import { afterLook, decidedFor, type Project } from './a-project.js';

const DUE = Date.parse('2026-12-06T00:00:00Z');
const held = { ...NO_CLOCK, at: DUE - 259_200_000, due: DUE };
const offered = { ...NO_CLOCK, at: DUE, isReserved: true };
const inReview = { ...NO_CLOCK, at: DUE, isInReview: true };

const project: Project = {
  list: '## Easy\n- [ ] a #1\n- [ ] b #2\n- [ ] c #3\n- [ ] d #4',
  issues: [
    issue(1, { assignees: [person('ann')] }),
    issue(2),
    issue(3, { assignees: [person('ben')] }),
    issue(4),
  ],
};
const known: TaskClocks = new Map([
  [1, held],
  [2, offered],
  [3, inReview],
]);
const ledgerOf = ({ plan }: Project) => parseLedger(plan && readState(plan.body, 'project-plan'));

describe('a project’s ledger', () => {
  const settled = afterLook(afterLook(project, known), known);

  it('remembers deadlines, offers and reviews', () => {
    const { dues, reserved, inReview: review } = ledgerOf(settled);
    expect([[...dues], reserved, review]).toEqual([[[1, DUE]], [2], [3]]);
  });

  it.each<[string, TaskClocks]>([
    ['that knows nothing yet', new Map()],
    ['that looked at one other task alone', new Map([[4, NO_CLOCK]])],
  ])('loses nothing to a process %s, which writes nothing', (_, clocks) => {
    expect(decidedFor(settled, undefined, clocks)).toEqual([]);
  });

  it('believes the process where it knows better', () => {
    const after = afterLook(settled, new Map([[2, NO_CLOCK]]));
    expect(ledgerOf(after).reserved).toEqual([]);
    expect([...ledgerOf(after).dues]).toEqual([[1, DUE]]);
  });

  it('forgets what is open no more', () => {
    const closed = issue(1, { state: 'closed', closedAs: 'completed' });
    const after = afterLook({ ...settled, issues: [closed, ...settled.issues.slice(1)] });
    expect([...ledgerOf(after).dues]).toEqual([]);
  });
});
