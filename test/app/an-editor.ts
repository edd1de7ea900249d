/** A site into which editions are published, and the editors who work on them. */

import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import { editionSchema } from '../../src/newsletter/edition.js';
import { gitHub } from './a-bot.js';

export const SITE = { owner: 'sofastack', repo: 'site' } as const;
export const site = 'sofastack/site';
export const MAY_WRITE = {
  ...{ issues: 'write', pull_requests: 'write', contents: 'write', metadata: 'read' },
};

/** A Friday that is over: its edition is frozen. */
export const PAST = '2021-11-12';
/** A Friday to come: its edition is a draft. */
export const FUTURE = '2999-11-15';

export const pathOf = (date: string, file = 'index.md') =>
  `content/zh/blog/sofa-weekly-${date.replaceAll('-', '')}/${file}`;
export const branchOf = (date: string) =>
  `newbie-tasks/content-zh-blog-sofa-weekly-${date.replaceAll('-', '')}`;

/** `title` names what is printed; `more` overrides. */
export const newsletterOf = (more: object = {}): string =>
  JSON.stringify({
    projects: [
      { name: 'SOFARPC', repository: 'sofastack/sofa-rpc' },
      { name: 'Layotto', repository: 'mosn/layotto' },
    ],
    header: ['大家好'],
    footer: [],
    publish: { mode: 'pull-request', repository: site },
    ...more,
  });

export const TASKS = [
  ['sofastack/sofa-rpc', 11, '为 Dubbo 协议增加一个过滤器', 'easy'],
  ['sofastack/sofa-rpc', 12, '翻译快速开始文档', 'easy'],
  ['sofastack/sofa-rpc', 13, 'Redis 分布式锁支持续租', 'hard'],
  ['mosn/layotto', 21, '补充序列化模块的单元测试', 'easy'],
] as const;
export const line = (number: number) => TASKS.find((task) => task[1] === number)?.[2] ?? '';

export async function aSite(
  permissions: Readonly<Record<string, string>> = MAY_WRITE,
): Promise<EmbeddedGitHub> {
  const github = await gitHub({
    bots: ['other[bot]'],
    organisations: [
      { login: 'sofastack', repositories: ['sofa-rpc', 'site'], members: ['maintainer', 'editor'] },
      { login: 'mosn', repositories: ['layotto'], members: ['maintainer'] },
    ],
    permissions,
  });
  for (const [repository, number, title, difficulty] of TASKS) {
    await github.seedIssue({
      ...{ repository, number, title, author: 'maintainer' },
      ...{ labels: ['good first issue', difficulty], createdAt: '2021-11-01T00:00:00Z' },
    });
  }
  return github;
}

/** A token of the App's, as a workflow has it: GitHub does not tell it whose it is. */
export async function appToken(github: EmbeddedGitHub): Promise<string> {
  const { appId, privateKey, url } = github;
  const request = new Octokit({ baseUrl: url }).request;
  const installationId = github.installationOf(SITE.owner);
  const auth = createAppAuth({ appId, privateKey, installationId, request });
  return (await auth({ type: 'installation' })).token;
}

/** Everything but reads, as `METHOD path`, since a mark; by the bot or by the token's person. */
export function writesSince(github: EmbeddedGitHub, mark: number): readonly string[] {
  return github.requests
    .since(mark)
    .filter(({ method, path }) => method !== 'GET' && !path.includes('access_tokens'))
    .map(({ method, path }) => `${method} ${path}`);
}

/** A file on a branch; null: there is none. */
export async function fileOn(github: EmbeddedGitHub, branch: string, path: string) {
  try {
    const { data } = await github
      .as('maintainer')
      .rest.repos.getContent({ ...SITE, path, ref: branch });
    if (!('content' in data)) return null;
    return { sha: data.sha, text: Buffer.from(data.content, 'base64').toString('utf8') };
  } catch {
    return null;
  }
}

export const postOf = async (github: EmbeddedGitHub, date: string) =>
  (await fileOn(github, branchOf(date), pathOf(date)))?.text ?? '';

/** An editor's commit on the edition's branch, as GitHub's web page makes it. */
export async function editPost(
  github: EmbeddedGitHub,
  date: string,
  edit: (text: string) => string,
  path = pathOf(date),
): Promise<void> {
  const branch = branchOf(date);
  const file = await fileOn(github, branch, path);
  await github.as('editor').rest.repos.createOrUpdateFileContents({
    ...{ ...SITE, path, branch, message: '改几个字' },
    content: Buffer.from(edit(file?.text ?? '')).toString('base64'),
    ...(file === null ? {} : { sha: file.sha }),
  });
}

export async function pullsOf(github: EmbeddedGitHub) {
  const { data } = await github.as('maintainer').rest.pulls.list({ ...SITE, state: 'all' });
  return data;
}

export async function commitsOn(github: EmbeddedGitHub, date: string) {
  const { data } = await github
    .as('maintainer')
    .rest.repos.listCommits({ ...SITE, sha: branchOf(date), per_page: 100 });
  return data.map(({ commit }) => commit.message);
}

export const assign = (github: EmbeddedGitHub, number: number, login = 'ann') => {
  const [owner = '', repo = ''] = TASKS.find((task) => task[1] === number)?.[0].split('/') ?? [];
  const assignees = login === '' ? [] : [login];
  return github.as('maintainer').rest.issues.update({
    ...{ owner, repo, issue_number: number, assignees },
  });
};

export const parseEdition = (text: string) => editionSchema.parse(JSON.parse(text).edition);
