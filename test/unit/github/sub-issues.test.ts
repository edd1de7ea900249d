import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { listSubIssues } from '../../../src/github/read.js';
import { API, layotto, REPO, recordOnly } from '../recorded-github.js';

recordOnly();

const issue = (number: number, repository = REPO) => ({
  number,
  title: `Task ${number}`,
  state: 'open',
  labels: [],
  assignees: [],
  user: null,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  repository_url: `${API}${repository}`,
});

describe('the sub-issues of an issue', () => {
  it('are those of its own repository, in their order', async () => {
    nock(API)
      .get(`${REPO}/issues/108/sub_issues`)
      .query({ per_page: 100 })
      .reply(200, [issue(7), issue(3), issue(9, '/repos/mosn/other')]);
    expect((await listSubIssues(await layotto(), 108)).map(({ number }) => number)).toEqual([7, 3]);
  });

  it('are none where GitHub does not know them', async () => {
    nock(API).get(`${REPO}/issues/108/sub_issues`).query(true).reply(404, { message: 'Not Found' });
    expect(await listSubIssues(await layotto(), 108)).toEqual([]);
  });
});
