import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { gitHub, LAYOTTO, openTask, say, seen } from './a-bot.js';
import { callAction } from './a-server.js';

const BOT = 'github-actions[bot]';

let github: EmbeddedGitHub;
let folder: string;
beforeEach(async () => {
  github = await gitHub({ bots: [BOT] });
  folder = mkdtempSync(join(tmpdir(), 'newbie-tasks-test-'));
});
afterEach(async () => {
  await github.close();
  rmSync(folder, { recursive: true });
});

type Ran = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly summary: string;
  /** As `METHOD path`. */
  readonly writes: readonly string[];
  readonly reads: number;
};

/** One run of the workflow. */
async function run(
  event: string,
  payload: unknown,
  environment: Record<string, string> = {},
): Promise<Ran> {
  const { token } = (await github.as(BOT).auth()) as { token: string };
  const [eventFile, summaryFile] = [join(folder, 'event.json'), join(folder, 'summary.md')];
  writeFileSync(eventFile, JSON.stringify(payload));
  writeFileSync(summaryFile, '');
  const mark = github.requests.mark();
  const variables = {
    ...{ GITHUB_EVENT_NAME: event, GITHUB_EVENT_PATH: eventFile, GITHUB_TOKEN: token },
    ...{ GITHUB_REPOSITORY: 'mosn/layotto', GITHUB_API_URL: github.url },
    ...{ GITHUB_STEP_SUMMARY: summaryFile, ...environment },
  };
  const ran = await callAction(variables);
  const asked = github.requests.since(mark);
  const writes = asked.filter(({ method }) => method !== 'GET');
  return {
    ...ran,
    summary: readFileSync(summaryFile, 'utf8'),
    writes: writes.map(({ method, path }) => `${method} ${path}`),
    reads: asked.length - writes.length,
  };
}

/** The newest event of a kind, as GitHub told of it. */
async function newest(event: string): Promise<unknown> {
  await github.quiet();
  const body = github.deliveries.findLast((each) => each.event === event)?.body ?? '{}';
  return JSON.parse(body) as unknown;
}

/** What the workflow's account wrote. */
async function written(number: number) {
  const { data } = await github
    .as('maintainer')
    .rest.issues.listComments({ ...LAYOTTO, issue_number: number, per_page: 100 });
  const bodies = data.filter(({ user }) => user?.login === BOT).map(({ body }) => body ?? '');
  const of = (kind: string) => bodies.filter((body) => body.includes(`<!-- newbie-tasks:${kind}`));
  return { all: bodies, plans: of('plan'), answers: of('answer'), reminders: of('remind') };
}

describe('the Action', () => {
  it('answers a claim as the App does, and a second run writes nothing', async () => {
    const number = await openTask(github, LAYOTTO, 'Add a Java demo');
    expect((await run('issues', await newest('issues'))).code).toBe(0);
    await say(github, 'ann', LAYOTTO, number, '/claim');
    const claim = await newest('issue_comment');
    const first = await run('issue_comment', claim);
    expect([first.code, first.stdout]).toEqual([0, '']);
    expect((await seen(github, LAYOTTO, number)).assignees).toEqual(['ann']);
    const { plans, answers } = await written(number);
    expect([plans.length, answers.length]).toEqual([1, 1]);
    expect(answers[0]).toContain('@ann');
    expect(first.writes).toHaveLength(3);
    expect(first.summary).toContain('assign ann: ann holds it');
    const second = await run('issue_comment', claim);
    expect([second.code, second.writes]).toEqual([0, []]);
    expect(second.summary).toContain('Nothing to write');
  }, 60_000);

  it('says nothing to its own comments, and does not even ask GitHub', async () => {
    const number = await openTask(github, LAYOTTO, 'Add a Java demo');
    await say(github, BOT, LAYOTTO, number, '/claim');
    const echo = await run('issue_comment', await newest('issue_comment'));
    expect([echo.code, echo.writes, echo.reads]).toEqual([0, [], 0]);
  });

  it.each(['schedule', 'workflow_dispatch'])(
    'on %s answers the claim that no run saw, and sends nothing twice',
    async (event) => {
      const number = await openTask(github, LAYOTTO, 'Add a Java demo');
      await say(github, 'ann', LAYOTTO, number, '/claim');
      const swept = await run(event, { schedule: '17 * * * *' });
      expect([swept.code, swept.stdout]).toEqual([0, '']);
      expect((await seen(github, LAYOTTO, number)).assignees).toEqual(['ann']);
      expect((await written(number)).answers).toHaveLength(1);
      expect((await run(event, {})).writes).toEqual([]);
    },
    60_000,
  );

  it('hears of pull requests from forks through pull_request_target', async () => {
    const number = await openTask(github, LAYOTTO, 'Add a Java demo');
    const pull = { title: 'A demo', body: `Fixes #${number}` };
    const repository = { full_name: 'mosn/layotto' };
    const payload = { action: 'opened', pull_request: pull, repository, sender: { login: 'ann' } };
    for (const event of ['pull_request', 'pull_request_target']) {
      const { stderr } = await run(event, payload, { LOG_LEVEL: 'debug' });
      expect(stderr).toContain(`mosn/layotto#${number}`);
    }
  });

  it('leaves other repositories alone, whatever an event says', async () => {
    const number = await openTask(github, { owner: 'sofastack', repo: 'sofa-rpc' }, 'A task');
    const elsewhere = await run('issues', await newest('issues'));
    expect([elsewhere.code, elsewhere.writes]).toEqual([0, []]);
    const plans = await seen(github, { owner: 'sofastack', repo: 'sofa-rpc' }, number);
    expect(plans.comments).toEqual([]);
  });

  it('is not misled by issues that another workflow opened with the same account', async () => {
    const { data } = await github.as(BOT).rest.issues.create({
      ...LAYOTTO,
      title: 'Nightly report',
      body: '- [x] ok <!-- newbie-tasks:accept -->',
    });
    const number = await openTask(github, LAYOTTO, 'Add a Java demo');
    await say(github, 'ann', LAYOTTO, number, '/claim');
    expect((await run('schedule', {})).code).toBe(0);
    expect((await written(number)).answers).toHaveLength(1);
    expect((await written(data.number)).all).toEqual([]);
    const { data: labels } = await github.as('ann').rest.issues.listLabelsForRepo(LAYOTTO);
    // Not active: nobody ticked a box of ours.
    expect(labels.map(({ name }) => name)).not.toContain('hard');
  }, 60_000);

  it('fails with an annotation when GitHub refuses, without a stack trace', async () => {
    const number = await openTask(github, LAYOTTO, 'Add a Java demo');
    await say(github, 'ann', LAYOTTO, number, '/claim');
    const claim = await newest('issue_comment');
    const token = { GITHUB_TOKEN: 'ghs_not-ours' };
    const { code, stdout, stderr, summary } = await run('issue_comment', claim, token);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error title=newbie-tasks::.*401 Bad credentials/m);
    expect(stdout + stderr).not.toMatch(/ghs_|^\s+at /m);
    expect(summary).toContain('❌');
  }, 60_000);

  it.each([
    ['GITHUB_EVENT_PATH', '', 'this runs in GitHub Actions'],
    ['GITHUB_EVENT_PATH', '/nowhere', 'GITHUB_EVENT_PATH: /nowhere holds no event'],
    ['GITHUB_TOKEN', '', 'GITHUB_TOKEN is not set'],
    ['GITHUB_REPOSITORY', 'layotto', 'GITHUB_REPOSITORY: expected OWNER/REPO'],
  ])('with %s %j says what is wrong', async (name, value, words) => {
    const { code, stdout } = await run('schedule', {}, { [name]: value });
    expect([code, stdout]).toEqual([1, expect.stringContaining(words)]);
    expect(stdout).toMatch(/^::error title=newbie-tasks::/);
  });

  it('does nothing, and says so, on an event that is not for it', async () => {
    const { code, writes, summary } = await run('watch', { action: 'started' });
    expect([code, writes, summary]).toEqual([0, [], expect.stringContaining('Nothing')]);
  });
});
