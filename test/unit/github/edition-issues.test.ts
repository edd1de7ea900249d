/** Which issues are ours, and which are not, whatever stands in them. */
import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { listOwnIssues, readLogin } from '../../../src/github/edition-issues.js';
import { API, layotto, REPO, recordOnly } from '../recorded-github.js';

recordOnly();

const MARK = '<!-- ours -->';
const isOurs = (body: string) => body.includes(MARK);

const bot = (login: string) => ({ id: 1, login: `${login}[bot]`, type: 'Bot' });
const person = (login: string) => ({ id: 2, login, type: 'User' });
const issue = (number: number, user: object, body: string, more: object = {}) => ({
  ...{ number, user, body, title: 't', state: 'open', labels: [], assignees: [] },
  ...{ html_url: `https://github.test/${number}`, url: `${API}${REPO}/issues/${number}` },
  ...{ created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z', ...more },
});

const NEWEST = { state: 'all', sort: 'created', direction: 'desc', per_page: '100' };

const numbers = async (login: string | null) =>
  (await listOwnIssues(await layotto(), login, isOurs)).map(({ number }) => number);

describe('whose a token is', () => {
  it('is told to people', async () => {
    nock(API).get('/user').reply(200, person('ann'));
    expect(await readLogin(await layotto())).toBe('ann');
  });

  it('is not told to an App, nor to a workflow', async () => {
    const message = 'Resource not accessible by integration';
    nock(API).get('/user').reply(403, { message });
    expect(await readLogin(await layotto())).toBeNull();
  });

  it.each([
    [401, { message: 'Bad credentials' }, 'refused'],
    [403, { message: 'You have exceeded a secondary rate limit' }, 'limited'],
    [502, { message: 'Server Error' }, 'unavailable'],
  ])('is a failure after %s %j', async (status, body, kind) => {
    nock(API).get('/user').reply(status, body);
    await expect(readLogin(await layotto())).rejects.toMatchObject({ kind });
  });
});

describe('issues', () => {
  it('of an account are its own', async () => {
    nock(API)
      .get(`${REPO}/issues`)
      .query({ ...NEWEST, creator: 'ann' })
      .reply(200, [issue(3, person('Ann'), ''), issue(2, person('ben'), MARK)]);
    expect(await numbers('ann')).toEqual([3]);
  });

  it('of an account that nobody knows are those of bots that carry a mark of ours', async () => {
    nock(API)
      .get(`${REPO}/issues`)
      .query(NEWEST)
      .reply(200, [
        issue(9, person('ann'), MARK),
        issue(8, bot('ours'), ''),
        issue(7, bot('other'), ''),
        issue(6, bot('ours'), MARK),
        issue(5, bot('ours'), MARK, { pull_request: {} }),
      ]);
    expect(await numbers(null)).toEqual([8, 6]);
  });

  it('of an account that nobody knows are none without a mark, or with one by a person', async () => {
    const all = [issue(9, person('ann'), MARK), issue(8, bot('ours'), '')];
    nock(API).get(`${REPO}/issues`).query(NEWEST).reply(200, all);
    expect(await numbers(null)).toEqual([]);
  });

  it('of an account that nobody knows are looked for among the three hundred newest', async () => {
    const next = (page: number) => ({ link: `<${API}${REPO}/issues?page=${page}>; rel="next"` });
    nock(API)
      .get(`${REPO}/issues`)
      .query(NEWEST)
      .reply(200, [], next(2))
      .get(`${REPO}/issues?page=2`)
      .reply(200, [issue(2, bot('ours'), MARK)], next(3))
      .get(`${REPO}/issues?page=3`)
      .reply(200, [issue(1, bot('ours'), MARK)], next(4));
    expect(await numbers(null)).toEqual([2, 1]);
  });
});
