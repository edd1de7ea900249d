import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { botEnvironment } from '../../src/demo/bot-process.js';
import {
  configFolder,
  eventually,
  gitHub,
  LAYOTTO,
  openWorld,
  requestsFor,
  runTheProgram,
  SOFA_RPC,
  say,
  seen,
  type World,
} from './a-bot.js';

const NEWSLETTER = `
projects:
  - name: Layotto
    repository: mosn/layotto
    tracking: https://github.com/mosn/layotto/issues/108#issuecomment-872779356
  - name: SOFARPC
    repository: sofastack/sofa-rpc
    tracking: https://github.com/sofastack/sofa-rpc/issues/1127
`;

const LIST = `欢迎

## Easy
- [ ] 为 actuator 模块添加单元测试 #271
- [ ] 没有 issue 的任务
- [x] 做完的任务 #272

## Hard
- [ ] 让用户使用@SOFAService 后不需要再写@Component #273
- [ ] 标签说它是 Medium #274
- [ ] 别处还开着的 sofastack/sofa-rpc#1031
- [ ] 别处已经关闭的 sofastack/sofa-rpc#1040
`;

async function seed(github: EmbeddedGitHub): Promise<void> {
  const at = { author: 'maintainer', createdAt: '2021-11-01T00:00:00Z' };
  const layotto = { ...at, repository: 'mosn/layotto' };
  for (const number of [271, 272, 273]) {
    await github.seedIssue({ ...layotto, number, title: `Task ${number}` });
  }
  await github.seedIssue({ ...layotto, number: 274, title: 'Task 274', labels: ['medium'] });
  await github.seedIssue({ ...layotto, number: 108, title: 'Community tasks', body: 'see below' });
  await github.seedComment({ ...layotto, number: 108, id: 872779356, body: LIST });
  const rpc = { ...at, repository: 'sofastack/sofa-rpc' };
  await github.seedIssue({ ...rpc, number: 1031, title: 'English; 中文标题' });
  await github.seedIssue({ ...rpc, number: 1040, title: 'Closed elsewhere', state: 'closed' });
  const body = '## Easy\n\n### SDK related\n- [ ] #1031\n- [ ] gone #999\n';
  await github.seedIssue({ ...rpc, number: 1127, title: 'Community tasks 新手任务计划', body });
}

/** An event that asks for a look at Layotto at once, rather than half a minute after the last one. */
function lookAgain(github: EmbeddedGitHub) {
  return github.deliver('label', {
    action: 'edited',
    repository: { full_name: 'mosn/layotto' },
    sender: { login: 'maintainer' },
  });
}

let world: World;

/** Of each group of tests its own: what one does to the lists is no other's concern. */
function inAWorld(): void {
  beforeAll(async () => {
    const github = await gitHub();
    await seed(github);
    world = await openWorld(github, NEWSLETTER);
  });
  afterAll(() => world.end());
}

/** An edit of the list: a line is open again, in other words. */
const reopenLine = () =>
  world.github.as('maintainer').rest.issues.updateComment({
    ...LAYOTTO,
    comment_id: 872779356,
    body: LIST.replace('- [x] 做完的任务', '- [ ] 重开的任务'),
  });

describe('the lists of an active repository', () => {
  inAWorld();

  it('give label and difficulty to what they name, and a plan follows', async () => {
    await eventually(async () => {
      const labels = async (number: number) => (await seen(world.github, LAYOTTO, number)).labels;
      expect(await labels(271)).toEqual(['good first issue', 'easy']);
      expect(await labels(272)).toEqual([]);
      expect(await labels(273)).toEqual(['good first issue', 'hard']);
      expect(await labels(274)).toEqual(['medium', 'good first issue']);
      for (const number of [271, 273, 274]) {
        expect((await seen(world.github, LAYOTTO, number)).plans).toHaveLength(1);
      }
      expect((await seen(world.github, SOFA_RPC, 1031)).labels).toEqual([
        'good first issue',
        'easy',
      ]);
    });
  });

  it('are shown in one plan on the tracking issue, with what does not agree', async () => {
    const { projectPlans } = await seen(world.github, LAYOTTO, 108);
    expect(projectPlans).toHaveLength(1);
    const [plan = ''] = projectPlans;
    expect(plan).toContain('3 个待认领，0 个进行中');
    expect(plan).toContain('⚪ 没有 issue 的任务');
    expect(plan).toContain('#274 的标签是 Medium，列表里却在 Hard 之下');
    expect(plan).not.toMatch(/@SOFAService/);
    const rpc = await seen(world.github, SOFA_RPC, 1127);
    expect(rpc.projectPlans[0]).toContain('列表里的 #999 打不开');
  });
});

describe('the lists, when something changes,', () => {
  inAWorld();

  it('follow an edit of the list', async () => {
    const { github } = world;
    await reopenLine();
    await eventually(async () => {
      expect((await seen(github, LAYOTTO, 272)).labels).toEqual(['good first issue', 'easy']);
      const { projectPlans } = await seen(github, LAYOTTO, 108);
      expect(projectPlans).toEqual([expect.stringContaining('重开的任务')]);
    });
  });

  it('are looked at again without a write: one request for each of labels, tasks, thread, sub-issues', async () => {
    const { github } = world;
    // An open issue on a ticked line would be read by itself.
    await reopenLine();
    await github.quiet();
    await lookAgain(github);
    const requests = await requestsFor(github, () => lookAgain(github));
    expect(requests.sort()).toEqual([
      'GET /repos/mosn/layotto/issues',
      'GET /repos/mosn/layotto/issues/108/comments',
      'GET /repos/mosn/layotto/issues/108/sub_issues',
      'GET /repos/mosn/layotto/labels',
    ]);
  });

  it('are ticked when a task is done, unticked when it is opened again, and nothing else', async () => {
    const { github } = world;
    const { issues } = github.as('maintainer').rest;
    const list = async () =>
      (await issues.getComment({ ...LAYOTTO, comment_id: 872779356 })).data.body ?? '';
    const before = await list();
    const task = { ...LAYOTTO, issue_number: 273 };
    await issues.update({ ...task, state: 'closed', state_reason: 'completed' });
    await lookAgain(github);
    const box = '- [ ] 让用户使用';
    await eventually(async () => {
      expect(await list()).toBe(before.replace(box, box.replace('[ ]', '[x]')));
    });
    await issues.update({ ...task, state: 'open' });
    await lookAgain(github);
    await eventually(async () => expect(await list()).toBe(before));
  });

  it('keep what a person writes between the reading and the tick', async () => {
    const { github } = world;
    const { issues } = github.as('maintainer').rest;
    const comment = { ...LAYOTTO, comment_id: 872779356 };
    const before = (await issues.getComment(comment)).data.body ?? '';
    let isEdited = false;
    github.beforeAnswer = async ({ method, path, actor }) => {
      const isThread = method === 'GET' && /issues\/108\/comments/.test(path);
      if (isEdited || actor !== 'installation' || !isThread) return;
      isEdited = true;
      await issues.updateComment({ ...comment, body: `${before}\n刚写的一行` });
    };
    const task = { ...LAYOTTO, issue_number: 273 };
    await issues.update({ ...task, state: 'closed', state_reason: 'completed' });
    await lookAgain(github);
    const box = '- [ ] 让用户使用';
    await eventually(async () => {
      const { data } = await issues.getComment(comment);
      expect(data.body).toBe(`${before.replace(box, box.replace('[ ]', '[x]'))}\n刚写的一行`);
    });
    github.beforeAnswer = null;
    await issues.update({ ...task, state: 'open' });
    await lookAgain(github);
    await eventually(async () => {
      expect((await issues.getComment(comment)).data.body).toBe(`${before}\n刚写的一行`);
    });
    await issues.updateComment({ ...comment, body: before });
    await github.quiet(400);
  });

  it('move an issue to the difficulty under which somebody put its line', async () => {
    const { github } = world;
    const { issues } = github.as('maintainer').rest;
    const { data } = await issues.getComment({ ...LAYOTTO, comment_id: 872779356 });
    const line = '- [ ] 为 actuator 模块添加单元测试 #271\n';
    const body = (data.body ?? '').replace(line, '').replace('## Hard\n', `## Hard\n${line}`);
    await issues.updateComment({ ...LAYOTTO, comment_id: 872779356, body });
    await eventually(async () => {
      const { labels, plans } = await seen(github, LAYOTTO, 271);
      expect(labels).toEqual(['good first issue', 'hard']);
      expect(plans[0]).toContain('Hard');
    });
    await issues.updateComment({ ...LAYOTTO, comment_id: 872779356, body: data.body ?? '' });
    await eventually(async () => {
      expect((await seen(github, LAYOTTO, 271)).labels).toEqual(['good first issue', 'easy']);
    });
  });

  it('answer a claim on the tracking issue with free tasks', async () => {
    const { github } = world;
    await say(github, 'ann', LAYOTTO, 108, '/claim 我想试试');
    await eventually(async () => {
      const { answers, plans } = await seen(github, LAYOTTO, 108);
      expect(answers).toHaveLength(1);
      expect(answers[0]).toMatch(/- Easy · #271 /);
      expect(plans).toEqual([]);
    });
  });
});

describe('a list that a translator rewrote', () => {
  inAWorld();

  it('is read as it was written', async () => {
    const { github } = world;
    const { data } = await github
      .as('maintainer')
      .rest.issues.getComment({ ...LAYOTTO, comment_id: 872779356 });
    await lookAgain(github);
    await github.quiet();
    const before = (await seen(github, LAYOTTO, 108)).projectPlans;
    const divider = '<!--This is a translation content dividing line, do not modify-->';
    const body = `## Easy\n- [ ] Add unit tests #271\n\n<details><summary>Original</summary>${divider}${data.body}\n</details>`;
    const requests = await requestsFor(github, () =>
      github
        .as('maintainer')
        .rest.issues.updateComment({ ...LAYOTTO, comment_id: 872779356, body }),
    );
    expect(requests.filter((request) => !request.startsWith('GET'))).toEqual([]);
    expect((await seen(github, LAYOTTO, 108)).projectPlans).toEqual(before);
  });
});

describe('a repository that joins the installation with a configuration of its own', () => {
  inAWorld();

  it('gets its label definitions', async () => {
    const { github } = world;
    const repository = { owner: 'mosn', repo: 'mosn' };
    await github.as('maintainer').rest.repos.createOrUpdateFileContents({
      ...repository,
      path: '.github/newbie-tasks.yml',
      message: 'configure',
      content: '',
    });
    await github.deliver('installation_repositories', {
      action: 'added',
      installation: { id: github.installationOf('mosn'), account: { login: 'mosn' } },
      repositories_added: [{ full_name: 'mosn/mosn' }],
      sender: { login: 'maintainer' },
    });
    await eventually(async () => {
      const { data } = await github.as('maintainer').rest.issues.listLabelsForRepo(repository);
      expect(data.map(({ name, color }) => `${name} ${color}`)).toEqual([
        'easy 0e8a16',
        'good first issue 7057ff',
        expect.stringMatching(/^hard /),
        expect.stringMatching(/^medium /),
      ]);
    });
  });

  it('and without one is not touched', async () => {
    const { github } = world;
    const requests = await requestsFor(github, () =>
      github.deliver('installation_repositories', {
        action: 'added',
        installation: { id: github.installationOf('sofastack'), account: { login: 'sofastack' } },
        repositories_added: [{ full_name: 'sofastack/sofa-ark' }],
        sender: { login: 'maintainer' },
      }),
    );
    // Whether everybody may see it, and whether it has tasks that want an onboarding issue.
    expect(requests.toSorted()).toEqual([
      'GET /installation/repositories',
      'GET /repos/sofastack/sofa-ark/issues',
    ]);
  });
});

describe('the configuration file', () => {
  inAWorld();

  const push = async (text: string) => {
    const { repos } = world.github.as('maintainer').rest;
    const file = { ...LAYOTTO, path: '.github/newbie-tasks.yml' };
    const there = await repos.getContent(file).catch(() => null);
    await repos.createOrUpdateFileContents({
      ...{ ...file, message: 'configure', content: Buffer.from(text).toString('base64') },
      ...(there !== null && 'sha' in there.data ? { sha: there.data.sha } : {}),
    });
  };
  const labels = async () => {
    const { data } = await world.github.as('maintainer').rest.issues.listLabelsForRepo(LAYOTTO);
    return data.map(({ name }) => name);
  };
  const RENAMED = 'difficulties: { hard: { label: level/hard } }';
  const BROKEN = 'difficultys: {}\nlanguage: fr\n';
  const plan = async () => (await seen(world.github, LAYOTTO, 108)).projectPlans[0];

  it('renames a label when it is pushed: issues keep it, none is made or deleted', async () => {
    await push(RENAMED);
    await eventually(async () => {
      expect(await labels()).toEqual(['easy', 'good first issue', 'level/hard', 'medium']);
      expect((await seen(world.github, LAYOTTO, 273)).labels).toContain('level/hard');
    });
  });

  it('that is broken leaves the last good one in force, and the plan says so', async () => {
    await push(RENAMED);
    await eventually(async () => expect(await labels()).toContain('level/hard'));
    await push(BROKEN);
    await eventually(async () => {
      expect(await plan()).toContain('沿用之前的设置');
      expect(await plan()).toMatch(/newbie-tasks\.yml:1:1 difficultys: unknown key/);
      expect(await plan()).toMatch(/:2:11 language/);
    });
    expect(await labels()).toContain('level/hard');
  });

  it('that is mended takes the note away', async () => {
    await push(BROKEN);
    await eventually(async () => expect(await plan()).toContain('配置文件'));
    await push(RENAMED);
    await eventually(async () => expect(await plan()).not.toContain('配置文件'));
  });
});

describe('the digest', () => {
  inAWorld();

  const digest = (newsletter: string, environment: Record<string, string> = {}) => {
    const own = botEnvironment(world.github, configFolder(newsletter));
    const args = ['digest', '--date', '2022-03-18', '--section', 'tasks'];
    return runTheProgram(args, { ...own, ...environment });
  };

  it('prints what is free, across both organisations, in the lists’ order and words', async () => {
    await reopenLine();
    await world.github.quiet();
    const { code, stdout } = await digest(NEWSLETTER);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n\n').slice(3)).toEqual([
      '**Layotto**',
      '- Easy',
      '为 actuator 模块添加单元测试',
      '没有 issue 的任务',
      '重开的任务',
      '- Medium',
      '标签说它是 Medium',
      '- Hard',
      '让用户使用@SOFAService 后不需要再写@Component',
      '别处还开着的',
      expect.stringContaining('issues/108#issuecomment-872779356'),
      '**SOFARPC**',
      '- Easy',
      '中文标题',
      expect.stringContaining('issues/1127'),
    ]);
  });

  it('reads with a token in place of the App', async () => {
    const { code, stderr, stdout } = await digest(NEWSLETTER, {
      APP_ID: '',
      GITHUB_TOKEN: 'wrong',
    });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/Layotto \(mosn\/layotto\) is not in this edition: .* 401/);
  });

  it('names a project whose installation is gone, prints the rest, and fails', async () => {
    const gone = `${NEWSLETTER}  - { name: Gone, repository: nobody/nothing }\n`;
    const { code, stderr, stdout } = await digest(gone);
    expect(code).toBe(1);
    expect(stdout).toContain('**Layotto**');
    expect(stderr).toContain(
      'Gone (nobody/nothing) is not in this edition: the App is not installed there',
    );
  });
});
