/** The keys of a newsletter's file beside its sections, with their defaults. */

import { z } from 'zod';
import { issueName, login, repositoryName } from '../../config/github-names.js';
import { didYouMean, shown } from '../../config/problems.js';
import { filePattern, oneLine, template } from '../../config/templates.js';
import { tracking } from '../../config/tracking.js';
import { LANGUAGES } from '../../messages/languages.js';

const COVER = 'https://gw.alipayobjects.com/zos/bmw-prod/5bcdff25-e21a-43ab-8e34-04305cd379ae.webp';
const FOLLOW_US =
  'https://gw.alipayobjects.com/zos/bmw-prod/5f2e9662-eff8-4b6b-abb6-08799da42fcc.webp';

/** SOFA Weekly as it was printed on 2021-11-12: a key that a newsletter leaves out is this. */
export const FRAME_DEFAULTS = {
  title: 'SOFA Weekly',
  language: 'zh-CN',
  'time-zone': 'Asia/Shanghai',
  header: [
    'SOFA WEEKLY | 每周精选，筛选每周精华问答',
    '同步开源进展，欢迎留言互动',
    '![weekly.jpg]({cover})',
    'SOFAStack（Scalable Open Financial Architecture Stack)是蚂蚁集团自主研发的金融级云原生架构，包含了构建金融级云原生架构所需的各个组件，包括微服务研发框架，RPC 框架，服务注册中心，分布式定时任务，限流/熔断框架，动态配置推送，分布式链路追踪，Metrics 监控度量，分布式高可用消息队列，分布式事务框架，分布式数据库代理层等组件，也是在金融场景里锤炼出来的最佳实践。',
    'SOFAStack 官网: [https://www.sofastack.tech](https://www.sofastack.tech/)',
    'SOFAStack: [https://github.com/sofastack](https://github.com/sofastack)',
  ],
  footer: [`>![weekly.jpg](${FOLLOW_US})`],
  post: {
    author: 'SOFA 团队',
    authorlink: 'https://github.com/sofastack',
    categories: 'SOFA Weekly',
    tags: ['SOFA Weekly'],
    cover: COVER,
    url: 'https://www.sofastack.tech/blog/sofa-weekly-{yyyyMMdd}/',
  },
  publish: {
    mode: 'file',
    path: 'content/zh/blog/sofa-weekly-{yyyyMMdd}/index.md',
    draft: 'thursday 15:00',
    freeze: 'friday 12:00',
    at: 'friday 15:00',
  },
} as const;

const timeZone = z.string().superRefine((name, context) => {
  if (isTimeZone(name)) return;
  const hint = didYouMean(name, Intl.supportedValuesOf('timeZone'));
  const message = `expected a time zone like Asia/Shanghai, found "${shown(name)}"${hint}`;
  context.addIssue({ code: 'custom', message });
});

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const project = z.strictObject({
  name: oneLine(100).describe('The name that is printed.'),
  repository: repositoryName.describe('owner/repository; the organisations may differ.'),
  tracking: tracking.exactOptional(),
});

export const WEEKDAYS: readonly string[] = [
  ...['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
];

/** `friday 15:00`, in the newsletter's time zone. */
export const WEEKLY = /^([a-z]+) ([01]?\d|2[0-3]):([0-5]\d)$/i;

const weekly = z
  .string()
  .refine(
    (text) => WEEKDAYS.includes(WEEKLY.exec(text)?.[1]?.toLowerCase() ?? ''),
    'expected a weekday and a time like friday 15:00',
  );

const paragraphs = z.array(template(['cover'])).max(20);

const post = z.strictObject({
  author: oneLine(100).exactOptional().meta({ default: FRAME_DEFAULTS.post.author }),
  authorlink: oneLine(500).exactOptional().meta({ default: FRAME_DEFAULTS.post.authorlink }),
  categories: oneLine(100).exactOptional().meta({ default: FRAME_DEFAULTS.post.categories }),
  tags: z.array(oneLine(100)).max(20).exactOptional().meta({ default: FRAME_DEFAULTS.post.tags }),
  cover: oneLine(500).exactOptional().meta({ default: FRAME_DEFAULTS.post.cover }),
  url: template(['yyyyMMdd'])
    .exactOptional()
    .describe('The edition’s address once it is out, with {yyyyMMdd} for its date.')
    .meta({ default: FRAME_DEFAULTS.post.url }),
});

const publish = z
  .strictObject({
    mode: z
      .enum(['file', 'issue', 'pull-request'])
      .exactOptional()
      .meta({ default: FRAME_DEFAULTS.publish.mode }),
    repository: repositoryName.exactOptional().describe('The site’s repository.'),
    path: filePattern.exactOptional().meta({ default: FRAME_DEFAULTS.publish.path }),
    draft: weekly
      .exactOptional()
      .describe('When the edition is opened.')
      .meta({ default: FRAME_DEFAULTS.publish.draft }),
    freeze: weekly
      .exactOptional()
      .describe('From when on it is only told what would differ.')
      .meta({ default: FRAME_DEFAULTS.publish.freeze }),
    at: weekly
      .exactOptional()
      .describe('When it is out; its week ends then.')
      .meta({ default: FRAME_DEFAULTS.publish.at }),
  })
  .superRefine(({ mode, repository, path }, context) => {
    const problem = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message });
    if (mode !== undefined && mode !== 'file' && repository === undefined) {
      problem('mode', `${mode} needs publish.repository, where the edition goes`);
    }
    if (mode === 'pull-request' && path !== undefined && !path.includes('{yyyyMMdd}')) {
      problem(
        'path',
        'expected {yyyyMMdd} in the path: each edition has a pull request of its own',
      );
    }
  });

/** A map without keys (`texts:`) is empty. */
export const frameKeys = {
  title: oneLine(200).exactOptional().meta({ default: FRAME_DEFAULTS.title }),
  language: z.enum(LANGUAGES).exactOptional().meta({ default: FRAME_DEFAULTS.language }),
  'time-zone': timeZone.exactOptional().meta({ default: FRAME_DEFAULTS['time-zone'] }),
  editors: z
    .array(login)
    .max(50)
    .exactOptional()
    .describe('Logins of those who may nominate an issue, beside the maintainers.'),
  projects: z.array(project).max(100).exactOptional().describe('In printing order.'),
  header: paragraphs
    .exactOptional()
    .describe('Paragraphs above the sections of a post.')
    .meta({ default: FRAME_DEFAULTS.header }),
  footer: paragraphs
    .exactOptional()
    .describe('Paragraphs below the sections of a post.')
    .meta({ default: FRAME_DEFAULTS.footer }),
  texts: z
    .record(issueName, oneLine(500))
    .nullable()
    .exactOptional()
    .describe('A task’s printed wording: "owner/repository#12": "…".'),
  post: post.nullable().exactOptional().describe('The front matter of a Hugo post.'),
  publish: publish.nullable().exactOptional(),
};
