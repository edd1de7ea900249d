import { afterEach, describe, expect, it } from '@jest/globals';
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { eventually, gitHub, LAYOTTO, openWorld, seen, type World } from './a-bot.js';

const STALE = `name: Stale
jobs:
  stale:
    steps:
      - uses: actions/stale@v5
        with:
          exempt-issue-labels: 'pinned'
`;

let world: World | null = null;
afterEach(async () => {
  await world?.end();
  world = null;
});

/** A repository with a task, a list and a stale bot, before the App comes. */
async function aRepository(): Promise<EmbeddedGitHub> {
  const github = await gitHub();
  const at = {
    repository: 'mosn/layotto',
    author: 'maintainer',
    createdAt: '2021-11-01T00:00:00Z',
  };
  await github.seedIssue({
    ...at,
    number: 3,
    title: 'Old',
    labels: ['good first issue', 'kind/easy'],
  });
  const body = '## Easy\n- [ ] a #3\n- [ ] b\n## Hard\n- [ ] c\n';
  await github.seedIssue({ ...at, number: 108, title: 'Community tasks', body });
  await github.as('maintainer').rest.repos.createOrUpdateFileContents({
    ...LAYOTTO,
    path: '.github/workflows/stale.yml',
    message: 'stale',
    content: Buffer.from(STALE).toString('base64'),
  });
  return github;
}

async function onboardingOf(github: EmbeddedGitHub) {
  const { data } = await github
    .as('maintainer')
    .rest.issues.listForRepo({ ...LAYOTTO, state: 'all', per_page: 100 });
  return data.filter(({ body }) => body?.includes('<!-- newbie-tasks:onboarding -->'));
}

describe('a repository that has tasks when the App is installed', () => {
  it('gets one issue with what was found, and nothing else is touched', async () => {
    world = await openWorld(await aRepository());
    const { github } = world;
    await eventually(async () => expect(await onboardingOf(github)).toHaveLength(1));
    const [issue] = await onboardingOf(github);
    expect(issue?.user?.login).toBe(github.botLogin);
    expect(issue?.body).toContain('1 个');
    expect(issue?.body).toContain('`kind/easy`');
    expect(issue?.body).toContain('#108 Community tasks');
    expect(issue?.body).toContain("exempt-issue-labels: 'pinned,good first issue'");
    expect(issue?.body).toContain('tracking: https://github.com/mosn/layotto/issues/108');
    expect(issue?.body).toMatch(/^- \[ \] \*\*同意/m);
    expect((await seen(github, LAYOTTO, 3)).plans).toEqual([]);
    const { data: labels } = await github.as('maintainer').rest.issues.listLabelsForRepo(LAYOTTO);
    expect(labels.map(({ name }) => name)).not.toContain('medium');
    await github.deliver('repository', {
      action: 'edited',
      repository: { full_name: 'mosn/layotto' },
      sender: { login: 'maintainer' },
    });
    await github.quiet(500);
    expect(await onboardingOf(github)).toHaveLength(1);
  }, 60_000);

  it('is kept in order once somebody with write access ticks the box, and nobody else', async () => {
    world = await openWorld(await aRepository());
    const { github } = world;
    await eventually(async () => expect(await onboardingOf(github)).toHaveLength(1));
    const [issue] = await onboardingOf(github);
    const where = { ...LAYOTTO, issue_number: issue?.number ?? 0 };
    const body = (issue?.body ?? '').replace('- [ ] **同意', '- [x] **同意');
    const labels = async () => {
      const { data } = await github.as('maintainer').rest.issues.listLabelsForRepo(LAYOTTO);
      return data.map(({ name }) => name);
    };
    await github.as('ann').rest.issues.update({ ...where, body });
    await eventually(async () => {
      const { data } = await github.as('maintainer').rest.issues.get(where);
      expect(data.body).toContain('- [ ] **同意');
    });
    expect(await labels()).not.toContain('medium');
    await github.as('maintainer').rest.issues.update({ ...where, body });
    await eventually(async () =>
      expect(await labels()).toEqual(expect.arrayContaining(['medium', 'hard'])),
    );
    expect((await github.as('maintainer').rest.issues.get(where)).data.body).toBe(body);
  }, 60_000);
});

describe('a repository without tasks', () => {
  it('gets no issue', async () => {
    world = await openWorld(await gitHub());
    await world.github.quiet(500);
    expect(await onboardingOf(world.github)).toEqual([]);
  });
});
