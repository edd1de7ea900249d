import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { NO_STATE } from '../../../src/claims/state.js';
import { printState } from '../../../src/claims/state-text.js';
import { createRecentIndex } from '../../../src/controller/recent.js';
import { findAll, findSince } from '../../../src/controller/repository-changes.js';
import { planBlock } from '../../../src/domain/marker.js';
import { createMemory } from '../../../src/engine/in-process/memory.js';
import { createClockIndex } from '../../../src/issue/clock-index.js';
import type { RepositoryContext } from '../../../src/repository/context.js';
import { BOT } from '../a-thread.js';
import { contextOf } from '../issue/a-decision.js';
import { API, layotto, REPO } from '../recorded-github.js';

const NOW = Date.parse('2026-11-22T12:00:00Z');

const user = (login: string, type = 'User') => ({ id: 7, login, type });
const written = { created_at: '2026-11-22T11:00:00Z', updated_at: '2026-11-22T11:00:00Z' };
const task = (number: number, assignees: object[] = []) => ({
  number,
  title: 't',
  state: 'open',
  labels: [],
  assignees,
  user: user('ann'),
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  url: `${API}${REPO}/issues/${number}`,
});

let context: RepositoryContext;
beforeAll(async () => {
  nock.disableNetConnect();
  context = contextOf({ access: await layotto(), trackingNumber: 108 });
});
// nock changes Node's own http, which the next file in this process shares.
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

const asked: string[] = [];
afterEach(() => {
  asked.length = 0;
  nock.cleanAll();
});

/** A GitHub that answers these and nothing else, and notes what it was asked. */
function answering(pages: Readonly<Record<string, (url: URL) => readonly [object, object?]>>) {
  nock(API)
    .persist()
    .get(/.*/)
    .reply(function () {
      const url = new URL(this.req.path, API);
      asked.push(`${this.req.method} ${url.pathname}`);
      const answer = pages[url.pathname];
      if (answer === undefined) return [404, { message: 'Not Found' }];
      const [body, headers] = answer(url);
      return [200, body, headers as Record<string, string>];
    });
}

/** Open ones; nothing was closed. */
const paged = (all: readonly object[]) => (url: URL) => {
  if (url.searchParams.get('state') === 'closed') return [[]] as const;
  const page = Number(url.searchParams.get('page') ?? 1);
  const next = new URL(url);
  next.searchParams.set('page', String(page + 1));
  const items = all.slice((page - 1) * 100, page * 100);
  return [items, page * 100 < all.length ? { link: `<${next.href}>; rel="next"` } : {}] as const;
};

const sweep = (
  index = createClockIndex(createMemory()),
  heard = createRecentIndex(createMemory()),
  cursor: string | null = null,
) => findAll(context, index, heard, NOW, cursor);

describe('the sweep of a repository with a thousand open tasks', () => {
  const tasks = Array.from({ length: 1000 }, (_, n) => task(n + 1, n < 60 ? [user('ben')] : []));
  const clocks = Object.fromEntries(
    Array.from({ length: 60 }, (_, n) => [n + 1, NOW + 86_400_000]),
  );
  const dues = Object.fromEntries(
    Array.from({ length: 60 }, (_, n) => [n + 1, NOW + 4 * 86_400_000]),
  );
  const ledger = {
    id: 5,
    user: user(BOT, 'Bot'),
    body: planBlock('project-plan', 'x', { v: 1, clocks, dues }),
    ...written,
  };

  it('takes fourteen requests and writes nothing when nothing is due', async () => {
    answering({
      [`${REPO}/issues`]: paged(tasks),
      [`${REPO}/issues/comments`]: () => [[]],
      [`${REPO}/issues/108/comments`]: () => [[ledger]],
    });
    const index = createClockIndex(createMemory());
    expect((await sweep(index)).issues).toEqual([]);
    expect(asked).toHaveLength(14);
    expect(await index.of(context.access.repository)).toHaveProperty('size', 60);
    expect(await index.takeDue(NOW)).toEqual([]);
    expect(await index.takeDue(NOW + 2 * 86_400_000)).toHaveLength(60);
    // Unless their looks come, they fall due again, but not at once.
    expect(await index.takeDue(NOW + 2 * 86_400_000)).toEqual([]);
    expect(await index.takeDue(NOW + 3 * 86_400_000)).toHaveLength(60);
  });
});

describe('the sweep', () => {
  it('finds commands that wait, oldest first, and nobody else’s words', async () => {
    const says = (issue: number, body: string, login = 'ann') => ({
      id: issue * 10,
      user: user(login, login.endsWith('[bot]') ? 'Bot' : 'User'),
      body,
      issue_url: `${API}${REPO}/issues/${issue}`,
      ...written,
    });
    answering({
      [`${REPO}/issues`]: paged([]),
      [`${REPO}/issues/comments`]: () => [
        [
          says(9, '/claim'),
          says(4, 'hello'),
          says(7, '/unclaim'),
          says(9, '/extend'),
          says(3, '/claim', 'x[bot]'),
        ],
      ],
      [`${REPO}/issues/108/comments`]: () => [[]],
    });
    expect((await sweep()).issues).toEqual([9, 7]);
  });

  it('asks for the thread only of a held task whose clock nobody knows', async () => {
    const due = '2026-12-06T12:00:00.000Z';
    const claim = {
      id: 7,
      login: 'ben',
      since: '2026-11-22T12:00:00.000Z',
      due,
      extensions: 0,
      assigned: true,
      pausedSince: null,
    };
    const plan = {
      id: 6,
      user: user(BOT, 'Bot'),
      body: planBlock('plan', 'x', printState({ ...NO_STATE, claims: [claim] })),
      ...written,
    };
    answering({
      [`${REPO}/issues`]: paged([task(1, [user('ben')]), task(2)]),
      [`${REPO}/issues/comments`]: () => [[]],
      [`${REPO}/issues/1/comments`]: () => [[plan]],
    });
    const index = createClockIndex(createMemory());
    await sweep(index);
    expect(asked.filter((request) => request.endsWith('/1/comments'))).toHaveLength(1);
    const at = Date.parse('2026-12-03T12:00:00Z');
    const clock = { at, due: Date.parse(due), isInReview: false, isReserved: false, holders: [] };
    expect(await index.of(context.access.repository)).toEqual(new Map([[1, clock]]));
  });

  it('finds tasks that changed unheard, those that lost their label, and who allowed us to act', async () => {
    const changed = (number: number, minute: string) => ({
      ...task(number),
      updated_at: `2026-11-22T11:${minute}:00Z`,
    });
    const labelled = (number: number, event: string) => ({
      event,
      created_at: '2026-11-22T11:00:00Z',
      label: { name: 'Good first issue' },
      issue: { number },
    });
    answering({
      [`${REPO}/issues`]: (url) =>
        url.searchParams.get('state') === 'closed'
          ? [[changed(5, '20')]]
          : [[changed(1, '10'), changed(2, '30'), task(3)]],
      [`${REPO}/issues/comments`]: () => [[]],
      [`${REPO}/issues/events`]: () => [[labelled(8, 'unlabeled'), labelled(1, 'labeled')]],
    });
    const heard = createRecentIndex(createMemory());
    const { owner, repo } = context.access.repository;
    const told = { owner, repo, kind: 'issue', id: 2, updatedAt: '2026-11-22T11:30:00Z' } as const;
    const later = Date.parse('2026-11-22T12:00:00Z');
    await heard.note([told], later);
    const swept = await sweep(undefined, heard);
    expect(swept).toMatchObject({ issues: [1, 5, 8], labelled: [1] });
    // Two minutes less: what is listed late is found nevertheless.
    expect(swept.cursor).toBe('2026-11-22T11:28:00.000Z');
    await heard.note(swept.news, later);
    expect((await sweep(undefined, heard, swept.cursor)).issues).toEqual([]);
  });

  it('in a hurry asks twice, for what changed since', async () => {
    const asks: string[] = [];
    answering({
      [`${REPO}/issues`]: ({ search }) => {
        asks.push(search);
        return [[{ ...task(1), updated_at: '2026-11-22T11:10:00Z' }]];
      },
      [`${REPO}/issues/comments`]: ({ search }) => {
        asks.push(search);
        return [[]];
      },
    });
    const heard = createRecentIndex(createMemory());
    const since = '2026-11-22T11:00:00Z';
    const swept = await findSince(context, heard, since);
    expect(swept).toMatchObject({ issues: [1], cursor: '2026-11-22T11:08:00.000Z' });
    await heard.note(swept.news, Date.parse('2026-11-22T12:00:00Z'));
    expect(asks).toHaveLength(2);
    for (const search of asks) expect(search).toContain(`since=${encodeURIComponent(since)}`);
    expect((await findSince(context, heard, since)).issues).toEqual([]);
  });

  it('takes nothing for heard that was told within two seconds of its time', async () => {
    const heard = createRecentIndex(createMemory());
    const { owner, repo } = context.access.repository;
    const updatedAt = '2026-11-22T11:30:00.000Z';
    const told = { owner, repo, kind: 'issue', id: 2, updatedAt } as const;
    // Another change in the same second would have the same time.
    await heard.note([told], Date.parse(updatedAt) + 1_999);
    expect(await heard.isNews(told)).toBe(true);
    await heard.note([told], Date.parse(updatedAt) + 2_000);
    expect(await heard.isNews(told)).toBe(false);
  });
});
