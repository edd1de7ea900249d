import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import type { RepositoryAccess } from '../../../src/github/app.js';
import { listSubIssues } from '../../../src/github/read.js';
import { API, layotto, REPO } from '../recorded-github.js';

let access: RepositoryAccess;
beforeAll(async () => {
  nock.disableNetConnect();
  access = await layotto();
});
afterEach(() => nock.cleanAll());
// nock changes Node's own http, which the next file in this process shares.
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

const issue = (number: number, repository = REPO) => ({
  number,
  title: `Task ${number}`,
  state: 'open',
  labels: [],
  assignees: [],
  user: null,
  created_at: '2026-01-01T00:00:00Z',
  repository_url: `${API}${repository}`,
});

describe('the sub-issues of an issue', () => {
  it('are those of its own repository, in their order', async () => {
    nock(API)
      .get(`${REPO}/issues/108/sub_issues`)
      .query({ per_page: 100 })
      .reply(200, [issue(7), issue(3), issue(9, '/repos/mosn/other')]);
    expect((await listSubIssues(access, 108)).map(({ number }) => number)).toEqual([7, 3]);
  });

  it('are none where GitHub does not know them', async () => {
    nock(API).get(`${REPO}/issues/108/sub_issues`).query(true).reply(404, { message: 'Not Found' });
    expect(await listSubIssues(access, 108)).toEqual([]);
  });
});
