import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { botEnvironment } from '../../src/demo/bot-process.js';
import { configFolder, runTheProgram } from './a-bot.js';
import {
  aSite,
  assign,
  commitsOn,
  FUTURE,
  line,
  newsletterOf,
  postOf,
  pullsOf,
  site,
  writesSince,
} from './an-editor.js';

let github: EmbeddedGitHub;
let folder: string;
beforeEach(() => {
  folder = configFolder(newsletterOf());
});
afterEach(async () => {
  await github.close();
  rmSync(folder, { recursive: true });
});

const publish = (more: Record<string, string> = {}) =>
  runTheProgram(['digest', '--publish', '--date', FUTURE], {
    ...botEnvironment(github, folder),
    ...more,
  });

/** Carries out so many writes of the bot, and then nothing any more, as after a kill. */
function cutOffAfter(most: number): void {
  let writes = 0;
  github.beforeAnswer = ({ method, actor, path }) => {
    if (actor !== 'installation' || method === 'GET' || path.includes('access_tokens')) return;
    writes += 1;
    if (writes < most) return;
    github.faults.push({ kind: 'before', method: '*', path: /./, times: 1_000, status: 422 });
  };
}

async function healed(commits: number): Promise<void> {
  github.beforeAnswer = null;
  github.faults.length = 0;
  expect((await publish()).code).toBe(0);
  expect(await pullsOf(github)).toHaveLength(1);
  expect((await commitsOn(github, FUTURE)).slice(0, -1)).toEqual(
    Array.from({ length: commits }, () => `SOFA Weekly ${FUTURE}`),
  );
  const mark = github.requests.mark();
  expect((await publish()).code).toBe(0);
  expect(writesSince(github, mark)).toEqual([]);
}

describe('publishing that is cut off', () => {
  it.each([1, 2, 3, 4])(
    'after write %i is done by the next run',
    async (at) => {
      github = await aSite();
      cutOffAfter(at);
      await publish();
      await healed(1);
      expect(await postOf(github, FUTURE)).toContain(line(12));
    },
    60_000,
  );

  it.each([1, 2, 3])(
    'after write %i of a refresh is done by the next run',
    async (at) => {
      github = await aSite();
      await publish();
      await assign(github, 12);
      cutOffAfter(at);
      await publish();
      await healed(2);
      expect(await postOf(github, FUTURE)).not.toContain(line(12));
    },
    60_000,
  );

  it.each([
    ['POST', /git\/refs$/],
    ['POST', /site\/pulls$/],
  ])(
    'by a 502 though %s %s was stored, is done by the next run',
    async (method, path) => {
      github = await aSite();
      github.faults.push({ kind: 'after', method, path, times: 1 });
      const { code, stderr } = await publish();
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^digest: the edition cannot be published: sofastack\/site: .*502.*\n$/,
      );
      await healed(1);
    },
    60_000,
  );

  it.each([
    ['PATCH', /git\/refs/],
    ['PATCH', /site\/pulls\/\d+$/],
  ])(
    'by a 502 though %s %s of a refresh was stored, is done by the next run',
    async (method, path) => {
      github = await aSite();
      await publish();
      await assign(github, 12);
      github.faults.push({ kind: 'after', method, path, times: 1 });
      expect((await publish()).code).toBe(1);
      await healed(2);
    },
    60_000,
  );
});

describe('what stands in the way', () => {
  const failing = async (more: Record<string, string> = {}) => {
    const mark = github.requests.mark();
    const { code, stdout, stderr } = await publish(more);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).not.toMatch(/\n\s+at |\{owner\}/);
    const lines = stderr.trimEnd().split('\n');
    return { lines, last: lines.at(-1) ?? '', writes: writesSince(github, mark) };
  };

  it('is an App without the rights', async () => {
    github = await aSite({ issues: 'write', pull_requests: 'read', metadata: 'read' });
    const { lines, last } = await failing();
    expect(lines).toHaveLength(1);
    expect(last).toMatch(
      /^digest: the edition cannot be published: sofastack\/site: POST .*403 Resource not accessible.*; the App has to write contents and pull requests there$/,
    );
    expect(await pullsOf(github)).toEqual([]);
  }, 60_000);

  it('is a token without the rights, or one that nobody knows', async () => {
    github = await aSite();
    const { last } = await failing({ PUBLISH_TOKEN: 'person_ann' });
    expect(last).toMatch(
      /^digest: the edition cannot be published: sofastack\/site: POST .*404 Not Found.*; PUBLISH_TOKEN has to write contents and pull requests there$/,
    );
    const unknown = await failing({ PUBLISH_TOKEN: 'stolen' });
    expect(unknown.last).toMatch(/: sofastack\/site: GET .*401 Bad credentials.*; PUBLISH_TOKEN/);
    expect(await pullsOf(github)).toEqual([]);
  }, 60_000);

  it('is an App that is not installed there', async () => {
    github = await aSite();
    const elsewhere = { mode: 'pull-request', repository: 'nobody/site' };
    rmSync(folder, { recursive: true });
    folder = configFolder(newsletterOf({ publish: elsewhere }));
    const { lines, writes } = await failing();
    expect(lines).toEqual([
      'digest: earlier editions cannot be read, so nothing is known to be new: nobody/site: the App is not installed there: install it, or set PUBLISH_TOKEN',
      'digest: the edition cannot be published: nobody/site: the App is not installed there: install it, or set PUBLISH_TOKEN',
    ]);
    expect(writes).toEqual([]);
  }, 60_000);

  it('is a token that only reads', async () => {
    github = await aSite();
    const { last, writes } = await failing({
      ...{ APP_ID: '', PRIVATE_KEY: '', GITHUB_TOKEN: 'person_maintainer' },
    });
    expect(last).toBe(
      'digest: the edition cannot be published: sofastack/site: set PUBLISH_TOKEN: a GITHUB_TOKEN only reads',
    );
    expect(writes).toEqual([]);
  }, 60_000);

  it('is not a site without the folder', async () => {
    github = await aSite();
    await github.seedFile({ repository: site, path: 'README.md', text: '# Site' });
    expect((await publish()).code).toBe(0);
    expect(await pullsOf(github)).toHaveLength(1);
  }, 60_000);
});
