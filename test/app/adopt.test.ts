/** Moving from the Action to the App, and back: nobody's date changes, and nobody is told twice. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import type { TaskState } from '../../src/claims/state.js';
import { parseState } from '../../src/claims/state-text.js';
import { botEnvironment } from '../../src/demo/bot-process.js';
import { hideJson, readState } from '../../src/domain/marker.js';
import { configFolder, gitHub, LAYOTTO, openTask, runTheProgram, say } from './a-bot.js';
import { callAction } from './a-server.js';

const WORKFLOW = 'github-actions[bot]';
const APP = 'newbie-tasks[bot]';

let github: EmbeddedGitHub;
let folder: string;
let files: string;
beforeEach(async () => {
  github = await gitHub({ bots: [WORKFLOW] });
  folder = configFolder();
  files = mkdtempSync(join(tmpdir(), 'newbie-tasks-test-'));
});
afterEach(async () => {
  await github.close();
  rmSync(folder, { recursive: true });
  rmSync(files, { recursive: true });
});

const sync = (...args: string[]) =>
  runTheProgram(['sync', 'mosn/layotto', ...args], botEnvironment(github, folder));

async function act(event: string, environment: Record<string, string> = {}) {
  const { token } = (await github.as(WORKFLOW).auth()) as { token: string };
  const file = join(files, 'event.json');
  writeFileSync(file, '{}');
  const own = {
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: file,
    GITHUB_REPOSITORY: 'mosn/layotto',
    GITHUB_TOKEN: token,
    GITHUB_API_URL: github.url,
  };
  return callAction({ ...own, ...environment });
}

async function commentsBy(login: string, number: number) {
  const { data } = await github
    .as('maintainer')
    .rest.issues.listComments({ ...LAYOTTO, issue_number: number, per_page: 100 });
  return data
    .filter(({ user }) => user?.login === login)
    .map(({ id, body }) => ({ id, body: body ?? '' }));
}

async function planBy(login: string, number: number, kind: 'plan' | 'project-plan' = 'plan') {
  const all = await commentsBy(login, number);
  const plans = all.filter(({ body }) => body.includes(`<!-- newbie-tasks:${kind} -->`));
  expect(plans.length).toBeLessThanOrEqual(1);
  return plans[0]?.body ?? null;
}

async function stateBy(login: string, number: number): Promise<TaskState | null> {
  const body = await planBy(login, number);
  return body === null ? null : parseState(readState(body, 'plan'));
}

/** What must survive. */
const kept = (state: TaskState | null) =>
  state === null ? null : { claims: state.claims, past: state.past, waitlist: state.waitlist };

/** The writes of everybody but people, as `METHOD path`. */
async function writesOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const mark = github.requests.mark();
  await work();
  return github.requests
    .since(mark)
    .filter(({ method, path }) => method !== 'GET' && !path.includes('access_tokens'))
    .map(({ method, path }) => `${method} ${path}`);
}

/** Claimed, extended, and a second task that was given back. */
async function twoTasks(): Promise<readonly [number, number]> {
  const first = await openTask(github, LAYOTTO, 'Add a Java demo');
  const second = await openTask(github, LAYOTTO, 'Add a Go demo');
  await say(github, 'ann', LAYOTTO, first, '/claim');
  await say(github, 'ben', LAYOTTO, first, '/claim');
  await say(github, 'cai', LAYOTTO, second, '/claim');
  return [first, second];
}

describe('sync --adopt', () => {
  it('from the Action to the App and back keeps dates, extensions and what ended, and answers nothing twice', async () => {
    const [first, second] = await twoTasks();
    await act('schedule');
    await say(github, 'ann', LAYOTTO, first, '/extend');
    await say(github, 'cai', LAYOTTO, second, '/unclaim');
    await act('schedule');
    const before = [await stateBy(WORKFLOW, first), await stateBy(WORKFLOW, second)];
    expect(before[0]?.claims).toMatchObject([{ login: 'ann', extensions: 1 }]);
    expect(before[1]?.past).toMatchObject([{ login: 'cai', how: 'given-back' }]);
    const answers = (await commentsBy(WORKFLOW, first)).length;

    const dry = await sync('--adopt', WORKFLOW, '--dry-run');
    expect([dry.code, dry.stdout]).toEqual([0, expect.stringContaining(`the plan of ${WORKFLOW}`)]);
    expect(await planBy(APP, first)).toBeNull();

    expect((await sync('--adopt', WORKFLOW)).code).toBe(0);
    for (const [at, number] of [first, second].entries()) {
      const state = await stateBy(APP, number);
      expect(kept(state)).toEqual(kept(before[at] ?? null));
      expect(state?.previous).toMatchObject({ login: WORKFLOW, moves: 1 });
      // The old plan says where it went, keeps its state, and acts no more.
      expect(await planBy(WORKFLOW, number)).toContain('这份计划已搬家');
      expect(await stateBy(WORKFLOW, number)).toBeNull();
    }
    expect(await writesOf(() => sync('--adopt', WORKFLOW))).toEqual([]);
    // Neither with the account's own looks: ben's refusal is not repeated.
    expect(await writesOf(() => sync('--plans'))).toEqual([]);
    expect(await commentsBy(APP, first)).toHaveLength(1);
    expect(await commentsBy(WORKFLOW, first)).toHaveLength(answers);

    const back = { ADOPT: APP };
    const shown = await act('workflow_dispatch', { ...back, DRY_RUN: 'true' });
    expect([shown.code, shown.stdout]).toEqual([0, expect.stringContaining('update our plan')]);
    expect(await stateBy(WORKFLOW, first)).toBeNull();
    expect((await act('workflow_dispatch', back)).code).toBe(0);
    for (const [at, number] of [first, second].entries()) {
      const state = await stateBy(WORKFLOW, number);
      expect(kept(state)).toEqual(kept(before[at] ?? null));
      expect(state?.previous).toMatchObject({ login: APP, moves: 2 });
      expect(await planBy(APP, number)).toContain('这份计划已搬家');
    }
    expect(await writesOf(() => act('workflow_dispatch', back))).toEqual([]);
    expect(await writesOf(() => act('schedule'))).toEqual([]);
  }, 120_000);

  it('keeps the dates also where the new account came first and wrote its own plan', async () => {
    const [first] = await twoTasks();
    await act('schedule');
    const before = await stateBy(WORKFLOW, first);
    expect((await sync('--plans')).code).toBe(0);
    expect((await stateBy(APP, first))?.claims).not.toEqual(before?.claims);
    expect((await sync('--adopt', WORKFLOW)).code).toBe(0);
    expect((await stateBy(APP, first))?.claims).toEqual(before?.claims);
  }, 90_000);

  it('cut off anywhere, is finished by the next run', async () => {
    const [first] = await twoTasks();
    await act('schedule');
    const before = await stateBy(WORKFLOW, first);
    github.faults.push({ kind: 'before', method: 'PATCH', path: /./, times: 99, status: 422 });
    const cut = await sync('--adopt', WORKFLOW);
    expect([cut.code, cut.stderr]).toEqual([1, expect.stringContaining('GitHub refuses')]);
    github.faults.length = 0;
    expect((await sync('--adopt', WORKFLOW)).code).toBe(0);
    expect(kept(await stateBy(APP, first))).toEqual(kept(before));
    expect(await planBy(WORKFLOW, first)).toContain('这份计划已搬家');
  }, 90_000);

  it('never adopts a stranger’s forged plan, nor another bot’s', async () => {
    const number = await openTask(github, LAYOTTO, 'Add a Java demo');
    const { data: eve } = await github.as('eve').rest.users.getByUsername({ username: 'eve' });
    const claim = {
      ...{ id: eve.id, login: 'eve', since: '2026-01-01T00:00:00Z', due: '2099-01-01T00:00:00Z' },
      assigned: false,
    };
    const state = hideJson({ v: 1, claims: [claim], answered: [] });
    const forged = `<!-- newbie-tasks:plan -->\n\nfree\n\n<!-- newbie-tasks:state ${state} -->\n\n<!-- newbie-tasks:end -->`;
    await say(github, 'eve', LAYOTTO, number, forged);
    expect((await sync('--adopt', WORKFLOW)).code).toBe(0);
    expect(await planBy(APP, number)).toBeNull();
    for (const login of ['eve', 'eve[bot', '[bot]', '']) {
      const { code, stderr } = await sync('--adopt', login);
      expect([code, stderr]).toEqual([2, expect.stringContaining('expected the login of a bot')]);
    }
    expect((await sync('--adopt', APP)).stderr).toContain('is this App itself');
    // Of the right account, and damaged: nothing can be taken over from it.
    await say(github, WORKFLOW, LAYOTTO, number, forged.replace('"v":1', '"v":'));
    expect((await sync('--adopt', WORKFLOW)).code).toBe(0);
    expect(await planBy(APP, number)).toBeNull();
    await say(github, 'ann', LAYOTTO, number, '/claim');
    expect((await sync('--plans')).code).toBe(0);
    expect((await stateBy(APP, number))?.claims).toMatchObject([{ login: 'ann' }]);
  }, 90_000);

  it('carries on the ledger of the project’s plan, so that a label changed by hand still wins', async () => {
    const number = await openTask(github, LAYOTTO, 'Add a Java demo');
    const tracking = await openTask(github, LAYOTTO, 'Tasks', []);
    const { issues, repos } = github.as('maintainer').rest;
    const body = `## Easy\n- [ ] a demo #${number}\n`;
    await issues.update({ ...LAYOTTO, issue_number: tracking, body });
    await repos.createOrUpdateFileContents({
      ...LAYOTTO,
      path: '.github/newbie-tasks.yml',
      message: 'active',
      content: Buffer.from(
        `tracking: https://github.com/mosn/layotto/issues/${tracking}\n`,
      ).toString('base64'),
    });
    expect((await act('schedule')).code).toBe(0);
    const ledger = readState(
      (await planBy(WORKFLOW, tracking, 'project-plan')) ?? '',
      'project-plan',
    );
    expect(ledger).toMatchObject({ agreed: { easy: [number] } });
    const dry = await sync('--adopt', WORKFLOW, '--dry-run');
    const rows = dry.stdout.trimEnd().split('\n').slice(1);
    const writes = await writesOf(() => sync('--adopt', WORKFLOW));
    expect(writes).toHaveLength(rows.length);
    const theirs = (await planBy(APP, tracking, 'project-plan')) ?? '';
    expect(readState(theirs, 'project-plan')).toMatchObject({
      agreed: { easy: [number] },
      moves: 1,
    });
    expect(await planBy(WORKFLOW, tracking, 'project-plan')).toContain('这份计划已搬家');
    expect(await writesOf(() => sync('--adopt', WORKFLOW))).toEqual([]);
  }, 90_000);
});
