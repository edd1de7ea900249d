import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { botEnvironment } from '../../src/demo/bot-process.js';
import { SECTIONS } from '../../src/newsletter/sections/index.js';
import { configFolder, runTheProgram } from '../app/a-bot.js';
import { startGitHub } from '../app/a-github.js';

const OWNERS = ['sofastack', 'mosn'];
const REPOSITORIES = 10;
const TASKS = 50;
/** Publishing looks at the tasks and the pull requests once more. */
const MOST_REQUESTS = 12 - 2;

const names = Array.from({ length: REPOSITORIES }, (_, at) => `project-${at + 1}`);
const repositories = OWNERS.flatMap((owner) => names.map((name) => `${owner}/${name}`));
const people = Array.from({ length: 12 }, (_, at) => `author-${at + 1}`);
const at = '2021-11-09T00:00:00Z';

const newsletter = JSON.stringify({
  sections: SECTIONS,
  projects: repositories.map((repository) => ({
    ...{ name: repository, repository },
    tracking: `https://github.com/${repository}/issues/1000`,
  })),
});

let github: EmbeddedGitHub;
beforeAll(async () => {
  github = await startGitHub({
    organisations: OWNERS.map((login) => ({ login, repositories: names, members: ['maintainer'] })),
    people,
  });
  let turn = 0;
  const author = () => people[turn++ % people.length] ?? '';
  for (const repository of repositories) {
    const lines = ['## Easy'];
    for (let number = 1; number <= TASKS; number += 1) {
      const labels = ['good first issue', 'easy'];
      const title = `${repository} ${number}`;
      await github.seedIssue({ repository, number, author: author(), title, labels });
      lines.push(`- [ ] 任务 #${number}`);
    }
    const list = { repository, number: 1000, title: '新手任务', body: lines.join('\n') };
    await github.seedIssue({ ...list, author: author() });
    for (const _ of [1, 2, 3, 4, 5]) {
      await github.seedPull({ repository, author: author(), title: 'a change', mergedAt: at });
    }
    await github.seedRelease({ repository, tag: 'v1', body: '- a\n- b', publishedAt: at });
  }
}, 240_000);
afterAll(() => github.close());

describe('an edition over two organisations, twenty repositories and a thousand tasks', () => {
  it(`asks at most ${MOST_REQUESTS} requests of each repository`, async () => {
    const mark = github.requests.mark();
    const { code, stdout, stderr } = await runTheProgram(
      ['digest', '--date', '2021-11-12'],
      botEnvironment(github, configFolder(newsletter)),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n').filter((line) => line === '任务')).toHaveLength(
      TASKS * repositories.length,
    );
    const paths = github.requests.ofTheBot(mark).map(({ path }) => path);
    const counts = repositories.map(
      (repository) => paths.filter((path) => path.startsWith(`/repos/${repository}/`)).length,
    );
    expect(Math.max(...counts)).toBeLessThanOrEqual(MOST_REQUESTS);
    expect(paths.length).toBeLessThanOrEqual(MOST_REQUESTS * repositories.length);
  });
});
