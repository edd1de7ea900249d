/** The week of SOFA Weekly's edition of 2021-11-12, as GitHub may have shown it. */
import type { EmbeddedGitHub } from '@newbie-tasks/embedded-github';
import { startGitHub } from './a-github.js';

/** The instants between which the week lies: Friday 15:00 in Shanghai. */
export const SINCE = '2021-11-05T07:00:00Z';
export const UNTIL = '2021-11-12T07:00:00Z';

const RPC = 'sofastack/sofa-rpc';
const LAYOTTO = 'mosn/layotto';
export const SITE = 'sofastack/sofastack.tech';

/** By number: the English title, and the Chinese one, which the edition printed. */
const TASKS: Readonly<Record<string, Readonly<Record<number, readonly [string, string]>>>> = {
  [RPC]: {
    1101: ['Use enums instead of strings', '在服务引用和发布时，使用枚举值替代字符串硬编码'],
    1102: ['Explain how to use Nacos and ZooKeeper', '优化集成 Nacos、ZK 注册中心的文档'],
    1103: ['Make @Component unnecessary', '让用户使用@SOFAService 后不需要再写@Component'],
    1104: ['Make asynchronous calls easier', '优化 SOFARPC 的异步编程体验'],
    1105: ['Record JFR events', 'JFR 埋点'],
    1106: ['Taken by somebody', '有人正在做'],
    1107: ['In an open pull request', '已经有 PR'],
    1108: ['Closed', '已经关闭'],
  },
  [LAYOTTO]: {
    301: ['Fail fast', 'fail fast，让 Layotto 启动报错时自杀'],
    302: ['Locks for the Java SDK', '为 Java SDK 新增分布式锁 API'],
    303: ['Sequences for the Java SDK', '为 Java SDK 新增分布式自增 ID API'],
    304: ['Write a Python SDK', '开发 Python SDK'],
    305: ['Bring the Wasm demo in Rust up to date', '升级由 Rust 开发的 Wasm demo'],
    306: ['Trace with Jaeger', '集成 Jaeger 等 tracing 系统'],
    307: ['Support the Config API of Dapr', '支持 Dapr Config API'],
  },
};

/** SOFARPC's names issues alone: their titles are printed. */
const RPC_LIST = `欢迎来做新手任务！

## Easy
- [ ] #1101
- [ ] #1102
- [ ] #1106
## Medium
- [ ] #1103
- [ ] #1104
- [ ] #1107
## Hard
- [ ] #1105
- [ ] #1108
`;

/** Layotto's has the Chinese words. */
const LAYOTTO_LIST = [
  ...['## Easy', listed(301), listed(302), listed(303)],
  ...['## Medium', listed(304), listed(305)],
  ...['## Hard', listed(306), listed(307), '- [x] 已经完成 #308', ''],
].join('\n');

function listed(number: number): string {
  return `- [ ] ${TASKS[LAYOTTO]?.[number]?.[1]} #${number}`;
}

export async function startWeek(): Promise<EmbeddedGitHub> {
  const github = await startGitHub({
    organisations: [
      { login: 'sofastack', repositories: ['sofa-rpc', 'sofastack.tech'], members: ['maintainer'] },
      { login: 'mosn', repositories: ['layotto'], members: ['maintainer'] },
    ],
    people: ['ann', 'ben', 'cai', 'dora', 'eve', 'finn', 'Zoe'],
    bots: ['dependabot[bot]'],
  });
  await seedTasks(github);
  await seedPulls(github);
  await github.seedRelease({
    repository: RPC,
    tag: 'v5.8.0',
    name: 'SOFARPC 5.8.0',
    publishedAt: '2021-11-09T02:00:00Z',
    body: [
      "## What's Changed",
      '* feat: support Java 17 by @ann in https://github.com/sofastack/sofa-rpc/pull/1111',
      ...[1, 2, 3, 4, 5].map((at) => `* fix: a leak, part ${at} by @dora in https://github.com/x`),
      '',
      '## New Contributors',
      '* @cai made their first contribution in https://github.com/sofastack/sofa-rpc/pull/1',
      '**Full Changelog**: https://github.com/sofastack/sofa-rpc/compare/v5.7.9...v5.8.0',
    ].join('\r\n'),
  });
  return github;
}

async function seedTasks(github: EmbeddedGitHub): Promise<void> {
  const at = { author: 'maintainer', createdAt: '2021-11-01T00:00:00Z' };
  for (const [repository, tasks] of Object.entries(TASKS)) {
    for (const [number, titles] of Object.entries(tasks)) {
      const issue = { ...at, repository, number: Number(number), title: titles.join('; ') };
      const assignees = issue.number === 1106 ? ['finn'] : [];
      const closed = issue.number === 1108 ? { closedAt: '2021-11-01T01:00:00Z' } : {};
      await github.seedIssue({ ...issue, assignees, ...closed });
    }
  }
  const rpc = { ...at, repository: RPC };
  const layotto = { ...at, repository: LAYOTTO };
  await github.seedIssue({ ...rpc, number: 1127, title: '新手任务计划', body: RPC_LIST });
  await github.seedIssue({ ...layotto, number: 108, title: '新手任务', body: 'see below' });
  await github.seedComment({ ...layotto, number: 108, id: 872779356, body: LAYOTTO_LIST });
  await github.seedIssue({
    ...{ ...layotto, number: 308, title: 'Check the configuration; 检查配置' },
    ...{ labels: ['good first issue', 'easy'], closedAt: '2021-11-10T02:00:00Z' },
  });
}

async function seedPulls(github: EmbeddedGitHub): Promise<void> {
  const merged = (repository: string, author: string, mergedAt: string, body = '') =>
    github.seedPull({ repository, author, mergedAt, title: `By ${author}`, body });
  // Before: at the last second of the week before.
  await merged(RPC, 'ann', '2021-10-01T00:00:00Z');
  await merged(RPC, 'dora', '2021-10-12T00:00:00Z');
  await merged(RPC, 'eve', '2021-11-05T06:59:59Z');
  // In the week: from its first second to its last.
  await merged(RPC, 'ann', SINCE);
  await merged(RPC, 'dora', '2021-11-08T00:00:00Z');
  await merged(RPC, 'dependabot[bot]', '2021-11-09T00:00:00Z');
  await merged(LAYOTTO, 'dora', '2021-11-09T00:00:00Z');
  await merged(LAYOTTO, 'cai', '2021-11-09T00:00:00Z');
  await merged(LAYOTTO, 'cai', '2021-11-10T02:00:00Z', 'Fixes #308');
  await merged(LAYOTTO, 'Zoe', '2021-11-12T06:59:59Z');
  // Its end is the next week's beginning.
  await merged(RPC, 'ben', UNTIL);
  const finn = { author: 'finn', title: 'By finn' };
  await github.seedPull({ ...finn, repository: LAYOTTO, closedAt: '2021-11-10T00:00:00Z' });
  await github.seedPull({
    ...{ ...finn, repository: RPC, body: 'Fixes #1107', createdAt: '2021-11-10T00:00:00Z' },
  });
}
