/** GitHub does not know a token: that is about us, and about nothing that was asked for. */

import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import nock from 'nock';
import { createSlots } from '../../../src/engine/in-process/slots.js';
import type { RepositoryAccess } from '../../../src/github/access.js';
import { CONTENT_LIMITS, createBudget } from '../../../src/github/budget.js';
import { installationClient } from '../../../src/github/client.js';
import { assign } from '../../../src/github/write.js';
import { API, recordOnly } from '../recorded-github.js';

recordOnly();

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
});

const ISSUE = '/repos/mosn/layotto/issues/5';

function access(): RepositoryAccess {
  return {
    repository: { owner: 'mosn', repo: 'layotto' },
    octokit: installationClient({ appId: '1', privateKey }, 1, API),
    budget: createBudget(createSlots(CONTENT_LIMITS)),
    installedAt: '2021-01-01T00:00:00Z',
    comments: {
      before: async () => {},
      left: async () => ({ count: 1, waitMs: 0 }),
      after: () => {},
    },
  };
}

function minting(...tokens: readonly string[]): void {
  for (const token of tokens) {
    nock(API)
      .post('/app/installations/1/access_tokens')
      .reply(201, {
        ...{ token, expires_at: '2999-01-01T00:00:00Z', permissions: { issues: 'write' } },
        ...{ repository_selection: 'all' },
      });
  }
}

/** @octokit/auth-app repeats a 401 for five seconds after each minting: a hundred times as fast. */
async function hastened<T>(work: () => Promise<T>): Promise<T> {
  const realTimeout = setTimeout;
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  try {
    let isOver = false;
    const result = work().finally(() => {
      isOver = true;
    });
    result.catch(() => {});
    while (!isOver) {
      await new Promise((resolve) => realTimeout(resolve, 5));
      await jest.advanceTimersByTimeAsync(500);
    }
    return await result;
  } finally {
    jest.useRealTimers();
  }
}

describe('a token that GitHub does not know', () => {
  it('is minted anew', async () => {
    minting('old', 'new');
    const known = (token: string) => ({ reqheaders: { authorization: `token ${token}` } });
    const unknown = nock(API, known('old')).post(`${ISSUE}/assignees`).times(4);
    unknown.reply(401, { message: 'Bad credentials' });
    const assigned = { assignees: [{ id: 7, login: 'ann' }] };
    nock(API, known('new')).post(`${ISSUE}/assignees`).reply(201, assigned);
    expect(await hastened(() => assign(access(), 5, 'ann'))).toEqual([{ id: 7, login: 'ann' }]);
  });

  it('is, where the new one is not known either, no refusal of whom it would assign', async () => {
    minting('old', 'new');
    nock(API).post(`${ISSUE}/assignees`).times(8).reply(401, { message: 'Bad credentials' });
    // It is known a moment later, and then GitHub shows nobody assigned.
    const times = { created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' };
    const issue = { number: 5, title: 't', state: 'open', labels: [], assignees: [], user: null };
    const answer = { ...issue, ...times, url: `${API}${ISSUE}` };
    nock(API).get(ISSUE).optionally().reply(200, answer);
    await expect(hastened(() => assign(access(), 5, 'ann'))).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringMatching(/^POST .*: 401 /),
    });
  });
});
