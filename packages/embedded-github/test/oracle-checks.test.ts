/** That the oracle says something at all: of each kind of deviation one. */
import { describe, expect, it } from '@jest/globals';
import {
  checkAnswer,
  checkDelivery,
  checkRequest,
  type Deviation,
  KNOWN_DEVIATIONS,
  sentence,
} from '@newbie-tasks/embedded-github/oracle';

const R = '/repos/{owner}/{repo}';
const said = (deviations: readonly Deviation[]) => deviations.map(sentence);
const request = (method: string, path: string, query = {}, body: unknown = undefined) =>
  said(checkRequest({ method, path, query, body }));

describe('a request', () => {
  it.each([
    ['GET', '/repos/a/b/issues', { state: 'all', per_page: '100', since: '2021-11-12T00:00:00Z' }],
    ['GET', '/repos/a/b/issues/comments', { sort: 'updated' }],
    ['GET', '/repositories/7/issues', { page: '2' }],
    ['GET', '/repos/a/b/contents/.github%2Fmy-app.yml', {}],
    ['PATCH', '/repos/a/b/issues/1', {}, { body: 'x' }],
    ['POST', '/repos/a/b/issues/1/labels', {}, { labels: ['easy'] }],
    ['POST', '/app/installations/1/access_tokens', {}, {}],
  ])('is as described: %s %s', (method, path, query, body: unknown = undefined) => {
    expect(request(method, path, query, body)).toEqual([]);
  });

  it.each([
    ['GET', '/repos/a/b/stargazers', {}, undefined, 'request: is not described'],
    ['GET', '/repos/a/b/issues', { asignee: 'ann' }, undefined, 'query: knows no asignee'],
    ['GET', '/repos/a/b/issues', { state: 'done' }, undefined, 'query/state: has to be one of op'],
    ['GET', '/repos/a/b/issues', { since: 'today' }, undefined, 'query/since: must match format'],
    ['GET', '/repos/a/b/issues', { per_page: 'all' }, undefined, 'query/per_page: must be integer'],
    ['GET', '/repos/a/b/issues/one', {}, undefined, 'path/issue_number: must be integer'],
    ['POST', '/repos/a/b/issues', {}, { body: 'x' }, 'body: has to have title'],
    ['POST', '/repos/a/b/issues', {}, undefined, 'body: has to be there'],
    ['POST', '/repos/a/b/issues', {}, { title: 'x', lables: [] }, 'body: knows no lables'],
    ['PATCH', '/repos/a/b/issues/1', {}, { state: 'done' }, 'body/state: has to be one of open'],
    ['GET', '/user', {}, { x: 1 }, 'body: is not read'],
  ])('is not: %s %s %j %j', (method, path, query, body, deviation) => {
    expect(request(method, path, query, body)).toEqual([expect.stringContaining(deviation)]);
  });
});

describe('an answer', () => {
  const label = { id: 1, node_id: 'x', url: 'https://x.org/1', name: 'easy', color: '7cd197' };
  const labels = [{ ...label, description: null, default: false }];

  it('is as described', () => {
    expect(checkAnswer(`GET ${R}/labels`, 200, labels)).toEqual([]);
    expect(checkAnswer(`DELETE ${R}/issues/comments/{comment_id}`, 204, undefined)).toEqual([]);
  });

  it('tells nothing that GitHub does not tell', () => {
    const more = { ...labels[0], issues: 3 };
    expect(said(checkAnswer(`GET ${R}/labels`, 200, [more, more]))).toEqual([
      `GET ${R}/labels: answer 200/*/issues: is nothing that GitHub tells`,
    ]);
  });

  it('of refusal is as to every request', () => {
    expect(checkAnswer(`GET ${R}/labels`, 401, { message: 'Bad credentials' })).toEqual([]);
    expect(said(checkAnswer(`GET ${R}/labels`, 401, []))).toEqual([
      `GET ${R}/labels: answer 401: must be object`,
    ]);
  });

  it('is told once, however many items deviate', () => {
    expect(said(checkAnswer(`GET ${R}/labels`, 200, [label, label]))).toEqual([
      `GET ${R}/labels: answer 200/*: has to have description`,
      `GET ${R}/labels: answer 200/*: has to have default`,
    ]);
  });

  it('has a status and a body as described', () => {
    expect(said(checkAnswer(`GET ${R}/labels`, 500, {}))).toEqual([
      expect.stringContaining('answer 500: has to have one of the statuses 200'),
    ]);
    expect(said(checkAnswer(`GET ${R}/labels`, 200, undefined))).toEqual([
      expect.stringContaining('answer 200: must be array'),
    ]);
    const on = `DELETE ${R}/issues/comments/{comment_id}`;
    expect(said(checkAnswer(on, 204, {}))).toEqual([`${on}: answer 204: has no body`]);
  });
});

describe('a delivery', () => {
  it('is of an event and an action that GitHub has', () => {
    expect(said(checkDelivery('issue', {}))).toEqual(['delivery issue: event: is unknown']);
    expect(said(checkDelivery('issues', { action: 'claimed' }))).toEqual([
      expect.stringContaining('delivery issues claimed: action: has to be one of assigned'),
    ]);
  });

  it('has what GitHub tells with it', () => {
    expect(said(checkDelivery('issues', { action: 'opened' }))).toEqual([
      'delivery issues opened: payload: has to have issue',
      'delivery issues opened: payload: has to have repository',
      'delivery issues opened: payload: has to have sender',
    ]);
  });
});

describe('known deviations', () => {
  it('are few, and each has its reason', () => {
    expect(KNOWN_DEVIATIONS.length).toBeLessThanOrEqual(10);
    expect(KNOWN_DEVIATIONS.filter(({ why }) => why.length < 20)).toEqual([]);
  });
});
