/**
 * SOFA Weekly as it was printed on 2021-11-12; what that edition did not have, as later ones had
 * it. A key that a newsletter leaves out is this.
 */
const COVER = 'https://gw.alipayobjects.com/zos/bmw-prod/5bcdff25-e21a-43ab-8e34-04305cd379ae.webp';
const FOLLOW_US =
  'https://gw.alipayobjects.com/zos/bmw-prod/5f2e9662-eff8-4b6b-abb6-08799da42fcc.webp';

export const NEWSLETTER_DEFAULTS = {
  title: 'SOFA Weekly',
  language: 'zh-CN',
  'time-zone': 'Asia/Shanghai',
  sections: ['contributors', 'questions', 'tasks', 'reading'],
  header: [
    'SOFA WEEKLY | 每周精选，筛选每周精华问答',
    '同步开源进展，欢迎留言互动',
    '![weekly.jpg]({cover})',
    'SOFAStack（Scalable Open Financial Architecture Stack)是蚂蚁集团自主研发的金融级云原生架构，包含了构建金融级云原生架构所需的各个组件，包括微服务研发框架，RPC 框架，服务注册中心，分布式定时任务，限流/熔断框架，动态配置推送，分布式链路追踪，Metrics 监控度量，分布式高可用消息队列，分布式事务框架，分布式数据库代理层等组件，也是在金融场景里锤炼出来的最佳实践。',
    'SOFAStack 官网: [https://www.sofastack.tech](https://www.sofastack.tech/)',
    'SOFAStack: [https://github.com/sofastack](https://github.com/sofastack)',
  ],
  footer: [`>![weekly.jpg](${FOLLOW_US})`],
  contributors: {
    title: '社区本周 Contributor',
    heading: '### SOFA&MOSN 社区本周 Contributor',
    intro: [],
    show: ['picture', 'people'],
    person: '[{login}]({url})',
    first: '[{login}]({url})（首次贡献）',
  },
  questions: {
    title: 'QA 整理',
    heading: '### 每周读者问答提炼',
    intro: [
      '欢迎大家向公众号留言提问或在群里与我们互动',
      '我们会筛选重点问题',
      '通过 " SOFA WEEKLY " 的形式回复',
    ],
    asker: '**@{asker}** 提问：',
    nominated: '**{place}.@{asker} #{number}**',
    question: '>{text}',
    answer: 'A：{text}',
    reference: '「{project}」：[{url}]({url})',
    most: 4,
  },
  tasks: {
    title: '新手任务计划',
    heading: '### SOFAStack&MOSN:新手任务计划',
    intro: [
      '作为技术同学，你是否有过“想参与某个开源项目的开发、但是不知道从何下手”的感觉？',
      '为了帮助大家更好的参与开源项目，SOFAStack 和 MOSN 社区会定期发布适合新手的新手开发任务，帮助大家 learning by doing!',
    ],
    project: '**{name}**',
    difficulty: '- {difficulty}',
    task: '{text}',
    reference: '「详细参考」：[{url}]({url})',
    pick: 'all',
  },
  releases: {
    title: '本周发布',
    heading: '### 本周发布',
    intro: [],
    release: '**{project} {tag}**',
    note: '- {text}',
    more: '- ……以及另外 {count} 项',
    reference: '「详细参考」：[{url}]({url})',
    most: 5,
  },
  meetings: {
    title: '社区会议',
    heading: '### 社区会议',
    intro: [],
    meeting: '**{project}**（{at}）{title}',
  },
  reading: {
    title: '',
    heading: '#### 本周推荐阅读',
    intro: [],
    item: '- [{title}]({url})',
    posts: '',
    most: 4,
  },
  finished: {
    title: '',
    heading: '### 本周完成的新手任务',
    intro: [],
    task: '- {text}（{project}），感谢 [{login}]({url})！',
  },
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
