/** What GitHub did not say is unknown: every answer of every endpoint, broken in every way. */

import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { ANSWERS, type Operation } from '../../../src/github/answers.js';
import { tokenClient } from '../../../src/github/client.js';
import type { GitHubFailure } from '../../../src/github/errors.js';
import { readFile } from '../../../src/github/files.js';
import { API, layotto, REPO, recordOnly } from '../recorded-github.js';

recordOnly();

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

/** A 200 or 404 that does not tell what was asked. */
const BROKEN: Readonly<Record<string, readonly [body: nock.Body, headers: nock.ReplyHeaders]>> = {
  'is empty': ['', JSON_TYPE],
  'is empty, of no type': ['', {}],
  'was cut off': ['[{"id":1,"bo', JSON_TYPE],
  'is a page of a proxy': ['<html>Please log in</html>', { 'content-type': 'text/html' }],
  'is text': ['"ok"', JSON_TYPE],
  'is null': ['null', JSON_TYPE],
  'is a number': ['7', JSON_TYPE],
  'is a page of a proxy that says it is JSON': ['<html>', JSON_TYPE],
};

/** Those of which nothing is needed but that they are answered. */
const MERELY_DONE = (Object.keys(ANSWERS) as Operation[]).filter(
  (operation) => ANSWERS[operation].safeParse({}).success,
);

const OPERATIONS = (Object.keys(ANSWERS) as Operation[]).map((operation) => [operation] as const);

/** Asks as the program does, with something in place of each variable. */
function ask(operation: Operation): Promise<unknown> {
  const named = [...operation.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, 'x'] as const);
  return tokenClient('t', API).request(operation, Object.fromEntries(named) as never);
}

function answering(operation: Operation, status: number) {
  const [method = '', template = ''] = operation.split(' ');
  const path = template.replaceAll(/\{\w+\}/g, 'x');
  return (body: nock.Body, headers: nock.ReplyHeaders) =>
    nock(API).intercept(path, method).reply(status, body, headers);
}

describe.each(OPERATIONS)('an answer to %s', (operation) => {
  it('counts only if it has the shape of what was asked', async () => {
    for (const [how, [body, headers]] of Object.entries(BROKEN)) {
      answering(operation, 200)(body, headers);
      const failure = await ask(operation).catch((error: unknown) => error);
      expect([how, (failure as GitHubFailure).kind]).toEqual([how, 'unavailable']);
    }
  });

  it('is no answer without a body, but where GitHub has none', async () => {
    for (const status of [204, 205]) {
      answering(operation, status)('', {});
      const isGitHubs =
        status === 204 && operation.startsWith('DELETE') && /comments/.test(operation);
      const failure = await ask(operation).then(
        () => null,
        (error: unknown) => error,
      );
      expect((failure as GitHubFailure | null)?.kind ?? null).toBe(
        isGitHubs ? null : 'unavailable',
      );
    }
  });

  it('of another type is none', async () => {
    const isList = ANSWERS[operation].safeParse([]).success;
    answering(operation, 200)(isList ? '{}' : '[]', JSON_TYPE);
    await expect(ask(operation)).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('that refuses counts only in the words of GitHub', async () => {
    for (const status of [404, 422]) {
      for (const [how, [body, headers]] of Object.entries(BROKEN)) {
        answering(operation, status)(body, headers);
        const failure = await ask(operation).catch((error: unknown) => error);
        expect([status, how, (failure as GitHubFailure).kind]).toEqual([
          status,
          how,
          'unavailable',
        ]);
      }
    }
    answering(operation, 404)({ message: 'Not Found' }, JSON_TYPE);
    await expect(ask(operation)).rejects.toMatchObject({ kind: 'missing' });
  });

  it('redirected anywhere but to a repository of the same API is none', async () => {
    const elsewhere = [
      'https://login.proxy.test/',
      `${API}/login`,
      'https://x.test/repositories/1',
    ];
    for (const location of elsewhere) {
      answering(operation, 302)('', { location });
      await expect(ask(operation)).rejects.toMatchObject({ kind: 'unavailable' });
    }
  });
});

describe('an answer that lacks what is needed', () => {
  it.each(OPERATIONS.filter(([operation]) => !MERELY_DONE.includes(operation)))(
    'of %s is none',
    async (operation) => {
      const isList = ANSWERS[operation].safeParse([]).success;
      answering(operation, 200)(isList ? '[{}]' : '{"message":"hello"}', JSON_TYPE);
      await expect(ask(operation)).rejects.toMatchObject({ kind: 'unavailable' });
    },
  );

  it('says where, and what was expected', async () => {
    answering('GET /app', 200)({ id: 1, slug: '' }, JSON_TYPE);
    await expect(ask('GET /app')).rejects.toThrow(/not what was asked for: slug: /);
  });
});

describe('a file', () => {
  const path = '/repos/x/x/contents/x';
  const file = { type: 'file', path: 'x', encoding: 'base64', content: 'aGFsZg==', size: 4 };
  const read = () => ask('GET /repos/{owner}/{repo}/contents/{path}');

  it('counts if it is whole', async () => {
    nock(API).get(path).reply(200, file);
    await expect(read()).resolves.toMatchObject({ data: file });
  });

  it('cut short is none', async () => {
    nock(API)
      .get(path)
      .reply(200, { ...file, size: 400 });
    await expect(read()).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('left out because it is large is never taken for an empty one', async () => {
    nock(API)
      .get(`${REPO}/contents/x`)
      .reply(200, { ...file, content: '', encoding: 'none', size: 2_000_000 });
    await expect(readFile(await layotto(), 'x')).rejects.toMatchObject({ kind: 'too-large' });
  });
});

describe('a further page', () => {
  it('is asked for only at the same API', async () => {
    const link = '<https://api.elsewhere.test/repositories/7/labels?page=2>; rel="next"';
    nock(API).get('/repos/x/x/labels').reply(200, [], { link });
    const client = tokenClient('t', API);
    const pages = client.paginate(client.rest.issues.listLabelsForRepo, { owner: 'x', repo: 'x' });
    await expect(pages).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('never leads back: it would be read without end', async () => {
    const link = `<${API}/repositories/7/labels?page=1>; rel="next"`;
    nock(API).get('/repos/x/x/labels').reply(200, [], { link });
    const client = tokenClient('t', API);
    const pages = client.paginate(client.rest.issues.listLabelsForRepo, { owner: 'x', repo: 'x' });
    await expect(pages).rejects.toThrow('page 1 follows page 1');
  });

  it('has to be a page of the same listing', async () => {
    const link = `<${API}/repositories/7/labels?page=2>; rel="next"`;
    nock(API).get('/repos/x/x/labels').reply(200, [], { link });
    nock(API).get('/repositories/7/labels').query({ page: 2 }).reply(200, { labels: [] });
    const client = tokenClient('t', API);
    const pages = client.paginate(client.rest.issues.listLabelsForRepo, { owner: 'x', repo: 'x' });
    await expect(pages).rejects.toMatchObject({ kind: 'unavailable' });
  });
});
