import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { botEnvironment } from '../../src/demo/bot-process.js';
import { configFolder, gitHub, LAYOTTO, runTheProgram, seen } from './a-bot.js';

const NEWSLETTER = `
projects:
  - name: Layotto
    repository: mosn/layotto
    tracking: https://github.com/mosn/layotto/issues/108
`;

const LIST = `## Easy
- [ ] 写单元测试 #1
- [ ] 做完的 #2
- [ ] 还没有 issue 的任务  
## Hard
* [ ] Another line; 另一行
- [x] no issue, but done
`;

let github: EmbeddedGitHub;
let folder: string;
beforeEach(async () => {
  github = await gitHub();
  folder = configFolder(NEWSLETTER);
  const at = {
    repository: 'mosn/layotto',
    author: 'maintainer',
    createdAt: '2021-11-01T00:00:00Z',
  };
  await github.seedIssue({ ...at, number: 1, title: 'Unit tests' });
  await github.seedIssue({ ...at, number: 2, title: 'Done', state: 'closed' });
  await github.seedIssue({ ...at, number: 3, title: 'Old', labels: ['good first issue', 'easy'] });
  await github.seedIssue({
    ...at,
    number: 4,
    title: 'Alias',
    labels: ['kind/easy'],
    state: 'closed',
  });
  await github.seedIssue({ ...at, number: 108, title: 'Tasks', body: LIST });
});
afterEach(async () => {
  await github.close();
  rmSync(folder, { recursive: true });
});

const run = (...args: string[]) => runTheProgram(args, botEnvironment(github, folder));

const seedTask = (number: number) =>
  github.seedIssue({
    ...{ repository: 'mosn/layotto', author: 'maintainer', number, title: `Task ${number}` },
    ...{ createdAt: '2021-11-01T00:00:00Z', labels: ['good first issue', 'easy'] },
  });

/** The writes of the bot while `act` runs. */
async function writesOf(act: () => Promise<unknown>): Promise<string[]> {
  const mark = github.requests.mark();
  await act();
  return github.requests
    .ofTheBot(mark)
    .filter(({ method, path }) => method !== 'GET' && !path.includes('access_tokens'))
    .map(({ method, path }) => `${method} ${path}`);
}

const rowsOf = (stdout: string) => stdout.trimEnd().split('\n').slice(1);
const body = async () =>
  (await github.as('maintainer').rest.issues.get({ ...LAYOTTO, issue_number: 108 })).data.body;

describe('sync', () => {
  it('prints in a dry run just what the run then writes, and nothing is left for another', async () => {
    let rows: string[] = [];
    const none = await writesOf(async () => {
      const { code, stdout, stderr } = await run('sync', 'mosn/layotto', '--dry-run');
      rows = rowsOf(stdout);
      expect([code, stderr]).toEqual([
        0,
        expect.stringContaining('nothing was written (--dry-run)'),
      ]);
      expect(stdout.split('\n')[0]).toMatch(/^repository +issue +change +reason$/);
    });
    expect(none).toEqual([]);
    expect(rows.map((row) => row.split(/ {2,}/).slice(0, 3))).toEqual([
      ['mosn/layotto', 'create label medium', 'the repository has no label medium'],
      ['mosn/layotto', 'create label hard', 'the repository has no label hard'],
      ['mosn/layotto', '#1', 'write our plan'],
      ['mosn/layotto', '#1', 'add good first issue, easy'],
      ['mosn/layotto', '#108', 'tick #2 in mosn/layotto#108'],
      ['mosn/layotto', '#108', 'write our plan'],
    ]);
    let printed: string[] = [];
    const writes = await writesOf(async () => {
      const { code, stdout, stderr } = await run('sync', 'mosn/layotto');
      printed = rowsOf(stdout);
      expect([code, stderr]).toEqual([0, expect.stringMatching(/sync: done\n$/)]);
    });
    expect(printed).toEqual(rows);
    expect(writes).toHaveLength(rows.length);
    expect(await body()).toBe(LIST.replace('- [ ] 做完的', '- [x] 做完的'));
    const again = await writesOf(async () => {
      const { stdout, stderr } = await run('sync', 'mosn/layotto');
      expect([stdout, stderr]).toEqual(['', 'sync: everything is in order\n']);
    });
    expect(again).toEqual([]);
  }, 60_000);

  it('--plans writes the plans of older tasks', async () => {
    const { issues } = github.as('ann').rest;
    await issues.createComment({ ...LAYOTTO, issue_number: 3, body: 'hello' });
    for (const number of [11, 12, 13]) await seedTask(number);
    const mark = github.requests.mark();
    const { stdout } = await run('sync', 'mosn/layotto', '--plans', '--dry-run');
    // However many tasks there are: labels, tasks, sub-issues, thread, list, all comments; and the
    // two issues that only the list names, of which #1 becomes a task.
    const asked = github.requests
      .ofTheBot(mark)
      .filter(({ path }) => path.includes('/issues') || path.includes('/labels'));
    expect(asked.length).toBe(9);
    const writes = await writesOf(() => run('sync', 'mosn/layotto', '--plans'));
    expect(writes).toHaveLength(rowsOf(stdout).length);
    const again = await run('sync', 'mosn/layotto', '--plans');
    expect(again.stderr).toBe('sync: everything is in order\n');
    expect((await seen(github, LAYOTTO, 3)).plans).toHaveLength(1);
    expect((await seen(github, LAYOTTO, 4)).plans).toHaveLength(0);
  }, 60_000);

  it('--plans answers a command that waits, and leaves nothing for another run', async () => {
    await github.as('ann').rest.issues.createComment({
      ...{ ...LAYOTTO, issue_number: 3, body: '/claim' },
    });
    let rows: string[] = [];
    const writes = await writesOf(async () => {
      rows = rowsOf((await run('sync', 'mosn/layotto', '--plans')).stdout);
    });
    expect(writes).toHaveLength(rows.length);
    expect((await seen(github, LAYOTTO, 3)).assignees).toEqual(['ann']);
    expect((await run('sync', 'mosn/layotto', '--plans')).stderr).toBe(
      'sync: everything is in order\n',
    );
  }, 60_000);

  it('--plans names an issue that GitHub refuses, and goes on with the others', async () => {
    for (const number of [11, 12]) await seedTask(number);
    const refused = { kind: 'before', times: 100, status: 403 } as const;
    github.faults.push({ ...refused, method: 'POST', path: /issues\/3\/comments$/ });
    github.faults.push({ ...refused, method: 'GET', path: /issues\/11\/comments/ });
    const { code, stderr } = await run('sync', 'mosn/layotto', '--plans');
    expect(code).toBe(1);
    expect(stderr).toContain('sync: mosn/layotto: #3: GitHub refuses');
    expect(stderr).toContain('sync: mosn/layotto: #11: ');
    expect((await seen(github, LAYOTTO, 12)).plans).toHaveLength(1);
    expect((await seen(github, LAYOTTO, 108)).comments).toHaveLength(1);
  }, 60_000);

  it('--plans does without a repository’s comments where they are too many to be read', async () => {
    for (const number of [11, 12, 13]) await seedTask(number);
    const { issues } = github.as('ann').rest;
    for (const number of [3, 11, 12]) {
      await issues.createComment({ ...LAYOTTO, issue_number: number, body: 'hello' });
    }
    github.faults.push({
      ...{ kind: 'before', method: 'GET', path: /layotto\/issues\/comments\?/, times: 100 },
      status: 422,
    });
    const { code } = await run('sync', 'mosn/layotto', '--plans');
    expect(code).toBe(0);
    for (const number of [3, 11, 12, 13]) {
      expect((await seen(github, LAYOTTO, number)).plans).toHaveLength(1);
    }
  }, 60_000);

  it('--create-issues opens an issue for each line without one, and numbers the line, once', async () => {
    const { stdout } = await run('sync', 'mosn/layotto', '--create-issues', '--dry-run');
    const rows = rowsOf(stdout);
    const writes = await writesOf(() => run('sync', 'mosn/layotto', '--create-issues'));
    expect(writes).toHaveLength(rows.length);
    const list = (await body()) ?? '';
    const [, first, second] =
      /还没有 issue 的任务 #(\d+) {2}\n[\s\S]*另一行 #(\d+)\n/.exec(list) ?? [];
    expect(list).toBe(
      LIST.replace('- [ ] 做完的', '- [x] 做完的')
        .replace('的任务', `的任务 #${first}`)
        .replace('另一行', `另一行 #${second}`),
    );
    const made = await seen(github, LAYOTTO, Number(first));
    expect(made.labels).toEqual(['good first issue', 'easy']);
    expect(made.plans).toHaveLength(1);
    expect((await seen(github, LAYOTTO, Number(second))).labels).toEqual([
      'good first issue',
      'hard',
    ]);
    const again = await writesOf(async () => {
      const { stderr } = await run('sync', 'mosn/layotto', '--create-issues');
      expect(stderr).toBe('sync: everything is in order\n');
    });
    expect(again).toEqual([]);
  }, 60_000);

  it('--create-issues that was cut off finds the issue again instead of opening another', async () => {
    github.faults.push({
      kind: 'before',
      method: 'PATCH',
      path: /issues\/108$/,
      times: 4,
      status: 422,
    });
    const cut = await run('sync', 'mosn/layotto', '--create-issues');
    expect(cut.code).toBe(1);
    github.faults.length = 0;
    await run('sync', 'mosn/layotto', '--create-issues');
    const { data } = await github
      .as('maintainer')
      .rest.issues.listForRepo({ ...LAYOTTO, state: 'all' });
    expect(data.filter(({ title }) => title === '还没有 issue 的任务')).toHaveLength(1);
    expect(data.filter(({ title }) => title.startsWith('Another line'))).toHaveLength(1);
    expect((await body())?.match(/ #\d+/g)).toHaveLength(4);
  }, 60_000);

  it.each([3, 4, 5, 6, 7, 8, 9])(
    'cut off at write %i leaves nothing that the next run does not do',
    async (at) => {
      let writes = 0;
      github.beforeAnswer = async ({ method, actor, path }) => {
        if (actor !== 'installation' || method === 'GET' || path.includes('access_tokens')) return;
        writes += 1;
        // From here on nothing is stored any more, as after a kill.
        if (writes === at) {
          github.faults.push({ kind: 'before', method: '*', path: /./, times: 1_000, status: 422 });
        }
      };
      await run('sync', 'mosn/layotto', '--create-issues');
      github.beforeAnswer = null;
      github.faults.length = 0;
      await run('sync', 'mosn/layotto', '--create-issues');
      const { data } = await github
        .as('maintainer')
        .rest.issues.listForRepo({ ...LAYOTTO, labels: 'good first issue', per_page: 100 });
      const made = data.filter(({ user }) => user?.login === github.botLogin);
      expect(made.map(({ title }) => title).sort()).toEqual([
        'Another line; 另一行',
        '还没有 issue 的任务',
      ]);
      for (const { number } of [...made, { number: 1 }]) {
        expect((await seen(github, LAYOTTO, number)).plans).toHaveLength(1);
      }
      const again = await writesOf(() => run('sync', 'mosn/layotto', '--create-issues'));
      expect(again).toEqual([]);
    },
    60_000,
  );

  it('moves aliases over issues of every state where they are merged', async () => {
    await github.as('maintainer').rest.repos.createOrUpdateFileContents({
      ...LAYOTTO,
      path: '.github/newbie-tasks.yml',
      message: 'merge',
      content: Buffer.from('difficulties: { easy: { merge: true } }\n').toString('base64'),
    });
    await run('sync', 'mosn/layotto');
    expect((await seen(github, LAYOTTO, 4)).labels).toEqual(['easy']);
  }, 60_000);

  it('without a name is of every repository with tasks or a configuration', async () => {
    await github.seedIssue({
      ...{ repository: 'sofastack/sofa-rpc', author: 'maintainer', number: 7, title: 'A task' },
      ...{ createdAt: '2021-11-01T00:00:00Z', labels: ['good first issue', 'easy'] },
    });
    const { code, stdout } = await run('sync', '--dry-run');
    expect(code).toBe(0);
    const repositories = new Set(rowsOf(stdout).map((row) => row.split(' ')[0]));
    expect([...repositories]).toEqual(['mosn/layotto', 'sofastack/sofa-rpc']);
  }, 60_000);

  it('names what fails, and does the rest', async () => {
    const gone = await run('sync', 'nobody/nothing', 'mosn/mosn', '--dry-run');
    expect([gone.code, gone.stderr]).toEqual([
      1,
      expect.stringContaining('sync: nobody/nothing: the App is not installed there\n'),
    ]);
    expect((await run('sync', 'mosn')).code).toBe(2);
  }, 60_000);
});

describe('plan', () => {
  it('explains a task: what was read, which rules, which writes; and writes nothing', async () => {
    const writes = await writesOf(async () => {
      const { code, stdout } = await run('plan', 'mosn/layotto#3');
      expect(code).toBe(0);
      expect(stdout).toBe(
        [
          'mosn/layotto#3',
          '  open: Old',
          '  labels: good first issue, easy; assigned: nobody',
          '  0 comments; our plan: none',
          '  commands that wait: none',
          '  the repository is active: its lists and labels are kept',
          'Rules',
          '  it is a task: it carries good first issue',
          '  its difficulty is easy',
          '  nobody holds it',
          'Would write',
          '  #3 write our plan: Layotto #3 is a task without a plan',
          '',
        ].join('\n'),
      );
    });
    expect(writes).toEqual([]);
  });

  it('shows a waiting claim with what would become of it', async () => {
    const { issues } = github.as('ann').rest;
    await issues.createComment({ ...LAYOTTO, issue_number: 3, body: '/claim' });
    const { stdout } = await run('plan', 'mosn/layotto#3');
    expect(stdout).toMatch(/commands that wait: \/claim by ann \(comment \d+\)/);
    expect(stdout).toMatch(/#3 assign ann: ann holds it\n.*comment: \/claim by ann: granted\n/);
  });

  it('shows what the tracking issue’s lists would change', async () => {
    const { stdout } = await run('plan', 'mosn/layotto#108');
    expect(stdout).toContain('it is the tracking issue of Layotto, and so no task');
    expect(stdout).toContain('#108 tick #2 in mosn/layotto#108: #2 is done');
  });

  it.each([
    ['mosn/layotto', 2, 'expected OWNER/REPO#N'],
    ['mosn/layotto#999', 1, 'there is no mosn/layotto#999, or the App may not read it'],
    ['nobody/x#1', 1, 'the App is not installed there'],
  ])('of %s ends with %i', async (name, exit, words) => {
    const { code, stdout, stderr } = await run('plan', name);
    expect([code, stdout]).toEqual([exit, '']);
    expect(stderr).toContain(words);
  });
});
