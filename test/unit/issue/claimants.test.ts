import { beforeEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import type { OpenCommand } from '../../../src/commands/open-commands.js';
import { defaultRepositoryConfig, parseRepositoryConfig } from '../../../src/config/load.js';
import { NO_PROMISE } from '../../../src/domain/marker.js';
import type { RepositoryAccess } from '../../../src/github/access.js';
import { type PeopleSource, readClaimants } from '../../../src/issue/claimants.js';
import type { RepositoryContext } from '../../../src/repository/context.js';
import { API, layotto, REPO, recordOnly } from '../recorded-github.js';

let access: RepositoryAccess;
recordOnly();
beforeEach(async () => {
  access = await layotto();
});

const WRITTEN = '2026-11-22T12:00:00Z';
/** Who could not be read, for so many minutes. */
const source = (minutes = 0, others: readonly RepositoryAccess[] = []): PeopleSource => ({
  others: async () => others,
  unreadFor: async (ids) => new Map(ids.map((id) => [id, minutes * 60_000])),
});

const TIMES = { created_at: WRITTEN, updated_at: WRITTEN };
const issue = (number: number, given: object = {}) => ({
  ...{ number, title: 't', state: 'closed', labels: [{ name: 'easy' }], assignees: [], user: null },
  ...{ ...TIMES, ...given },
});

function contextOf(text = ''): RepositoryContext {
  const parsed = parseRepositoryConfig({ text, file: 'x.yml', defaults: {} });
  const config = parsed.ok ? parsed.config : defaultRepositoryConfig({});
  return { access, config, newsletters: [] } as unknown as RepositoryContext;
}

const command = (
  id: number,
  login: string,
  name: 'claim' | 'unclaim' | 'easy',
  target: string | null = null,
): OpenCommand => ({
  commentId: id,
  author: { id: login.length, login, isBot: false },
  command: { name, target },
  text: `/${name}`,
  body: `/${name}`,
  countsFrom: WRITTEN,
  answer: null,
});

const ANN = { id: 3, login: 'Ann' };
const OWNER = 'claims: { scope: owner }';
const NEEDS = 'claims: { prerequisites: { hard: { easy: 1 } } }';

const role = (login: string) => nock(API).get(`${REPO}/collaborators/${login}/permission`);

describe('what is known of those who wrote a command', () => {
  it('costs nothing where no rule looks beyond the repository', async () => {
    const open = [command(1, 'ann', 'claim')];
    const read = await readClaimants(contextOf(), open, source(0, [access]));
    expect(read).toMatchObject({ open, unread: null });
  });

  it('is asked of each other repository, never of the search, which refuses private profiles', async () => {
    nock(API)
      .get(`${REPO}/issues`)
      .query({ assignee: 'ann', labels: 'good first issue', state: 'open', per_page: 100 })
      .reply(200, [
        issue(9, { assignees: [ANN] }),
        issue(10, { assignees: [ANN], pull_request: {} }),
        // To GitHub `none` is nobody, whoever is called that.
        issue(11),
      ]);
    const open = [command(1, 'ann', 'claim')];
    const { records } = await readClaimants(contextOf(OWNER), open, source(0, [access]));
    expect(records.get(3)?.held).toEqual([{ owner: 'mosn', repo: 'layotto', number: 9 }]);
  });

  it('counts as finished what they held and their merged pull request names', async () => {
    const merged = { pull_request: { merged_at: WRITTEN } };
    nock(API)
      .get(`${REPO}/issues`)
      .query(({ assignee }) => assignee === 'ann')
      .reply(200, [issue(5), issue(6)])
      .get(`${REPO}/issues`)
      .query(({ creator }) => creator === 'ann')
      .reply(200, [
        issue(20, { title: 'Fixes #5', ...merged }),
        issue(21, { body: 'Fixes #6', pull_request: { merged_at: null } }),
      ]);
    const open = [command(1, 'ann', 'claim')];
    const { records } = await readClaimants(contextOf(NEEDS), open, source());
    expect(records.get(3)?.finished).toEqual({ easy: 1, medium: 0, hard: 0 });
  });

  it('is one request for whoever finished nothing', async () => {
    nock(API).get(`${REPO}/issues`).query(true).reply(200, []);
    const open = [command(1, 'ann', 'claim')];
    const { records } = await readClaimants(contextOf(NEEDS), open, source());
    expect(records.get(3)?.finished).toEqual({ easy: 0, medium: 0, hard: 0 });
  });
});

describe('a person whose record GitHub will not show', () => {
  it('is told so at once, and everybody else is served', async () => {
    nock(API)
      .get(`${REPO}/issues`)
      .query(({ assignee }) => assignee === 'ann')
      .reply(422, { message: 'Validation Failed' })
      .get(`${REPO}/issues`)
      .query(({ assignee }) => assignee === 'benn')
      .reply(200, []);
    const open = [command(1, 'ann', 'claim'), command(2, 'benn', 'claim')];
    const read = await readClaimants(contextOf(OWNER), open, source(0, [access]));
    expect(read).toMatchObject({ open, unread: null });
    expect([read.records.get(3), read.records.get(4)?.held]).toEqual([null, []]);
  });
});

describe('a person who cannot be read just now', () => {
  const open = () => [
    command(1, 'mia', 'easy'),
    command(2, 'benn', 'claim'),
    command(3, 'mia', 'claim'),
    command(4, 'noras', 'claim', 'ann'),
  ];
  const read = (minutes: number) => readClaimants(contextOf(), open(), source(minutes));

  it('waits with all that they wrote, and nobody else does', async () => {
    role('mia').reply(200, '', { 'content-type': 'application/json' });
    role('noras').reply(200, { permission: 'read', role_name: 'read' });
    const { open, unread, maintainers } = await read(9);
    expect(open.map(({ commentId }) => commentId)).toEqual([2, 4]);
    expect(maintainers.get(5)).toBe(false);
    expect(unread).toMatchObject({ kind: 'unavailable' });
  });

  it('is told so after ten minutes, and may ask again', async () => {
    role('mia').reply(502, 'bad gateway');
    role('noras').reply(200, { permission: 'admin', role_name: 'admin' });
    const { open: decided, unread, maintainers } = await read(10);
    expect(decided).toHaveLength(4);
    expect([unread, maintainers.get(3), maintainers.get(5)]).toEqual([null, null, true]);
  });

  it('is no reason of theirs where a limit is: that is everybody’s', async () => {
    role('mia').reply(429, { message: 'slow down' }, { 'retry-after': '60' });
    role('noras').optionally().reply(429, {}, { 'retry-after': '60' });
    await expect(read(9)).rejects.toMatchObject({ kind: 'limited' });
  });
});

describe('a command that was answered', () => {
  it('asks nothing any more', async () => {
    const answered = { ...command(1, 'mia', 'easy'), answer: NO_PROMISE };
    const read = await readClaimants(contextOf(), [answered], source());
    expect(read.open).toEqual([answered]);
  });
});
