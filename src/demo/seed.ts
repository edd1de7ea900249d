/** What the embedded GitHub holds when the demo begins: the tasks of SOFA Weekly 2021-11-12. */
import { DIFFICULTIES, DIFFICULTY_TRAITS, type Difficulty } from '../domain/difficulty.js';

export type SeedTask = {
  readonly number: number;
  readonly difficulty: Difficulty;
  /** As the edition printed it. */
  readonly text: string;
  readonly english: string;
};

export type SeedProject = {
  readonly name: string;
  readonly owner: string;
  readonly repo: string;
  readonly tracking: number;
  /** The comment that holds the Chinese list. */
  readonly listComment: number;
  /** The list's headings that say more than the difficulty. */
  readonly headings: Readonly<Partial<Record<Difficulty, string>>>;
  readonly tasks: readonly SeedTask[];
};

export const EDITION_DATE = '2021-11-12';

export const MAINTAINER = 'maintainer';
export const NEWCOMERS = ['ann', 'ben'] as const;

export const PROJECTS: readonly SeedProject[] = [
  {
    name: 'SOFARPC',
    owner: 'sofastack',
    repo: 'sofa-rpc',
    tracking: 1127,
    listComment: 966087001,
    headings: { easy: '## Easy——从这里开始，成为Contributor!' },
    tasks: [
      {
        number: 1030,
        difficulty: 'easy',
        text: '在服务引用和发布时，使用枚举值替代字符串硬编码',
        english: 'Use enums in place of hard-coded strings when referring and exporting services',
      },
      {
        number: 1031,
        difficulty: 'easy',
        text: '优化集成 Nacos、ZK 注册中心的文档',
        english: 'Improve the documents on Nacos and ZooKeeper registries',
      },
      {
        number: 1032,
        difficulty: 'medium',
        text: '让用户使用@SOFAService 后不需要再写@Component',
        english: 'Make @SOFAService work without @Component',
      },
      {
        number: 1033,
        difficulty: 'medium',
        text: '优化 SOFARPC 的异步编程体验',
        english: 'Improve asynchronous programming with SOFARPC',
      },
      { number: 1034, difficulty: 'hard', text: 'JFR 埋点', english: 'Events for JFR' },
    ],
  },
  {
    name: 'Layotto',
    owner: 'mosn',
    repo: 'layotto',
    tracking: 108,
    listComment: 872779356,
    headings: {},
    tasks: [
      {
        number: 271,
        difficulty: 'easy',
        text: 'fail fast，让 Layotto 启动报错时自杀',
        english: 'Fail fast when Layotto cannot start',
      },
      {
        number: 272,
        difficulty: 'easy',
        text: '为 Java SDK 新增分布式锁 API',
        english: 'Distributed lock API for the Java SDK',
      },
      {
        number: 273,
        difficulty: 'easy',
        text: '为 Java SDK 新增分布式自增 ID API',
        english: 'Sequencer API for the Java SDK',
      },
      { number: 274, difficulty: 'medium', text: '开发 Python SDK', english: 'A Python SDK' },
      {
        number: 275,
        difficulty: 'medium',
        text: '升级由 Rust 开发的 Wasm demo',
        english: 'Upgrade the Wasm demo in Rust',
      },
      {
        number: 276,
        difficulty: 'hard',
        text: '集成 Jaeger 等 tracing 系统',
        english: 'Integrate Jaeger and other tracing systems',
      },
      {
        number: 277,
        difficulty: 'hard',
        text: '支持 Dapr Config API',
        english: 'Support the Dapr configuration API',
      },
    ],
  },
];

/** The section that SOFA Weekly printed on that day, byte for byte. */
export const PRINTED_SECTION = `### SOFAStack&MOSN:新手任务计划

作为技术同学，你是否有过“想参与某个开源项目的开发、但是不知道从何下手”的感觉？

为了帮助大家更好的参与开源项目，SOFAStack 和 MOSN 社区会定期发布适合新手的新手开发任务，帮助大家 learning by doing!

**SOFARPC**

- Easy

在服务引用和发布时，使用枚举值替代字符串硬编码

优化集成 Nacos、ZK 注册中心的文档

- Medium

让用户使用@SOFAService 后不需要再写@Component

优化 SOFARPC 的异步编程体验

- Hard

JFR 埋点

「详细参考」：[https://github.com/sofastack/sofa-rpc/issues/1127](https://github.com/sofastack/sofa-rpc/issues/1127)

**Layotto**

- Easy

fail fast，让 Layotto 启动报错时自杀

为 Java SDK 新增分布式锁 API

为 Java SDK 新增分布式自增 ID API

- Medium

开发 Python SDK

升级由 Rust 开发的 Wasm demo

- Hard

集成 Jaeger 等 tracing 系统

支持 Dapr Config API

「详细参考」：[https://github.com/mosn/layotto/issues/108#issuecomment-872779356](https://github.com/mosn/layotto/issues/108#issuecomment-872779356)`;

/** The Chinese list of a project, as its maintainers keep it in a comment. */
export function listOf(project: SeedProject): string {
  const sections = sectionsOf(project, ({ text }) => text);
  return ['欢迎来到新手任务！挑一个，打开它，评论一行 `/claim`。', ...sections].join('\n\n');
}

/** The English list in the tracking issue's body, which nobody configured. */
export function englishListOf(project: SeedProject): string {
  const sections = sectionsOf(project, ({ english }) => english);
  return [`Tasks for newcomers to ${project.name}`, ...sections].join('\n\n');
}

function sectionsOf(
  { tasks, headings }: SeedProject,
  wording: (task: SeedTask) => string,
): readonly string[] {
  return DIFFICULTIES.map((difficulty) => {
    const lines = tasks
      .filter((task) => task.difficulty === difficulty)
      .map((task) => `- [ ] ${wording(task)} #${task.number}`);
    const heading = headings[difficulty] ?? `## ${DIFFICULTY_TRAITS[difficulty].name}`;
    return [heading, ...lines].join('\n');
  });
}
