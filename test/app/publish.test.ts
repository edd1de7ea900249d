import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { botEnvironment } from '../../src/demo/bot-process.js';
import { configFolder, runTheProgram } from './a-bot.js';
import {
  aSite,
  assign,
  branchOf,
  commitsOn,
  editPost,
  FUTURE,
  fileOn,
  line,
  newsletterOf,
  PAST,
  parseEdition,
  pathOf,
  postOf,
  pullsOf,
  SITE,
  writesSince,
} from './an-editor.js';

let github: EmbeddedGitHub;
let folder: string;
beforeEach(async () => {
  github = await aSite();
  folder = configFolder(newsletterOf());
});
afterEach(async () => {
  await github.close();
  rmSync(folder, { recursive: true });
});

const publish = (date = FUTURE, more: Record<string, string> = {}) =>
  runTheProgram(['digest', '--publish', '--date', date], {
    ...botEnvironment(github, folder),
    ...more,
  });
const AS_MAINTAINER = { PUBLISH_TOKEN: 'person_maintainer' };

/** Publishes, and tells what was said, and what was written meanwhile. */
async function run(date = FUTURE, more: Record<string, string> = {}) {
  const mark = github.requests.mark();
  const { code, stdout, stderr } = await publish(date, more);
  expect(stdout).toBe('');
  const requests = github.requests.since(mark);
  return { code, said: stderr, writes: writesSince(github, mark), requests };
}

describe('a pull request for an edition', () => {
  it.each([
    ['a token', AS_MAINTAINER, 'maintainer'],
    ['the App', {}, 'bot'],
  ])(
    'is opened once with %s: a branch, a commit, and nothing more the second time',
    async (_, by, who) => {
      await github.seedPull({
        ...{ repository: 'mosn/layotto', author: 'ben', title: 'Mend' },
        mergedAt: '2999-11-12T08:00:00Z',
      });
      const first = await run(FUTURE, by);
      expect([first.code, first.said]).toEqual([
        0,
        expect.stringMatching(/^digest: the edition is there: http\S+\/pull\/\d+\n$/),
      ]);
      expect(first.writes).toEqual([
        'POST /repos/sofastack/site/git/blobs',
        'POST /repos/sofastack/site/git/trees',
        'POST /repos/sofastack/site/git/commits',
        'POST /repos/sofastack/site/git/refs',
        'POST /repos/sofastack/site/pulls',
      ]);
      expect(await commitsOn(github, FUTURE)).toEqual([`SOFA Weekly ${FUTURE}`, expect.anything()]);
      const post = await postOf(github, FUTURE);
      expect(post).toContain('title: "SOFA Weekly | 社区本周 Contributor、新手任务计划"');
      expect(post).toContain('![ben](contributors.png)');
      for (const number of [11, 12, 13, 21]) expect(post).toContain(`\n\n${line(number)}\n`);
      const data = await fileOn(github, branchOf(FUTURE), pathOf(FUTURE, 'edition.json'));
      expect(parseEdition(data?.text ?? '').date).toBe(FUTURE);
      expect(
        await fileOn(github, branchOf(FUTURE), pathOf(FUTURE, 'contributors.png')),
      ).not.toBeNull();
      const [pull, ...others] = await pullsOf(github);
      expect(others).toEqual([]);
      expect(pull).toMatchObject({
        title: 'SOFA Weekly | 社区本周 Contributor、新手任务计划',
        head: { ref: branchOf(FUTURE) },
        base: { ref: 'main' },
        user: { login: who === 'bot' ? github.botLogin : who },
        body: expect.stringContaining('新手任务 4 个。'),
      });
      const again = await run(FUTURE, by);
      expect([again.code, again.writes]).toEqual([0, []]);
      expect(again.said).toMatch(/^digest: the edition is up to date: http/);
    },
    60_000,
  );

  it('that needs nothing costs few requests', async () => {
    await publish();
    const { requests } = await run();
    const ofSite = requests.filter(({ path }) => path.startsWith('/repos/sofastack/site'));
    expect(ofSite.map(({ method, path }) => `${method} ${path.split('?')[0]}`)).toEqual([
      'GET /repos/sofastack/site/installation',
      // The earlier editions.
      'GET /repos/sofastack/site',
      'GET /repos/sofastack/site/git/trees/main%3Acontent%2Fzh%2Fblog',
      // This one.
      'GET /repos/sofastack/site/pulls',
      expect.stringContaining('GET /repos/sofastack/site/git/ref/heads'),
      expect.stringContaining('GET /repos/sofastack/site/contents/content'),
      expect.stringContaining('GET /repos/sofastack/site/contents/content'),
    ]);
  }, 60_000);

  it('follows what is claimed, released and opened', async () => {
    await publish();
    await assign(github, 12);
    const claimed = await run();
    expect(claimed.said).toContain('digest: the edition was brought up to date: ');
    expect(await postOf(github, FUTURE)).not.toContain(line(12));
    expect(await commitsOn(github, FUTURE)).toHaveLength(3);
    await assign(github, 12, '');
    await publish();
    expect(await postOf(github, FUTURE)).toContain(line(12));
  }, 60_000);

  it('keeps what an editor wrote over any number of refreshes, and offers the wordings', async () => {
    await publish();
    await editPost(github, FUTURE, (text) =>
      text
        .replace(
          'title: "SOFA Weekly | 新手任务计划"',
          'title: "SOFA Weekly | 线下活动、新手任务计划"',
        )
        .replace('大家好\n', '大家好\n\n本周六我们在杭州见面。\n')
        .replace(line(11), '给 Dubbo 协议写一个过滤器（第一次也能做）')
        .replace(`${line(13)}\n\n`, ''),
    );
    const check = async () => {
      const post = await postOf(github, FUTURE);
      expect(post).toContain('title: "SOFA Weekly | 线下活动、新手任务计划"');
      expect(post).toContain('大家好\n\n本周六我们在杭州见面。\n\n');
      expect(post).toContain('- Easy\n\n给 Dubbo 协议写一个过滤器（第一次也能做）\n\n');
      for (const number of [11, 13]) expect(post).not.toContain(line(number));
      const [pull] = await pullsOf(github);
      expect(pull?.body).toContain(
        'texts:\n  "sofastack/sofa-rpc#11": "给 Dubbo 协议写一个过滤器（第一次也能做）"\n',
      );
      expect(pull?.body).toContain('大家改过的 4 处都保留着');
      return post;
    };
    await publish();
    expect(await check()).toContain(line(12));
    await assign(github, 12);
    await publish();
    expect(await check()).not.toContain(line(12));
    await assign(github, 12, '');
    await publish();
    expect(await check()).toContain(line(12));
    expect((await run()).writes).toEqual([]);
    await assign(github, 11);
    await publish();
    expect(await postOf(github, FUTURE)).not.toMatch(/Dubbo/);
  }, 90_000);

  it('is left alone once it is frozen, and says what would differ', async () => {
    expect((await run(PAST)).code).toBe(0);
    const post = await postOf(github, PAST);
    expect(post).toContain(line(12));
    await assign(github, 12);
    await github.seedIssue({
      ...{ repository: 'mosn/layotto', number: 22, title: '支持 Wasm 插件', author: 'maintainer' },
      ...{ labels: ['good first issue', 'easy'], createdAt: '2021-11-02T00:00:00Z' },
    });
    const { code, said, writes } = await run(PAST);
    expect([code, writes.length]).toEqual([0, 1]);
    expect(said).toContain('digest: the edition is frozen; what would differ is told there: ');
    expect(await postOf(github, PAST)).toBe(post);
    const [pull] = await pullsOf(github);
    expect(pull?.body).toContain('已定稿');
    expect(pull?.body).toMatch(/- 应撤下：翻译快速开始文档 .*12/);
    expect(pull?.body).toMatch(/- 可加上：支持 Wasm 插件 .*22/);
    expect((await run(PAST)).writes).toEqual([]);
  }, 60_000);

  it('is found again though people gave it another title and text', async () => {
    await publish();
    const [pull] = await pullsOf(github);
    await github.as('editor').rest.pulls.update({
      ...{ ...SITE, pull_number: pull?.number ?? 0, title: '第 42 期' },
      body: `请 @maintainer 看一下\r\n\r\n${pull?.body?.replaceAll('\n', '\r\n')}\r\n\r\n周五合并`,
    });
    await assign(github, 12);
    await publish();
    const [after, ...others] = await pullsOf(github);
    expect([after?.title, others]).toEqual(['第 42 期', []]);
    expect(after?.body).toMatch(/^请 @maintainer 看一下\r\n\r\n<!-- newbie-tasks:edition /);
    expect(after?.body).toMatch(/<!-- newbie-tasks:end -->\r\n\r\n周五合并$/);
    expect(after?.body).toContain('新手任务 3 个');
    expect((await run()).writes).toEqual([]);
  }, 60_000);

  it.each(['merged', 'closed'])(
    'that people %s is over',
    async (how) => {
      await publish();
      const [pull] = await pullsOf(github);
      const where = { ...SITE, pull_number: pull?.number ?? 0 };
      const { pulls } = github.as('editor').rest;
      await (how === 'merged' ? pulls.merge(where) : pulls.update({ ...where, state: 'closed' }));
      await assign(github, 12);
      const { code, said, writes } = await run();
      expect([code, writes]).toEqual([0, []]);
      expect(said).toContain('people merged or closed this edition, so nothing was changed');
    },
    60_000,
  );

  it('loses nothing where somebody pushes at the same time', async () => {
    await publish();
    await assign(github, 12);
    let isPushed = false;
    github.beforeAnswer = async ({ method, path, actor }) => {
      if (actor !== 'installation' || method !== 'POST' || !path.endsWith('/git/commits')) return;
      if (isPushed) return;
      isPushed = true;
      await editPost(github, FUTURE, (text) => text.replace('大家好', '大家好，我是编辑'));
    };
    const raced = await run();
    expect([raced.code, raced.said]).toEqual([
      1,
      expect.stringContaining('somebody changed the draft just now, run it again\n'),
    ]);
    expect(await postOf(github, FUTURE)).toContain('大家好，我是编辑');
    expect((await run()).code).toBe(0);
    const post = await postOf(github, FUTURE);
    expect(post).toContain('大家好，我是编辑');
    expect(post).not.toContain(line(12));
  }, 60_000);

  it('leaves out a task that is claimed while it is written', async () => {
    let isClaimed = false;
    github.beforeAnswer = async ({ path }) => {
      if (isClaimed || !path.startsWith('/repos/sofastack/site/pulls')) return;
      isClaimed = true;
      await assign(github, 12);
    };
    await publish();
    expect(isClaimed).toBe(true);
    const post = await postOf(github, FUTURE);
    expect(post).not.toContain(line(12));
    expect(post).toContain(line(11));
    const [pull] = await pullsOf(github);
    expect(pull?.body).toContain('it was taken or closed just now');
    github.beforeAnswer = null;
    expect((await run()).writes).toHaveLength(1);
    expect((await run()).writes).toEqual([]);
  }, 60_000);

  it('keeps its tasks where a project cannot be asked once more', async () => {
    github.beforeAnswer = ({ path }) => {
      if (!path.startsWith('/repos/sofastack/site/pulls')) return;
      github.faults.push({ kind: 'before', method: 'GET', path: /layotto/, times: 100 });
    };
    expect((await run()).code).toBe(0);
    expect(await postOf(github, FUTURE)).toContain(line(21));
  }, 60_000);

  it('keeps a picture that an editor put in the place of ours', async () => {
    const merge = (author: string) =>
      github.seedPull({
        ...{ repository: 'mosn/layotto', author, title: 'Mend' },
        mergedAt: '2999-11-12T08:00:00Z',
      });
    const picture = async () =>
      (await fileOn(github, branchOf(FUTURE), pathOf(FUTURE, 'contributors.png')))?.sha;
    await merge('ben');
    await publish();
    const first = await picture();
    await merge('cai');
    await publish();
    const second = await picture();
    expect(second).not.toBe(first);
    await editPost(github, FUTURE, () => 'mine', pathOf(FUTURE, 'contributors.png'));
    const theirs = await picture();
    await merge('dora');
    await publish();
    expect(await picture()).toBe(theirs);
    expect(await postOf(github, FUTURE)).toContain('![ben、cai、dora](contributors.png)');
  }, 60_000);
});
