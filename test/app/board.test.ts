import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { BoardState } from '../../src/domain/board.js';
import {
  boardOf,
  eventually,
  gitHub,
  LAYOTTO,
  openTask,
  openWorld,
  say,
  type World,
} from './a-bot.js';
import { startServer } from './a-server.js';

const NEWSLETTER = `
title: SOFA Weekly
projects:
  - name: Layotto
    repository: mosn/layotto
    tracking: https://github.com/mosn/layotto/issues/1
  - name: Gone
    repository: sofastack/sofa-ark
    tracking: https://github.com/sofastack/sofa-ark/issues/404
  - name: Hidden
    repository: mosn/secret
`;

type Board = {
  readonly version: number;
  readonly projects: readonly {
    readonly name: string;
    readonly readAt: string;
    readonly missing: readonly string[];
    readonly tasks: readonly {
      readonly number: number | null;
      readonly state: BoardState;
      readonly holders: readonly string[];
      readonly due: string | null;
      readonly text: string;
    }[];
  }[];
};

let world: World;

async function open(): Promise<void> {
  const github = await gitHub({
    organisations: [
      { login: 'sofastack', repositories: ['sofa-rpc', 'sofa-ark'], members: ['maintainer'] },
      {
        login: 'mosn',
        repositories: ['layotto', 'mosn', 'secret'],
        private: ['secret'],
        members: ['maintainer'],
      },
    ],
  });
  const list = '## Easy\n- [ ] 写文档 #2\n- [ ] 还没有 issue\n## Hard\n- [ ] 锁 #3';
  const seed = { author: 'maintainer', createdAt: '2021-11-01T00:00:00Z' };
  await github.seedIssue({
    ...{ ...seed, repository: 'mosn/layotto', number: 1, title: 'tasks', body: list },
  });
  for (const [repository, number] of [
    ['mosn/layotto', 2],
    ['mosn/layotto', 3],
    ['mosn/secret', 5],
    ['mosn/mosn', 6],
  ] as const) {
    const labels = number < 4 ? [] : ['good first issue', 'easy'];
    await github.seedIssue({ ...seed, repository, number, labels, title: `Task ${number}` });
  }
  world = await openWorld(github, NEWSLETTER);
  await eventually(
    async () => expect(await layotto()).toEqual(['#2 free', '- ask', '#3 free']),
    20,
  );
}
const end = () => world.end();

const board = () => boardOf<Board>(world.bot);

/** Layotto's tasks, as `#2 held ann`. */
async function layotto(): Promise<readonly string[]> {
  const { projects } = await board();
  const tasks = projects.find(({ name }) => name === 'Layotto')?.tasks ?? [];
  return tasks.map(({ number, state, holders }) =>
    [number === null ? '-' : `#${number}`, state, ...holders].join(' '),
  );
}

async function finish(who: string, number: number): Promise<void> {
  const { github } = world;
  await say(github, who, LAYOTTO, number, '/claim');
  await eventually(async () => expect(await layotto()).toContain(`#${number} held ${who}`));
  const { issues } = github.as('maintainer').rest;
  await issues.update({ ...LAYOTTO, issue_number: number, state: 'closed' });
  await eventually(async () => expect(await layotto()).toContain(`#${number} done ${who}`));
}

describe('the board of the running bot', () => {
  beforeAll(open);
  afterAll(end);

  it('has what the lists name, before anybody did anything', async () => {
    expect(await layotto()).toEqual(['#2 free', '- ask', '#3 free']);
  });

  it('has the tasks of repositories that are not active, and nothing of private ones', async () => {
    await eventually(async () => {
      const { projects } = await board();
      expect(projects.map(({ name }) => name)).toEqual(['Layotto', 'Gone', 'mosn']);
    });
    const pages = await Promise.all(
      ['/', '/tasks.json', '/feed.xml', '/badge.svg', '/?q=secret', '/newsletter'].map(
        async (path) => (await fetch(`${world.bot.url}${path}`)).text(),
      ),
    );
    expect(pages.join('')).not.toMatch(/secret(?!&)(?!")|Task 5/);
  });

  it('says that a tracking issue is missing, and answers nevertheless', async () => {
    const page = await fetch(`${world.bot.url}/?lang=en`);
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(
      /task list <a [^>]*>sofastack\/sofa-ark\/issues\/404<\/a> cannot/,
    );
  });

  it('asks GitHub nothing, whoever looks', async () => {
    const { github, bot } = world;
    await github.quiet();
    const mark = github.requests.mark();
    for (const path of [
      '/',
      '/?lang=en',
      '/tasks.json',
      '/feed.xml',
      '/badge.svg',
      '/newsletter',
    ]) {
      expect((await fetch(`${bot.url}${path}`)).status).toBe(200);
    }
    expect(github.requests.ofTheBot(mark)).toEqual([]);
  });

  it('tells who has it already that nothing changed', async () => {
    const first = await fetch(`${world.bot.url}/tasks.json`);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    expect(first.headers.get('access-control-allow-origin')).toBe('*');
    const again = await fetch(`${world.bot.url}/tasks.json`, {
      headers: { 'if-none-match': etag },
    });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const other = await fetch(`${world.bot.url}/tasks.json?difficulty=hard`, {
      headers: { 'if-none-match': etag },
    });
    expect(other.status).toBe(200);
    const head = await fetch(`${world.bot.url}/`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });
});

describe('the board, when something happens,', () => {
  beforeEach(open);
  afterEach(end);

  it('shows a claim with its deadline, and what is done with who did it', async () => {
    const { github } = world;
    await say(github, 'ann', LAYOTTO, 2, '/claim');
    await eventually(async () => expect((await layotto())[0]).toBe('#2 held ann'));
    const [held] = (await board()).projects[0]?.tasks ?? [];
    expect(Date.parse(held?.due ?? '') - Date.now()).toBeGreaterThan(13 * 24 * 3_600_000);
    await github
      .as('maintainer')
      .rest.issues.update({ ...LAYOTTO, issue_number: 2, state: 'closed' });
    await eventually(async () =>
      expect(await layotto()).toEqual(['- ask', '#3 free', '#2 done ann']),
    );
  });

  it('shows a new task, and offers it no more once its label is gone', async () => {
    const { github } = world;
    const number = await openTask(github, LAYOTTO, 'Another');
    await eventually(async () => expect(await layotto()).toContain(`#${number} free`));
    await github
      .as('maintainer')
      .rest.issues.removeLabel({ ...LAYOTTO, issue_number: number, name: 'good first issue' });
    await eventually(async () => expect(await layotto()).not.toContain(`#${number} free`));
  });

  it('has a feed of the free tasks and a badge that counts them', async () => {
    await finish('ann', 2);
    const feed = await (await fetch(`${world.bot.url}/feed.xml?difficulty=hard`)).text();
    expect(feed.match(/<entry>/g)).toHaveLength(1);
    expect(feed).toContain('[Layotto · Hard] 锁');
    const badge = await fetch(`${world.bot.url}/badge.svg?lang=en&project=layotto`);
    expect(badge.headers.get('content-type')).toMatch(/^image\/svg/);
    expect(await badge.text()).toContain('newcomer tasks: 1 free');
  });

  it('still knows deadlines after a restart', async () => {
    const { github, folder } = world;
    await finish('ann', 2);
    await say(github, 'ben', LAYOTTO, 3, '/claim');
    await eventually(async () => expect(await layotto()).toContain('#3 held ben'));
    // The project's plan, which remembers them, follows within half a minute.
    await eventually(async () => {
      const { data } = await github
        .as('maintainer')
        .rest.issues.listComments({ ...LAYOTTO, issue_number: 1 });
      expect(data.map(({ body }) => body).join()).toMatch(/"dues":\{"3":\d+\}/);
    }, 45);
    await world.bot.stop();
    const bot = await startServer({ github, configFolder: folder });
    world = { ...world, bot, end: world.end };
    try {
      await eventually(async () => {
        const tasks = (await board()).projects[0]?.tasks ?? [];
        const held = tasks.find(({ number }) => number === 3);
        expect(held).toMatchObject({ state: 'held', holders: ['ben'] });
        expect(Date.parse(held?.due ?? '') - Date.now()).toBeGreaterThan(29 * 24 * 3_600_000);
        // What was done is known by GitHub.
        expect(tasks.map(({ number, state }) => `${number} ${state}`)).toContain('2 done');
      });
    } finally {
      await bot.stop();
    }
  }, 90_000);
});
