import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { botEnvironment } from '../../src/demo/bot-process.js';
import { configFolder, runTheProgram } from './a-bot.js';
import {
  aSite,
  branchOf,
  FUTURE,
  fileOn,
  line,
  newsletterOf,
  parseEdition,
  pathOf,
  postOf,
  pullsOf,
  SITE,
  site,
} from './an-editor.js';

let github: EmbeddedGitHub;
let folder: string;
beforeEach(async () => {
  github = await aSite();
});
afterEach(async () => {
  await github.close();
  rmSync(folder, { recursive: true });
});

const publish = (date: string) =>
  runTheProgram(['digest', '--publish', '--date', date], botEnvironment(github, folder));

const merge = async () => {
  for (const { number, state } of await pullsOf(github)) {
    if (state === 'open') {
      await github.as('editor').rest.pulls.merge({ ...SITE, pull_number: number });
    }
  }
};
const editionOf = async (date: string) =>
  parseEdition((await fileOn(github, branchOf(date), pathOf(date, 'edition.json')))?.text ?? '{}');

describe('the editions before', () => {
  const ask = (name: string, words: string) =>
    writeFileSync(
      join(folder, 'newsletters', 'questions', `${name}.md`),
      `---\nasker: 陈立\nproject: SOFARPC\n---\n> ${words}？\n\nA：会的。\n`,
    );

  it('show what is new, whoever wrote them, and which questions were printed', async () => {
    folder = configFolder(
      newsletterOf({ questions: { most: 1 }, tasks: { task: '{text}（{editions}）' } }),
    );
    mkdirSync(join(folder, 'newsletters', 'questions'));
    ask('a', '第一个问题');
    ask('b', '第二个问题');
    const handWritten = ['2999-09-06', '2999-09-13', '2999-09-20', '2999-09-27', '2999-10-04'];
    for (const date of [...handWritten, '2999-10-11', '2999-10-18', '2999-10-25']) {
      await github.seedFile({
        ...{ repository: site, path: pathOf(date), author: 'editor' },
        text: `---\ntitle: "x"\n---\n### SOFAStack&MOSN:新手任务计划\n\n**SOFARPC**\n\n- Easy\n\n${line(11)}（9）\n`,
      });
    }
    expect((await publish('2999-11-01')).stderr).toContain('the edition is there');
    expect(await postOf(github, '2999-11-01')).toContain('第一个问题');
    await merge();
    expect((await publish('2999-11-08')).code).toBe(0);
    const second = await postOf(github, '2999-11-08');
    expect(second).toContain('第二个问题');
    expect(second).not.toContain('第一个问题');
    expect(second).toContain(`${line(11)}（8）`);
    expect(second).toContain(`${line(12)}（1）`);
    const pull = (await pullsOf(github)).find(({ state }) => state === 'open');
    expect(pull?.body).toContain(`刊登最久的：${line(11)}（最近 8 期加上这一期，共 9 次）`);
    await merge();
    const mark = github.requests.mark();
    expect((await publish(FUTURE)).code).toBe(0);
    const reads = github.requests
      .since(mark)
      .filter(({ path }) => path.includes('/contents/content'));
    // Two of ours, six by hand.
    expect(reads.filter(({ path }) => path.includes('ref=main'))).toHaveLength(2 + 6 * 2);
    const third = await editionOf(FUTURE);
    expect(third.sections.map(({ kind }) => kind)).toEqual(['tasks']);
    expect([...third.asked].sort()).toEqual(['a.md', 'b.md']);
  }, 90_000);

  it('count a task that an editor took out as not printed', async () => {
    folder = configFolder(newsletterOf());
    await publish('2999-11-08');
    const date = '2999-11-08';
    const file = await fileOn(github, branchOf(date), pathOf(date));
    await github.as('editor').rest.repos.createOrUpdateFileContents({
      ...{
        ...SITE,
        path: pathOf(date),
        branch: branchOf(date),
        message: 'x',
        sha: file?.sha ?? '',
      },
      content: Buffer.from((file?.text ?? '').replace(`${line(11)}\n\n`, '')).toString('base64'),
    });
    await publish(date);
    await merge();
    await publish(FUTURE);
    const pull = (await pullsOf(github)).find(({ state }) => state === 'open');
    expect(pull?.body).toContain('新手任务 4 个，其中 1 个第一次刊登。');
  }, 60_000);
});

describe('the site’s own posts', () => {
  it('of the week are recommended, once', async () => {
    folder = configFolder(
      newsletterOf({
        ...{ sections: ['reading'], reading: { posts: 'https://example.org/blog/{name}/' } },
      }),
    );
    const post = (name: string, head: string, committedAt: string) =>
      github.seedFile({
        ...{ repository: site, path: `content/zh/blog/${name}`, author: 'editor', committedAt },
        text: `---\n${head}\n---\nwords\n`,
      });
    await post('old/index.md', 'title: Old', '2020-01-01T00:00:00Z');
    // An edition whose week begins after the old one, and before the others.
    const date = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    const now = new Date().toISOString();
    await post('new/index.md', 'title: "新的 \\"一篇\\""', now);
    await post('蚂蚁.md', "title: '中文名'", now);
    await post('draft/index.md', 'title: Draft\ndraft: true', now);
    await post('_index.md', 'title: Blog', now);
    await post('cover.png', 'title: Cover', now);
    await post('untitled/index.md', 'author: x', now);
    const { code, stderr } = await publish(date);
    expect([code, stderr]).toEqual([0, expect.stringContaining('the edition is there')]);
    expect(await editionOf(date)).toMatchObject({
      sections: [
        {
          articles: [
            { title: '新的 "一篇"', url: 'https://example.org/blog/new/' },
            { title: '中文名', url: 'https://example.org/blog/%E8%9A%82%E8%9A%81/' },
          ],
        },
      ],
    });
  }, 60_000);
});
