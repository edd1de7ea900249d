import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { NO_STATE, newClaim, type TaskState } from '../../../src/claims/state.js';
import { printState } from '../../../src/claims/state-text.js';
import { defaultRepositoryConfig } from '../../../src/config/load.js';
import { planBlock } from '../../../src/domain/marker.js';
import { readStats, type StatsSnapshot } from '../../../src/newsletter/stats/snapshot.js';
import { API, layotto, REPO, recordOnly } from '../recorded-github.js';

const US = 'newbie-tasks[bot]';

recordOnly();

async function read(botLogin = US): Promise<StatsSnapshot> {
  const access = await layotto();
  const isTracking = (number: number) => number === 108;
  return readStats({ access, botLogin, config: defaultRepositoryConfig({}), isTracking });
}

/** Answers a listing page by page. */
function pages(path: string, ...all: readonly (readonly unknown[])[]): void {
  all.forEach((data, index) => {
    const next = `<${API}${REPO}/${path}?page=${index + 2}>; rel="next"`;
    nock(API)
      .get(`${REPO}/${path}`)
      .query((query) => (query.page ?? '1') === String(index + 1))
      .reply(200, [...data], index + 1 < all.length ? { link: next } : {});
  });
}

const user = (login: string, id = 7) => ({ login, id, type: 'User' });
const issue = (number: number, given: object = {}) => ({
  number,
  title: 't',
  body: null,
  state: 'closed',
  labels: [{ name: 'good first issue' }],
  assignees: [],
  user: user('ann'),
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  ...given,
});
const plan = (id: number, number: number, body: string, login = US) => ({
  id,
  body,
  user: { login, id: 99, type: login.endsWith('[bot]') ? 'Bot' : 'User' },
  issue_url: `${API}${REPO}/issues/${number}`,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
});
const bodyOf = (state: Partial<TaskState> = {}) =>
  planBlock('plan', 'text', printState({ ...NO_STATE, ...state }));
const CLAIMED = bodyOf({
  claims: [newClaim({ id: 7, login: 'ann' }, '2026-03-01T12:00:00Z', null)],
});
const pull = (
  number: number,
  createdAt: string,
  title: string,
  by: object | null = user('ann'),
) => ({
  number,
  title,
  body: null,
  user: by,
  state: 'open',
  created_at: createdAt,
  updated_at: createdAt,
  merged_at: null,
});

describe('reading what the figures are counted from', () => {
  it('takes one request where there is no task, whatever else carries the label', async () => {
    pages('issues', [issue(1, { pull_request: {} }), issue(108)]);
    expect((await read()).tasks).toEqual([]);
  });

  it('asks for no pull request where nobody holds a task or finished one', async () => {
    pages('issues', [issue(1)]);
    pages('issues/comments', [plan(10, 1, bodyOf())]);
    const { states, pulls } = await read();
    expect([[...states.keys()], pulls.size]).toEqual([[1], 0]);
  });

  it('goes through all pages, of pull requests only back to the first claim', async () => {
    pages('issues', [issue(1)], [issue(2)]);
    pages('issues/comments', [plan(10, 1, CLAIMED)], [plan(11, 2, bodyOf())]);
    const link = { link: `<${API}${REPO}/pulls?page=2>; rel="next"` };
    nock(API)
      .get(`${REPO}/pulls`)
      .query({ state: 'all', sort: 'created', direction: 'desc', per_page: 100 })
      .reply(
        200,
        [
          pull(33, '2026-03-05T00:00:00Z', 'Part of #1, and of #2 and #3'),
          pull(32, '2026-03-04T00:00:00Z', 'Of a deleted account #1', null),
          pull(31, '2026-03-01T00:00:00Z', 'Older than the claim #1'),
        ],
        link,
      );
    const { tasks, states, pulls } = await read();
    expect([tasks.map(({ number }) => number), [...states.keys()].sort()]).toEqual([
      [1, 2],
      [1, 2],
    ]);
    const first = {
      author: { id: 7, login: 'ann', isBot: false },
      createdAt: '2026-03-05T00:00:00.000Z',
    };
    expect([...pulls]).toEqual([
      [1, [first]],
      [2, [first]],
    ]);
  });

  it('believes our own plans alone, the older of two, and none that is damaged', async () => {
    pages('issues', [issue(1), issue(2), issue(3)]);
    const ended = (number: number) => bodyOf({ ended: { pull: number } });
    pages('issues/comments', [
      plan(12, 1, ended(12)),
      plan(11, 1, ended(11)),
      plan(10, 1, ended(10), 'ann'),
      plan(13, 2, ended(13).replace('"v":1', '"v":')),
      plan(14, 3, ended(14), 'other[bot]'),
      plan(15, 4, ended(15)),
    ]);
    const { states } = await read();
    expect([...states].map(([number, state]) => [number, state.ended?.pull])).toEqual([[1, 11]]);
  });

  it('with a token believes any App’s plans, and no person’s', async () => {
    pages('issues', [issue(1), issue(2)]);
    pages('issues/comments', [plan(10, 1, bodyOf(), 'other[bot]'), plan(11, 2, bodyOf(), 'ann')]);
    expect([...(await read('')).states.keys()]).toEqual([1]);
  });
});
