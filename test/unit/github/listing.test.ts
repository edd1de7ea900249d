/** What GitHub lists for us, where one community keeps its list from us. */

import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { createInProcessEngine } from '../../../src/engine/in-process/engine.js';
import { connectApp } from '../../../src/github/app.js';
import { API, recordOnly } from '../recorded-github.js';

recordOnly();

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
});

function listing(status: number) {
  const installed = { created_at: '2026-01-01T00:00:00Z' };
  const account = (login: string) => ({ login, id: 1, type: 'Organization' });
  nock(API)
    .get('/app/installations')
    .query(true)
    .reply(200, [
      { id: 1, account: account('mosn'), ...installed },
      { id: 2, account: account('Guarded'), ...installed },
    ]);
  for (const id of [1, 2]) {
    nock(API)
      .post(`/app/installations/${id}/access_tokens`)
      .optionally()
      .reply(201, { token: `t${id}`, expires_at: '2999-01-01T00:00:00Z', permissions: {} });
  }
  const message = 'the organization has an IP allow list enabled';
  const repository = {
    id: 5,
    name: 'layotto',
    full_name: 'mosn/layotto',
    owner: { id: 1, login: 'mosn', type: 'Organization' },
    private: false,
    archived: false,
    has_issues: true,
    language: 'Go',
  };
  nock(API, { reqheaders: { authorization: 'token t1' } })
    .get('/installation/repositories')
    .query(true)
    // Whoever fails does not wait for the others.
    .optionally()
    .reply(200, { total_count: 1, repositories: [repository] });
  nock(API, { reqheaders: { authorization: 'token t2' } })
    .get('/installation/repositories')
    .query(true)
    .reply(status, { message, documentation_url: 'https://docs.github.com' });
  return connectApp({ appId: '1', privateKey }, API, createInProcessEngine());
}

describe('the listing of all repositories', () => {
  it('names the owner whom GitHub does not list for us, and lists everybody else', async () => {
    const unlisted: string[] = [];
    const found = await listing(403).repositories(undefined, (owner, { kind }) =>
      unlisted.push(`${owner}: ${kind}`),
    );
    expect(found.map(({ repo }) => repo)).toEqual(['layotto']);
    expect(unlisted).toEqual(['Guarded: refused']);
  });

  it('fails where GitHub cannot be reached, or where nobody asks who is missing', async () => {
    const ignore = () => {};
    await expect(listing(502).repositories(undefined, ignore)).rejects.toMatchObject({
      kind: 'unavailable',
    });
    nock.cleanAll();
    await expect(listing(403).repositories()).rejects.toMatchObject({ kind: 'refused' });
  });
});
