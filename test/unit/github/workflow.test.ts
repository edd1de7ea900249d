import { expect, it } from '@jest/globals';
import nock from 'nock';
import { connectWorkflow } from '../../../src/github/workflow.js';
import { API, REPO, recordOnly } from '../recorded-github.js';

recordOnly();

it('a run whose first read fails asks again when it was installed', async () => {
  const repository = { owner: 'mosn', repo: 'layotto' };
  const file = '.github/workflows/newbie-tasks.yml';
  const { access } = connectWorkflow({ token: 't', apiUrl: API, repository, file });
  const commit = { author: null, committer: { date: '2026-01-02T00:00:00Z' }, message: 'Add it' };
  const commits = nock(API).get(`${REPO}/commits`).query(true);
  commits.reply(502, 'Bad Gateway');
  await expect(access(repository)).rejects.toMatchObject({ kind: 'unavailable' });
  nock(API)
    .get(`${REPO}/commits`)
    .query(true)
    .reply(200, [{ sha: 'a', commit, author: null, parents: [] }]);
  expect(await access(repository)).toMatchObject({ installedAt: '2026-01-02T00:00:00.000Z' });
});
