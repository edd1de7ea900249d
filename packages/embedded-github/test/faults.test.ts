import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Breakage, EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { createAppAuth } from '@octokit/auth-app';
import { startGitHub } from './a-github.js';

const LAYOTTO = '/repos/mosn/layotto';

let github: EmbeddedGitHub;
let token: string;

beforeAll(async () => {
  github = await startGitHub({
    organisations: [{ login: 'mosn', repositories: ['layotto', 'mosn'], members: ['keeper'] }],
    people: ['ann'],
  });
  const minted = (await (await mint()).json()) as { token: string };
  token = minted.token;
  await github.seedIssue({ repository: 'mosn/layotto', author: 'ann', title: 'One' });
  await github.seedIssue({ repository: 'mosn/mosn', author: 'ann', title: 'Elsewhere' });
});

afterEach(() => {
  github.faults.length = 0;
});

afterAll(() => github.close());

/** The App itself, without an installation. */
async function asApp(path: string, method = 'GET') {
  const auth = createAppAuth({ appId: 1, privateKey: github.privateKey });
  const { token: jwt } = await auth({ type: 'app' });
  return fetch(github.url + path, { method, headers: { authorization: `bearer ${jwt}` } });
}

const mint = () =>
  asApp(`/app/installations/${github.installationOf('mosn')}/access_tokens`, 'POST');

const asBot = (path: string, init: RequestInit = {}) =>
  fetch(github.url + path, {
    redirect: 'manual',
    ...init,
    headers: { authorization: `token ${token}` },
  });

const breakNext = (broken: Breakage, more: object = {}) =>
  github.faults.push({ kind: 'after', broken, method: '*', path: /./, times: 1, ...more });

/** What a reader gets of it: the text, or how reading ended. */
async function readOf(path: string, init: RequestInit = {}) {
  const answer = await asBot(path, { ...init, signal: AbortSignal.timeout(300) });
  const { status, headers } = answer;
  const text = await answer.text().catch((error) => `! ${error.name}`);
  return { status, text, length: headers.get('content-length'), type: headers.get('content-type') };
}

describe('an answer that is broken', () => {
  it('is empty', async () => {
    breakNext('empty');
    expect(await readOf(`${LAYOTTO}/issues`)).toMatchObject({ status: 200, text: '', length: '0' });
  });

  it('is cut in the middle, with the length of the whole or in chunks', async () => {
    breakNext('cut');
    const cut = await readOf(`${LAYOTTO}/issues`);
    expect(cut).toMatchObject({ status: 200, text: '! TypeError' });
    expect(Number(cut.length)).toBeGreaterThan(1000);
    breakNext('cut-chunked');
    const inChunks = await readOf(`${LAYOTTO}/issues`);
    expect(inChunks).toMatchObject({ status: 200, text: '! TypeError', length: null });
  });

  it('stalls in the middle', async () => {
    breakNext('stalled');
    expect(await readOf(`${LAYOTTO}/issues`)).toMatchObject({
      status: 200,
      text: '! TimeoutError',
    });
  });

  it('is a page for people', async () => {
    breakNext('html');
    const { status, text, type } = await readOf(`${LAYOTTO}/issues`);
    expect([status, type]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toMatch(/^<html>/);
  });

  it.each([
    ['wrong-type', '/issues', '{}'],
    ['wrong-type', '/issues/1', '[]'],
    ['null', '/issues/1', 'null'],
    ['string', '/issues/1', '"ok"'],
    ['message', '/issues', '{"message":"Something went wrong while executing your query."}'],
  ] as const)('is JSON of another kind: %s of %s → %s', async (broken, path, expected) => {
    breakNext(broken);
    expect(await readOf(LAYOTTO + path)).toMatchObject({ status: 200, text: expected });
    expect((await asBot(LAYOTTO + path)).status).toBe(200);
  });

  it('leads to another repository, or away from GitHub', async () => {
    breakNext('elsewhere', { to: 'mosn/mosn' });
    const elsewhere = await asBot(`${LAYOTTO}/issues/1?x=1`);
    const location = elsewhere.headers.get('location') ?? '';
    expect(elsewhere.status).toBe(301);
    expect(location).toMatch(/\/repositories\/\d+\/issues\/1\?x=1$/);
    expect(await elsewhere.json()).toMatchObject({ message: 'Moved Permanently', url: location });
    breakNext('foreign-host');
    const away = await asBot(`${LAYOTTO}/issues`, { method: 'POST', body: '{"title":"Two"}' });
    expect(away.status).toBe(307);
    expect(away.headers.get('location')).toBe('http://127.0.0.2:9/repos/mosn/layotto/issues');
  });

  it('comes after a write was carried out, or instead of it', async () => {
    const titles = async () => {
      const where = { owner: 'mosn', repo: 'layotto' };
      const { data } = await github.as('ann').issues.listForRepo(where);
      return data.map(({ title }) => title);
    };
    const post = (title: string) => ({ method: 'POST', body: JSON.stringify({ title }) });
    breakNext('cut');
    const written = await readOf(`${LAYOTTO}/issues`, post('written'));
    expect(written).toMatchObject({ status: 201, text: '! TypeError' });
    breakNext('empty', { kind: 'before' });
    const refused = await readOf(`${LAYOTTO}/issues`, post('refused'));
    expect(refused).toMatchObject({ status: 200, text: '' });
    expect(await titles()).toContain('written');
    expect(await titles()).not.toContain('refused');
  });
});

describe('whom a fault hits', () => {
  it('can be somebody without a token, or a person', async () => {
    const status = async (headers = {}) =>
      (await fetch(`${github.url}${LAYOTTO}`, { headers })).status;
    github.faults.push({ kind: 'before', method: 'GET', path: /./, times: 1 });
    expect(await status()).toBe(200);
    const actors = ['nobody', 'person'] as const;
    github.faults[0] = { kind: 'before', method: 'GET', path: /./, times: 2, actors };
    expect(await status()).toBe(502);
    await expect(github.as('ann').issues.listForRepo({ owner: 'mosn', repo: 'mosn' }))
      .rejects //
      .toMatchObject({ status: 502 });
    expect((await asBot(LAYOTTO)).status).toBe(200);
  });

  it('is also an App that asks about itself', async () => {
    breakNext('html', { path: /^\/app$/ });
    expect((await asApp('/app')).headers.get('content-type')).toContain('text/html');
    breakNext('wrong-type', { path: /access_tokens$/ });
    const minted = await mint();
    expect([minted.status, await minted.text()]).toEqual([201, '[]']);
  });
});
