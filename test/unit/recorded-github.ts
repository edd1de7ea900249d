import { connectToken } from '../../src/github/app.js';
/** A GitHub that answers recorded requests and nothing else: any other request fails the test. */

import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import nock from 'nock';
import type { RepositoryAccess } from '../../src/github/access.js';

export const API = 'https://api.github.test';
export const REPO = '/repos/mosn/layotto';

export function recordOnly(): void {
  const unexpected: string[] = [];
  beforeAll(() => nock.disableNetConnect());
  beforeEach(() => {
    unexpected.length = 0;
    nock.emitter.on('no match', (request: { path?: string }) =>
      unexpected.push(String(request.path)),
    );
  });
  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    nock.emitter.removeAllListeners('no match');
    expect([pending, unexpected]).toEqual([[], []]);
  });
  // nock changes Node's own http, which the next file in this process shares.
  afterAll(() => {
    nock.enableNetConnect();
    nock.restore();
  });
}

export async function layotto(): Promise<RepositoryAccess> {
  const access = await connectToken('t', API).access({ owner: 'mosn', repo: 'layotto' });
  if (access === null) throw new Error('no access');
  return access;
}
