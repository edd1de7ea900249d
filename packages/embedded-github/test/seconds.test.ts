import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { startGitHub } from './a-github.js';

const WHERE = { owner: 'mosn', repo: 'layotto' };
const layotto = 'mosn/layotto';
const WITH_MILLISECONDS = /"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z"/;

let github: EmbeddedGitHub;

beforeAll(async () => {
  github = await startGitHub({
    organisations: [{ login: 'mosn', repositories: ['layotto'], members: ['keeper'] }],
    people: ['ann'],
  });
});

afterAll(() => github.close());

it('tells no time in milliseconds, to whoever asks and whoever listens', async () => {
  const keeper = github.as('keeper');
  const { data: issue } = await keeper.issues.create({ ...WHERE, title: 'Task', labels: ['easy'] });
  const at = { ...WHERE, issue_number: issue.number };
  const { data: comment } = await github.as('ann').issues.createComment({ ...at, body: 'me' });
  expect(comment.updated_at).toBe(comment.created_at);
  await keeper.reactions.createForIssueComment({
    ...{ ...WHERE, comment_id: comment.id, content: '+1' },
  });
  const content = Buffer.from('{"created_at":"2021-01-02T03:04:05.678Z"}').toString('base64');
  await keeper.repos.createOrUpdateFileContents({
    ...{ ...WHERE, path: 'dates.json', message: 'Add', content },
  });
  await keeper.issues.update({ ...at, state: 'closed' });
  const answers = await Promise.all([
    keeper.issues.get(at),
    keeper.issues.listForRepo({ ...WHERE, state: 'all' }),
    keeper.issues.listCommentsForRepo(WHERE),
    keeper.issues.listEvents(at),
    keeper.reactions.listForIssueComment({ ...WHERE, comment_id: comment.id }),
    keeper.repos.get(WHERE),
    keeper.repos.listCommits(WHERE),
    keeper.users.getByUsername({ username: 'ann' }),
  ]);
  for (const { data } of answers) expect(JSON.stringify(data)).not.toMatch(WITH_MILLISECONDS);
  await github.quiet();
  expect(github.deliveries.length).toBeGreaterThan(3);
  for (const { body } of github.deliveries) expect(body).not.toMatch(WITH_MILLISECONDS);
  const raw = { ...WHERE, path: 'dates.json', mediaType: { format: 'raw' } };
  expect((await keeper.repos.getContent(raw)).data).toContain('05.678Z');
});

it("cuts a seed's dates, and asks since in whole seconds", async () => {
  const seed = { repository: layotto, author: 'ann', createdAt: '2021-07-01T00:00:00.400Z' };
  const issue = { ...seed, updatedAt: '2021-07-01T00:00:07.900Z' };
  const { number } = await github.seedIssue({ ...issue, title: 'Old' });
  await github.seedComment({ ...seed, number, body: 'old' });
  const { issues } = github.as('ann');
  const { data } = await issues.get({ ...WHERE, issue_number: number });
  expect(data).toMatchObject({
    created_at: '2021-07-01T00:00:00Z',
    updated_at: '2021-07-01T00:00:07Z',
  });
  const since = async (time: string) => {
    const listed = await issues.listForRepo({ ...WHERE, state: 'all', since: time });
    return listed.data.map(({ title }) => title);
  };
  expect(await since('2021-07-01T00:00:07.950Z')).toContain('Old');
  expect(await since('2021-07-01T00:00:08Z')).not.toContain('Old');
});

it('orders what happened in the same second by number and by id', async () => {
  const seconds = ['2021-08-01T00:00:00.900Z', '2021-08-01T00:00:00.100Z'];
  const numbers: number[] = [];
  for (const updatedAt of seconds) {
    const seed = { repository: layotto, author: 'ann', title: updatedAt };
    numbers.push((await github.seedIssue({ ...seed, createdAt: updatedAt, updatedAt })).number);
  }
  const { issues } = github.as('ann');
  const asked = { ...WHERE, sort: 'updated', direction: 'asc', since: seconds[1] } as const;
  const { data: up } = await issues.listForRepo(asked);
  expect(up.map(({ number }) => number)).toEqual(numbers);
  const { data: down } = await issues.listForRepo({ ...asked, direction: 'desc' });
  expect(down.map(({ number }) => number)).toEqual(numbers.toReversed());
});
