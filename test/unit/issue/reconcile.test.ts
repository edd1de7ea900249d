import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { createMemory } from '../../../src/engine/in-process/memory.js';
import { createClockIndex } from '../../../src/issue/clock-index.js';
import { createPersonLocks } from '../../../src/issue/person-lock.js';
import { reconcileIssue } from '../../../src/issue/reconcile.js';
import { createRepairLimit } from '../../../src/issue/repair-limit.js';
import { API, layotto, REPO, recordOnly } from '../recorded-github.js';
import { contextOf } from './a-decision.js';

recordOnly();

const ANN = { id: 7, login: 'ann', type: 'User' };
const at = '2026-11-22T12:00:00Z';

describe('a claim', () => {
  it('counts for its person from before GitHub answers, should the process end in between', async () => {
    const memory = createMemory();
    const locks = createPersonLocks(memory);
    const task = {
      ...{
        number: 1,
        title: 'Task',
        state: 'open',
        assignees: [],
        user: ANN,
        created_at: at,
        updated_at: at,
      },
      labels: [{ name: 'good first issue' }, { name: 'easy' }],
    };
    const claim = { id: 11, user: ANN, body: '/claim', created_at: at, updated_at: at };
    nock(API)
      .get(`${REPO}/issues`)
      .query(true)
      .reply(200, [task])
      .get(`${REPO}/issues/1/comments`)
      .query(true)
      .reply(200, [claim])
      .post(`${REPO}/issues/1/assignees`)
      .reply(502);
    const now = '2026-11-22T13:00:00Z';
    const context = contextOf({ access: await layotto() });
    const reconciled = reconcileIssue(
      { context, number: 1, labelled: [], wantsPulls: false, now },
      {
        neighbours: async () => [],
        people: { others: async () => [], unreadFor: async () => new Map() },
        locks,
        clocks: createClockIndex(memory),
        repairs: createRepairLimit(memory),
        onOutcome: () => {},
        isBusy: async () => false,
      },
    );
    await expect(reconciled).rejects.toThrow('502');
    expect(await locks.recent('mosn/layotto/7')).toEqual(new Map([['mosn/layotto#1', true]]));
  });
});
