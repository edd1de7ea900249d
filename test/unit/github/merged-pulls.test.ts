import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { listMergedPulls } from '../../../src/github/pulls.js';
import { API, layotto, REPO, recordOnly } from '../recorded-github.js';

recordOnly();

const SINCE = '2021-11-05T15:00:00+08:00';
const UNTIL = '2021-11-12T15:00:00+08:00';

const pull = (number: number, login: string, merged_at: string | null) => ({
  ...{ number, title: '', body: null, state: 'closed', merged_at },
  ...{ user: { id: 1, login, avatar_url: 'https://x.y/a' } },
  created_at: '2021-11-01T00:00:00Z',
  updated_at: merged_at ?? '2021-11-10T00:00:00Z',
});

function page(number: number, hasNext: boolean, ...pulls: readonly unknown[]) {
  const next = `<${API}${REPO}/pulls?page=${number + 1}&per_page=100>; rel="next"`;
  nock(API)
    .get(`${REPO}/pulls`)
    .query((query) => (query.page ?? '1') === String(number))
    .reply(200, pulls, hasNext ? { link: next } : {});
}

describe('the pull requests merged in a week', () => {
  it('begin at its first instant and end before its last; the others tell who is no newcomer', async () => {
    page(
      ...([1, true] as const),
      pull(6, 'ben', '2021-11-12T07:00:00Z'),
      pull(5, 'cai', '2021-11-12T06:59:59Z'),
      pull(4, 'eve', null),
      pull(3, 'ann', '2021-11-05T07:00:00Z'),
    );
    page(2, true, pull(3, 'ann', '2021-11-05T07:00:00Z'), pull(1, 'dora', '2021-11-05T06:59:59Z'));
    const { pulls, hasMergedBefore } = await listMergedPulls(await layotto(), SINCE, UNTIL);
    expect(pulls.map(({ number }) => number)).toEqual([5, 3]);
    expect(hasMergedBefore('dora')).toBe(true);
    expect(hasMergedBefore('cai')).toBeNull();
  });

  it('tell it of everybody where there are no more', async () => {
    page(1, false, pull(5, 'cai', '2021-11-10T00:00:00Z'), pull(1, 'dora', '2021-11-01T00:00:00Z'));
    const { hasMergedBefore } = await listMergedPulls(await layotto(), SINCE, UNTIL);
    expect([hasMergedBefore('dora'), hasMergedBefore('cai')]).toEqual([true, false]);
  });
});
