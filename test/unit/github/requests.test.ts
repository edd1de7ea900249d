import { beforeEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import type { RepositoryAccess } from '../../../src/github/access.js';
import { listComments } from '../../../src/github/comments.js';
import { GitHubFailure } from '../../../src/github/errors.js';
import { readFile } from '../../../src/github/files.js';
import { listLabelChanges } from '../../../src/github/labels.js';
import { getIssue, listOpenIssues } from '../../../src/github/read.js';
import {
  addLabels,
  assign,
  createComment,
  react,
  removeLabel,
  updateLabel,
} from '../../../src/github/write.js';
import { API, layotto, REPO, recordOnly } from '../recorded-github.js';

const NO_THREAD = { login: '', written: [] };
let access: RepositoryAccess;
recordOnly();
beforeEach(async () => {
  access = await layotto();
});

const TIMES = { created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-02T00:00:00+08:00' };
const user = (login: string, id = 7) => ({ login, id, type: 'User' });
const issue = (number: number, given: object = {}) => ({
  number,
  title: 't',
  body: null,
  state: 'open',
  labels: [{ name: 'easy' }],
  assignees: [],
  user: user('ann'),
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  url: `${API}${REPO}/issues/${number}`,
  ...given,
});

const repository = (id: number, full_name: string) => {
  const [login = '', name = ''] = full_name.split('/');
  return { id, name, full_name, owner: { login }, private: false, default_branch: 'main' };
};

describe('reading', () => {
  it('open tasks takes one request per 100', async () => {
    const query = { state: 'open', labels: 'good first issue', per_page: 100 };
    const page2 = `${API}${REPO}/issues?page=2`;
    nock(API)
      .get(`${REPO}/issues`)
      .query(query)
      .reply(200, [issue(1)], { link: `<${page2}>; rel="next"` })
      .get(`${REPO}/issues?page=2`)
      .reply(200, [issue(2, { pull_request: {} })]);
    const issues = await listOpenIssues(access, 'good first issue');
    expect(issues.map(({ number, isPullRequest }) => [number, isPullRequest])).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  it('an issue that was transferred is missing here', async () => {
    nock(API)
      .get(`${REPO}/issues/5`)
      .reply(301, {}, { location: `${API}/repositories/9/issues/3` })
      .get(REPO)
      .reply(200, repository(7, 'mosn/layotto'));
    await expect(getIssue(access, 5)).rejects.toMatchObject({ kind: 'missing' });
  });

  it('an API without the singular assignee is no matter', async () => {
    nock(API)
      .get(`${REPO}/issues/5`)
      .reply(200, issue(5, { assignees: [user('ann')] }));
    expect((await getIssue(access, 5)).assignees).toEqual([{ id: 7, login: 'ann' }]);
  });

  it('a file that is not there is null', async () => {
    nock(API).get(`${REPO}/contents/a.yml`).reply(404, { message: 'Not Found' });
    expect(await readFile(access, 'a.yml')).toBeNull();
  });

  it('a comment of a deleted account has no author', async () => {
    const ghost = { id: 1, body: 'x', user: null, ...TIMES };
    nock(API).get(`${REPO}/issues/5/comments`).query({ per_page: 100 }).reply(200, [ghost]);
    const [read] = await listComments(access, 5);
    expect(read?.author).toBeNull();
    // Whatever offset GitHub gives them.
    expect(read?.updatedAt).toBe('2026-01-01T16:00:00.000Z');
  });
});

describe('what stands on two pages', () => {
  it('is one comment, and no double of ours to be deleted', async () => {
    const comment = { id: 1, body: 'x', user: user('ann'), ...TIMES };
    const link = `<${API}${REPO}/issues/5/comments?page=2>; rel="next"`;
    nock(API)
      .get(`${REPO}/issues/5/comments`)
      .query({ per_page: 100 })
      .reply(200, [comment], { link })
      .get(`${REPO}/issues/5/comments?page=2`)
      .reply(200, [comment, { ...comment, id: 2 }]);
    expect((await listComments(access, 5)).map(({ id }) => id)).toEqual([1, 2]);
  });
});

describe('who labelled what', () => {
  const event = (number: number, created_at: string) => ({
    ...{ event: 'labeled', created_at, actor: user('ann') },
    ...{ label: { name: 'Good First Issue' }, issue: { number } },
  });
  const older = { ...event(9, '2026-01-01T00:00:00Z'), event: 'assigned' };

  it('is read past the hundred newest events, back to the last sweep and no further', async () => {
    const next = (page: number) => ({
      link: `<${API}${REPO}/issues/events?page=${page}>; rel="next"`,
    });
    nock(API)
      .get(`${REPO}/issues/events`)
      .query({ per_page: 100 })
      .reply(200, [event(1, '2026-01-03T00:00:00Z')], next(2))
      .get(`${REPO}/issues/events?page=2`)
      .reply(200, [event(2, '2026-01-02T00:00:00Z'), older], next(3));
    const since = '2026-01-01T12:00:00.000Z';
    const changes = await listLabelChanges(access, 'good first issue', since);
    expect(changes.map(({ number }) => number)).toEqual([1, 2]);
  });
});

describe('writing', () => {
  it('an assignment returns whom GitHub really assigned', async () => {
    nock(API)
      .post(`${REPO}/issues/5/assignees`, { assignees: ['ann'] })
      .reply(201, issue(5, { assignees: [] }));
    expect(await assign(access, 5, 'ann')).toEqual([]);
  });

  it.each([502, 500, 503])('a comment answered with %s is not sent again', async (status) => {
    nock(API).post(`${REPO}/issues/5/comments`, { body: 'hi' }).reply(status, 'bad gateway');
    await expect(createComment(access, 'answer', 5, 'hi', NO_THREAD)).rejects.toMatchObject({
      kind: 'unavailable',
    });
  });

  it('a label that somebody removed meanwhile is removed', async () => {
    nock(API).delete(`${REPO}/issues/5/labels/kind%2Feasy`).reply(404, { message: 'gone' });
    await expect(removeLabel(access, 5, 'kind/easy')).resolves.toBeUndefined();
  });

  it('a GitHub without reactions is no failure', async () => {
    nock(API)
      .post(`${REPO}/issues/comments/9/reactions`, { content: '+1' })
      .reply(404, { message: 'Not Found' });
    await expect(react(access, 9)).resolves.toBeUndefined();
  });

  it('a rename keeps the label', async () => {
    nock(API).patch(`${REPO}/labels/easy`, { new_name: 'level/easy' }).reply(200, {});
    await expect(updateLabel(access, 'easy', { name: 'level/easy' })).resolves.toBeUndefined();
  });
});

describe('an answer that was cut off', () => {
  it('is a failure, never an empty list', async () => {
    nock(API)
      .get(`${REPO}/issues/5/comments`)
      .query({ per_page: 100 })
      .reply(200, '[{"id":1,"bo', { 'content-type': 'application/json' });
    await expect(listComments(access, 5)).rejects.toMatchObject({ kind: 'unavailable' });
  });
});

describe('a limited installation', () => {
  it('is left alone until GitHub said', async () => {
    nock(API).get(`${REPO}/issues/5`).reply(429, {}, { 'retry-after': '60' });
    await expect(getIssue(access, 5)).rejects.toMatchObject({ kind: 'limited' });
    await expect(getIssue(access, 6)).rejects.toMatchObject({ kind: 'limited' });
  });

  it('waits for the longest of what was said to requests on their way', async () => {
    nock(API).get(`${REPO}/issues/5`).reply(429, {}, { 'retry-after': '600' });
    nock(API).get(`${REPO}/issues/6`).delay(200).reply(429, {}, { 'retry-after': '1' });
    await Promise.allSettled([getIssue(access, 5), getIssue(access, 6)]);
    const error = await getIssue(access, 7).catch((each: unknown) => each);
    expect((error as GitHubFailure).retryAfterMs).toBeGreaterThan(500_000);
  });
});

describe('a refusal', () => {
  const refusal = async (status: number, headers: Record<string, string>, message = 'no') => {
    nock(API).post(`${REPO}/issues/5/labels`).reply(status, { message }, headers);
    const error = await addLabels(access, 5, ['easy']).catch((each: unknown) => each);
    expect(error).toBeInstanceOf(GitHubFailure);
    const { kind, retryAfterMs } = error as GitHubFailure;
    return { kind, retryAfterMs };
  };

  it('by a secondary limit says how long to wait', async () => {
    expect(await refusal(403, { 'retry-after': '30' })).toEqual({
      kind: 'limited',
      retryAfterMs: 30_000,
    });
  });

  it('by a limit that is over at once is still not asked again without a pause', async () => {
    expect(await refusal(403, { 'retry-after': '0' })).toEqual({
      kind: 'limited',
      retryAfterMs: 1_000,
    });
  });

  it('by a secondary limit without a hint waits a minute', async () => {
    const message = 'You have exceeded a secondary rate limit';
    expect(await refusal(403, {}, message)).toEqual({ kind: 'limited', retryAfterMs: 60_000 });
  });

  it('by too many requests without a hint waits a minute too', async () => {
    expect(await refusal(429, {})).toEqual({ kind: 'limited', retryAfterMs: 60_000 });
  });

  it('by the primary limit waits until the reset', async () => {
    const reset = Math.ceil(Date.now() / 1000) + 600;
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
    const { kind, retryAfterMs } = await refusal(403, headers);
    expect(kind).toBe('limited');
    expect(retryAfterMs).toBeGreaterThan(590_000);
  });

  it.each([
    [403, 'refused'],
    [422, 'refused'],
    [401, 'refused'],
    [404, 'missing'],
    [410, 'missing'],
  ])('with %s is %s, and not retried', async (status, kind) => {
    expect(await refusal(status, {})).toEqual({ kind, retryAfterMs: null });
  });
});
