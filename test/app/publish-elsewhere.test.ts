import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { botEnvironment } from '../../src/demo/bot-process.js';
import { configFolder, runTheProgram } from './a-bot.js';
import {
  appToken,
  aSite,
  assign,
  FUTURE,
  line,
  newsletterOf,
  PAST,
  parseEdition,
  pathOf,
  SITE,
  site,
  writesSince,
} from './an-editor.js';

let github: EmbeddedGitHub;
let folder: string;
beforeEach(async () => {
  github = await aSite();
  // Marks that would do something on GitHub.
  await github.seedIssue({
    ...{ repository: 'mosn/layotto', number: 22, author: 'maintainer' },
    title: '问 @june 关于 `@Component` 和 #916、mosn/layotto#12 的用法',
    ...{ labels: ['good first issue', 'easy'], createdAt: '2021-11-02T00:00:00Z' },
  });
});
afterEach(async () => {
  await github.close();
  rmSync(folder, { recursive: true });
});

describe('an issue for an edition', () => {
  const TASK = '**{text}** [#{number}]({url})';
  beforeEach(() => {
    const publish = { mode: 'issue', repository: site };
    folder = configFolder(newsletterOf({ publish, tasks: { task: TASK } }));
  });

  const run = async (date = FUTURE, more: Record<string, string> = {}) => {
    const mark = github.requests.mark();
    const args = ['digest', '--publish', '--date', date];
    const environment = { ...botEnvironment(github, folder), ...more };
    const { code, stdout, stderr } = await runTheProgram(args, environment);
    expect(stdout).toBe('');
    return { code, said: stderr, writes: writesSince(github, mark) };
  };
  const issues = async () => {
    const { data } = await github
      .as('maintainer')
      .rest.issues.listForRepo({ ...SITE, state: 'all', direction: 'asc' });
    return data;
  };
  const edit = async (change: {
    body?: (body: string) => string;
    state?: 'closed';
    title?: string;
  }) => {
    const [issue] = await issues();
    await github.as('editor').rest.issues.update({
      ...{ ...SITE, issue_number: issue?.number ?? 0, ...change },
      body: change.body?.(issue?.body ?? '') ?? issue?.body ?? '',
    });
  };

  it.each([
    ['the App', async () => ({})],
    ['a person’s token', async () => ({ PUBLISH_TOKEN: 'person_maintainer' })],
    ['an App’s token', async () => ({ PUBLISH_TOKEN: await appToken(github) })],
  ])(
    'is opened by %s, and found again',
    async (_, credentials) => {
      const by = await credentials();
      const first = await run(FUTURE, by);
      expect([first.code, first.writes]).toEqual([0, ['POST /repos/sofastack/site/issues']]);
      const [issue, ...others] = await issues();
      expect([issue?.title, others]).toEqual([`SOFA Weekly | 新手任务计划 ${FUTURE}`, []]);
      const body = issue?.body ?? '';
      // What GitHub would link or tell, beside code and addresses.
      const live = body
        .replace(/<!-- newbie-tasks:state .*-->/, '')
        .replace(/`[^`]*`|https?:\/\/[^\s)]+/g, '');
      expect(live).not.toMatch(/@\w|#\d|GH-\d/);
      expect(body).toContain('`@Component`');
      expect(body).toContain('(https://github.com/mosn/layotto/issues/22)');
      expect(body).toContain('想改什么，直接编辑上面的文字。');
      const second = await run(FUTURE, by);
      expect([second.code, second.writes]).toEqual([0, []]);
      expect(second.said).toMatch(/^digest: the edition is up to date: http/);
    },
    60_000,
  );

  it('is never a person’s, whose marks say nothing to an App’s token either', async () => {
    const by = { PUBLISH_TOKEN: await appToken(github) };
    await run(FUTURE, by);
    const [issue] = await issues();
    const { title = '', body } = issue ?? {};
    await github.as('ann').rest.issues.create({ ...SITE, title, body: body ?? '' });
    await assign(github, 12);
    const again = await run(FUTURE, by);
    expect(again.writes).toEqual([`PATCH /repos/sofastack/site/issues/${issue?.number}`]);
    const [ours, copy, ...others] = await issues();
    expect([copy?.body, others]).toEqual([body, []]);
    expect(ours?.body).not.toContain(line(12));
  }, 60_000);

  it('is nobody knows whose where two bots have one', async () => {
    const by = { PUBLISH_TOKEN: await appToken(github) };
    await run(FUTURE, by);
    const [issue] = await issues();
    const { title = '', body } = issue ?? {};
    await github.as('other[bot]').rest.issues.create({ ...SITE, title, body: body ?? '' });
    await assign(github, 12);
    const { code, said, writes } = await run(FUTURE, by);
    expect([code, writes]).toEqual([1, []]);
    expect(said).toMatch(
      /: sofastack\/site: #\d+ by other\[bot\] and #\d+ by newbie-tasks\[bot\] are both this edition, and GitHub does not tell an App’s token which of them it is: take our marks out of one\n$/,
    );
    // A person's token, or the App itself, knows.
    expect((await run()).writes).toHaveLength(1);
  }, 60_000);

  it('keeps what people wrote, also around our own part', async () => {
    await run();
    const words = `给 Dubbo 协议写过滤器`;
    await edit({
      title: '这周的',
      body: (body) =>
        `大家好\r\n\r\n${body
          .replace(line(11), words)
          .replace(/\n\n\*\*Redis.*\n/, '\n')
          .replaceAll('\n', '\r\n')}\r\n\r\n周五发`,
    });
    await assign(github, 12);
    const { said, writes } = await run();
    expect(writes).toHaveLength(1);
    expect(said).toContain('brought up to date');
    const [issue, ...others] = await issues();
    const body = issue?.body ?? '';
    expect([issue?.title, others]).toEqual(['这周的', []]);
    expect(body).toMatch(/^大家好\n\n### SOFAStack/);
    expect(body).toMatch(/ -->\n\n周五发$/);
    expect(body).toContain(`**${words}** [`);
    expect(body).toContain(`texts:\n  "sofastack/sofa-rpc#11": "${words}"\n`);
    for (const gone of [line(12), line(13)]) expect(body.split('\n---\n')[0]).not.toContain(gone);
    expect(body).not.toContain('@june');
    expect((await run()).writes).toEqual([]);
  }, 60_000);

  it('is left alone where its data was taken out, and is still the only one', async () => {
    await run();
    await edit({ body: (body) => body.replace(/<!-- newbie-tasks:state .*-->/, '') });
    await assign(github, 12);
    const { code, said } = await run();
    expect([code, said]).toEqual([1, expect.stringContaining('nothing was changed')]);
    const [issue, ...others] = await issues();
    expect(others).toEqual([]);
    expect(issue?.body).toContain(line(12));
    expect(issue?.body).toContain('⚠️ 文字被人改过');
    await edit({ body: () => '都删掉了' });
    await run();
    expect(await issues()).toHaveLength(1);
  }, 60_000);

  it('is over once it is closed', async () => {
    await run();
    await edit({ state: 'closed' });
    await assign(github, 12);
    const { code, said, writes } = await run();
    expect([code, writes]).toEqual([0, []]);
    expect(said).toContain('people merged or closed this edition');
  }, 60_000);

  it('remembers the editions before it, and leaves another newsletter’s alone', async () => {
    await run('2021-11-05');
    const { said } = await run(PAST);
    expect(said).toContain('the edition is there');
    const all = await issues();
    expect(all).toHaveLength(2);
    expect(all[1]?.body).toContain('新手任务 5 个，其中 0 个第一次刊登。');
    rmSync(folder, { recursive: true });
    const publish = { mode: 'issue', repository: site };
    folder = configFolder(newsletterOf({ title: 'Weekly', language: 'en', publish }));
    expect((await run(PAST)).said).toContain('the edition is there');
    expect((await issues())[2]?.body).toContain('5 newcomer tasks.');
  }, 60_000);

  it('says that it is too long', async () => {
    rmSync(folder, { recursive: true });
    const publish = { mode: 'issue', repository: site };
    folder = configFolder(newsletterOf({ publish, questions: { most: 9 } }));
    mkdirSync(join(folder, 'newsletters', 'questions'));
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      writeFileSync(
        join(folder, 'newsletters', 'questions', `${name}.md`),
        `---\nasker: a\n---\n> b\n\n${'长'.repeat(5_000)}\n`,
      );
    }
    const { code, said, writes } = await run();
    expect([code, writes]).toEqual([1, []]);
    expect(said).toMatch(
      /: sofastack\/site: the edition has \d+ bytes, an issue takes 60000: use mode pull-request\n$/,
    );
  }, 60_000);
});

describe('files of a checkout for an edition', () => {
  let checkout: string;
  beforeEach(() => {
    folder = configFolder(newsletterOf({ publish: { mode: 'file' } }));
    checkout = mkdtempSync(join(tmpdir(), 'newbie-tasks-site-'));
  });
  afterEach(() => rmSync(checkout, { recursive: true }));

  const run = async (date = FUTURE) => {
    const args = ['digest', '--publish', '--date', date];
    const environment = botEnvironment(github, folder);
    const { code, stderr } = await runTheProgram(args, environment, { cwd: checkout });
    return { code, said: stderr };
  };
  const read = (file = 'index.md') => readFileSync(join(checkout, pathOf(FUTURE, file)), 'utf8');
  const write = (text: string, file = 'index.md') =>
    writeFileSync(join(checkout, pathOf(FUTURE, file)), text);

  it('are written, merged, and left alone where nobody knows what was edited', async () => {
    expect(await run()).toEqual({
      code: 0,
      said: `digest: the edition is there: ${join(checkout, pathOf(FUTURE))}\n`,
    });
    expect(read()).toContain(line(12));
    expect(parseEdition(read('edition.json')).date).toBe(FUTURE);
    expect((await run()).said).toContain('the edition is up to date');
    write(read().replace('大家好', '大家好，我是编辑'));
    await assign(github, 12);
    expect(await run()).toMatchObject({ code: 0, said: expect.stringContaining('up to date') });
    expect(read()).toContain('大家好，我是编辑');
    expect(read()).not.toContain(line(12));
    // The text was written, and then the process was killed.
    const data = read('edition.json');
    await assign(github, 11);
    await run();
    const text = read();
    write(data, 'edition.json');
    await run();
    expect(read()).toBe(text);
    write('no data', 'edition.json');
    await assign(github, 12, '');
    const alone = await run();
    expect([alone.code, alone.said]).toEqual([1, expect.stringContaining('nothing was changed')]);
    expect(read()).toBe(text);
  }, 60_000);

  it('remember the editions before them', async () => {
    await run('2999-11-08');
    await run();
    const tasks = parseEdition(read('edition.json')).sections.flatMap((section) =>
      section.kind === 'tasks' ? section.projects : [],
    );
    const counts = tasks.flatMap(({ groups }) => groups.flatMap((group) => group.tasks));
    expect(new Set(counts.map(({ editions }) => editions))).toEqual(new Set([1]));
  }, 60_000);

  it('that cannot be written are named', async () => {
    writeFileSync(join(checkout, 'content'), 'a file');
    const { code, said } = await run();
    expect([code, said]).toEqual([1, expect.stringMatching(/content/)]);
    expect(said).not.toMatch(/\n\s+at /);
  }, 60_000);
});
