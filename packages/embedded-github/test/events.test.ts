import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { startGitHub } from './a-github.js';

const LAYOTTO = { owner: 'mosn', repo: 'layotto' };
const MOSN = { owner: 'mosn', repo: 'mosn' };
const layotto = 'mosn/layotto';
const OLD = '2021-07-01T00:00:00Z';

let github: EmbeddedGitHub;

/** Status and message of a refusal. */
const refusal = (work: Promise<unknown>): Promise<[number, string]> =>
  work.then(
    () => [200, ''],
    (error) => [error.status, error.response.data.message],
  );

beforeAll(async () => {
  github = await startGitHub({
    organisations: [
      { login: 'mosn', repositories: ['layotto', 'mosn'], members: ['keeper'] },
      { login: 'sofastack', repositories: ['sofa-rpc'], members: ['maintainer'] },
    ],
    people: ['ann', 'bob', 'hidden'],
    unsearchable: ['hidden'],
  });
  await github.seedIssue({
    ...{ repository: layotto, number: 108, author: 'ann', title: 'Task', labels: ['easy'] },
    createdAt: OLD,
  });
});

afterAll(() => github.close());

describe('events', () => {
  const issue = { ...LAYOTTO, issue_number: 108 };

  it('tell of labels, assignees, state, title and lock, with who did it', async () => {
    const { issues } = github.as('keeper');
    await issues.addLabels({ ...issue, labels: ['help wanted', 'easy'] });
    await issues.removeLabel({ ...issue, name: 'easy' });
    await issues.addAssignees({ ...issue, assignees: ['ann'] });
    await issues.removeAssignees({ ...issue, assignees: ['ann'] });
    await issues.update({ ...issue, title: 'A task', state: 'closed' });
    await issues.update({ ...issue, state: 'open' });
    await issues.lock(issue);
    const { data } = await issues.listEvents(issue);
    expect(data.map((event) => [event.event, event.actor?.login])).toEqual([
      ['labeled', 'ann'],
      ['labeled', 'keeper'],
      ['unlabeled', 'keeper'],
      ['assigned', 'keeper'],
      ['unassigned', 'keeper'],
      ['renamed', 'keeper'],
      ['closed', 'keeper'],
      ['reopened', 'keeper'],
      ['locked', 'keeper'],
    ]);
    expect(data).toMatchObject([
      { label: { name: 'easy', color: expect.any(String) }, created_at: OLD },
      { label: { name: 'help wanted' } },
      { label: { name: 'easy' } },
      { assignee: { login: 'ann' }, assigner: { login: 'keeper' } },
      {},
      { rename: { from: 'Task', to: 'A task' } },
      {},
      {},
      {},
    ]);
    expect(data[0]).not.toHaveProperty('issue');
    await issues.unlock(issue);
  });

  it('of a repository come newest first, with their issues, in pages', async () => {
    const { issues } = github.as('bob');
    const { data: other } = await issues.create({ ...LAYOTTO, title: 'Other', labels: ['bug'] });
    const first = await issues.listEventsForRepo({ ...LAYOTTO, per_page: 2 });
    expect(first.data).toMatchObject([
      {
        event: 'labeled',
        label: { name: 'bug' },
        issue: { number: other.number, title: 'Other', html_url: other.html_url },
      },
      { event: 'unlocked', issue: { number: 108 } },
    ]);
    expect(first.headers.link).toContain('page=2');
    const all = await github.as('ann').paginate(issues.listEventsForRepo, {
      ...{ ...LAYOTTO, per_page: 3 },
    });
    const ids = all.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted((one, other) => other - one));
    expect(new Set(ids).size).toBe(11);
  });
});

describe('the timeline', () => {
  it('tells of comments, connections, and of mentions here and elsewhere', async () => {
    const target = { repository: layotto, number: 200, author: 'ann', title: 'Target' };
    await github.seedIssue({ ...target, createdAt: OLD });
    await github.seedComment({ ...target, body: 'first', createdAt: '2021-07-02T00:00:00Z' });
    const { data: here } = await github
      .as('bob')
      .issues.create({ ...LAYOTTO, title: 'Here', body: 'see #200, not `#201`' });
    const { data: there } = await github.as('ann').issues.create({ ...MOSN, title: 'There' });
    await github.as('bob').issues.createComment({
      ...{ ...MOSN, issue_number: there.number },
      body: `fixes ${github.url}/mosn/layotto/issues/200`,
    });
    await github
      .as('ann')
      .issues.create({ ...MOSN, title: 'Not it', body: '#200 <!-- mosn/layotto#200 -->' });
    const { number: pull } = await github.seedPull({
      ...{ repository: layotto, author: 'bob', title: 'Fix', body: 'Fixes mosn/layotto#200' },
    });
    github.connect(layotto, 200, pull);
    github.disconnect(layotto, 200, pull);
    const { data } = await github
      .as('ann')
      .issues.listEventsForTimeline({ ...LAYOTTO, issue_number: 200 });
    const events = data.map((entry) => entry.event).toSorted();
    expect(events).toEqual([
      'commented',
      ...['connected', 'cross-referenced', 'cross-referenced', 'cross-referenced'],
      'disconnected',
    ]);
    expect(data[0]).toMatchObject({ event: 'commented', body: 'first', actor: { login: 'ann' } });
    const sources = JSON.parse(JSON.stringify(data)).flatMap(
      ({ source }: { source?: { issue: { html_url: string } } }) => source?.issue.html_url ?? [],
    );
    expect(sources.toSorted()).toEqual(
      [here.html_url, `${github.url}/${layotto}/pull/${pull}`, there.html_url].toSorted(),
    );
    const ofPull = { ...LAYOTTO, issue_number: pull };
    const { data: pulls } = await github.as('ann').issues.listEventsForTimeline(ofPull);
    expect(pulls.map(({ event }) => event)).toEqual(['connected', 'disconnected']);
  });
});

describe('sub-issues', () => {
  const parent = { ...LAYOTTO, issue_number: 108 };
  const add = (login: string, sub_issue_id: number, where = parent) =>
    github.as(login).issues.addSubIssue({ ...where, sub_issue_id });

  it('belong to one parent, of the same owner', async () => {
    const { issues } = github.as('keeper');
    const { data: child } = await issues.create({ ...MOSN, title: 'Child' });
    const { data: stranger } = await github
      .as('maintainer')
      .issues.create({ owner: 'sofastack', repo: 'sofa-rpc', title: 'Stranger' });
    expect((await add('keeper', child.id)).status).toBe(201);
    const { data } = await issues.listSubIssues(parent);
    expect(data).toMatchObject([{ id: child.id, number: child.number, title: 'Child' }]);
    expect((await issues.get(parent)).data.sub_issues_summary).toEqual({
      ...{ total: 1, completed: 0, percent_completed: 0 },
    });
    expect((await refusal(add('keeper', child.id)))[0]).toBe(422);
    expect((await refusal(add('keeper', stranger.id)))[0]).toBe(422);
    expect((await refusal(add('keeper', 999_999)))[0]).toBe(404);
    const above = await github
      .as('ann')
      .request('GET /repos/{owner}/{repo}/issues/{issue_number}/parent', {
        ...{ ...MOSN, issue_number: child.number },
      });
    expect(above.data).toMatchObject({ number: 108 });
    await issues.removeSubIssue({ ...parent, sub_issue_id: child.id });
    expect((await issues.listSubIssues(parent)).data).toEqual([]);
  });
});

describe('what a listing or a search is asked for', () => {
  it('is an account: an assignee who does not exist is 422', async () => {
    const { issues } = github.as('ann');
    const asked = (assignee: string) =>
      issues.listForRepo({ ...LAYOTTO, assignee, labels: 'help wanted', state: 'all' });
    await github.as('keeper').issues.addAssignees({
      ...{ ...LAYOTTO, issue_number: 108, assignees: ['ann'] },
    });
    const { data } = await asked('ann');
    expect(data.map(({ number }) => number)).toEqual([108]);
    expect((await asked('bob')).data).toEqual([]);
    expect(await refusal(asked('nobody-at-all'))).toEqual([422, 'Validation Failed']);
  });

  it('can be refused, and has a limit of its own', async () => {
    const { search } = github.as('ann');
    const asked = (q: string) => search.issuesAndPullRequests({ q });
    const found = await asked(`repo:${layotto} author:bob is:pr`);
    expect(found.data.items).toMatchObject([
      { title: 'Fix', repository_url: `${github.url}/repos/${layotto}`, pull_request: {} },
    ]);
    expect(found.headers).toMatchObject({
      'x-ratelimit-resource': 'search',
      'x-ratelimit-limit': '30',
    });
    for (const login of ['hidden', 'nobody-at-all']) {
      await expect(asked(`author:${login}`)).rejects.toMatchObject({
        status: 422,
        response: {
          data: {
            message: 'Validation Failed',
            errors: [
              {
                message:
                  'The listed users cannot be searched either because the users do not exist or you do not have permission to view the users.',
              },
            ],
          },
        },
      });
    }
    expect((await refusal(asked('repo:mosn/nothing')))[0]).toBe(422);
  });

  it('comes with the headers of every answer', async () => {
    const { headers } = await fetch(`${github.url}/repos/${layotto}`);
    expect(headers.get('date')).toBeTruthy();
    expect(headers.get('x-github-request-id')).toMatch(/^[0-9A-F:]+$/);
    expect(headers.get('x-ratelimit-resource')).toBe('core');
    expect(Number(headers.get('x-ratelimit-used'))).toBeGreaterThan(0);
  });
});
