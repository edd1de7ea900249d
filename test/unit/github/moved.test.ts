import { beforeEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import type { RepositoryAccess } from '../../../src/github/access.js';
import { listComments } from '../../../src/github/comments.js';
import { getIssue } from '../../../src/github/read.js';
import { createComment } from '../../../src/github/write.js';
import { API, layotto, REPO, recordOnly } from '../recorded-github.js';

const NO_THREAD = { login: '', written: [] };
let access: RepositoryAccess;
recordOnly();
beforeEach(async () => {
  access = await layotto();
});

const repository = (id: number, full_name: string) => {
  const [login = '', name = ''] = full_name.split('/');
  return { id, name, full_name, owner: { login }, private: false, default_branch: 'main' };
};

/** As GitHub answers: 301 to reading, 307 to writing. */
const leadsTo = (id: number, rest = '') =>
  [{ message: 'Moved Permanently' }, { location: `${API}/repositories/${id}${rest}` }] as const;

const RENAMED = {
  kind: 'moved',
  move: {
    from: { owner: 'mosn', repo: 'layotto' },
    id: 7,
    to: { owner: 'newest', repo: 'layotto2' },
  },
};

function renamed(): void {
  nock(API)
    .get(REPO)
    .reply(301, ...leadsTo(7));
  nock(API).get('/repositories/7').reply(200, repository(7, 'newest/layotto2'));
}

describe('a redirect', () => {
  it('of a repository that was renamed tells its new name, and nothing is read under the old one', async () => {
    nock(API)
      .get(`${REPO}/issues/5/comments`)
      .query(true)
      .reply(301, ...leadsTo(7, '/issues/5/comments'));
    renamed();
    await expect(listComments(access, 5)).rejects.toMatchObject(RENAMED);
  });

  it('of a write is not followed: it would stand under a name that is no key', async () => {
    nock(API)
      .post(`${REPO}/issues/5/comments`)
      .reply(307, ...leadsTo(7, '/issues/5/comments'));
    renamed();
    await expect(createComment(access, 'answer', 5, 'hi', NO_THREAD)).rejects.toMatchObject(
      RENAMED,
    );
  });

  it('of an issue alone says that it was transferred', async () => {
    nock(API)
      .get(`${REPO}/issues/5`)
      .reply(301, ...leadsTo(9, '/issues/3'));
    nock(API).get(REPO).reply(200, repository(7, 'mosn/layotto'));
    await expect(getIssue(access, 5)).rejects.toMatchObject({ kind: 'missing' });
  });

  it('to the name that was asked by is a failure: the new one has not arrived everywhere', async () => {
    nock(API)
      .get(`${REPO}/issues/5/comments`)
      .query(true)
      .reply(301, ...leadsTo(7, '/issues/5/comments'))
      .get(REPO)
      .reply(301, ...leadsTo(7));
    nock(API).get('/repositories/7').reply(200, repository(7, 'Mosn/Layotto'));
    await expect(listComments(access, 5)).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('to another repository, which the repository itself does not confirm, is a failure', async () => {
    nock(API)
      .get(`${REPO}/issues/5/comments`)
      .query(true)
      .reply(301, ...leadsTo(9, '/issues/5/comments'))
      .get(REPO)
      .reply(301, ...leadsTo(7));
    await expect(listComments(access, 5)).rejects.toMatchObject({ kind: 'unavailable' });
  });
});

describe('an issue of the same number elsewhere', () => {
  it('is another issue', async () => {
    const TIMES = { created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' };
    const issue = { number: 5, title: 't', state: 'open', labels: [], assignees: [], user: null };
    nock(API)
      .get(`${REPO}/issues/5`)
      .reply(200, { ...issue, ...TIMES, url: `${API}/repos/mosn/other/issues/5` });
    await expect(getIssue(access, 5)).rejects.toMatchObject({ kind: 'missing' });
  });
});
