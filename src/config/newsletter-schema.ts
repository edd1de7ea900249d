/** The keys of `config/newsletters/*.yml`, with their defaults; the editors' JSON Schema comes out of it too. */
import { z } from 'zod';
import { issueName, login, repositoryName } from './github-names.js';
import { didYouMean, shown } from './problems.js';
import { filePattern, oneLine, template } from './templates.js';
import { tracking } from './tracking.js';

/** The parts of an edition, in no order. */
export const SECTIONS = [
  'contributors',
  'questions',
  'tasks',
  'reading',
  'releases',
  'meetings',
  'finished',
] as const;
export type Section = (typeof SECTIONS)[number];

/** The sections that this version can print; the others may be named, and are left out. */
export const AVAILABLE_SECTIONS: readonly Section[] = ['tasks'];

/** SOFA Weekly of 2021-11-12. The forms of difficulty and task are what that edition printed. */
export const NEWSLETTER_DEFAULTS = {
  title: 'SOFA Weekly',
  language: 'zh-CN',
  'time-zone': 'Asia/Shanghai',
  sections: ['contributors', 'questions', 'tasks', 'reading'],
  tasks: {
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
  publish: { mode: 'file', path: 'content/zh/blog/sofa-weekly-{yyyyMMdd}/index.md' },
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

const tasks = z.strictObject({
  heading: template([]).exactOptional().meta({ default: NEWSLETTER_DEFAULTS.tasks.heading }),
  intro: z
    .array(template([]))
    .max(20)
    .exactOptional()
    .describe('Paragraphs under the heading.')
    .meta({ default: NEWSLETTER_DEFAULTS.tasks.intro }),
  project: template(['name']).exactOptional().meta({ default: NEWSLETTER_DEFAULTS.tasks.project }),
  difficulty: template(['difficulty'])
    .exactOptional()
    .meta({ default: NEWSLETTER_DEFAULTS.tasks.difficulty }),
  task: template(['text'])
    .refine((text) => text.includes('{text}'), 'expected a form that contains {text}')
    .exactOptional()
    .meta({ default: NEWSLETTER_DEFAULTS.tasks.task }),
  reference: template(['url'])
    .exactOptional()
    .meta({ default: NEWSLETTER_DEFAULTS.tasks.reference }),
  pick: z
    .enum(['all'])
    .exactOptional()
    .describe('Which of the free tasks are printed.')
    .meta({ default: NEWSLETTER_DEFAULTS.tasks.pick }),
});

const publish = z.strictObject({
  mode: z
    .enum(['file', 'issue', 'pull-request'])
    .exactOptional()
    .meta({ default: NEWSLETTER_DEFAULTS.publish.mode }),
  repository: repositoryName.exactOptional().describe('The site’s repository.'),
  path: filePattern.exactOptional().meta({ default: NEWSLETTER_DEFAULTS.publish.path }),
});

/** One file's own keys, checked, nothing filled in. A map without keys (`tasks:`) is empty. */
export const newsletterSchema = z.strictObject({
  title: oneLine(200).exactOptional().meta({ default: NEWSLETTER_DEFAULTS.title }),
  language: z.enum(['zh-CN', 'en']).exactOptional().meta({ default: NEWSLETTER_DEFAULTS.language }),
  'time-zone': timeZone.exactOptional().meta({ default: NEWSLETTER_DEFAULTS['time-zone'] }),
  editors: z
    .array(login)
    .max(50)
    .exactOptional()
    .describe('Logins of those who may nominate a task, beside the maintainers.'),
  projects: z.array(project).max(100).exactOptional().describe('In printing order.'),
  sections: z
    .array(z.enum(SECTIONS))
    .max(SECTIONS.length)
    .exactOptional()
    .describe(`In printing order. This version prints: ${AVAILABLE_SECTIONS.join(', ')}.`)
    .meta({ default: NEWSLETTER_DEFAULTS.sections }),
  tasks: tasks.nullable().exactOptional().describe('The form of the tasks section.'),
  texts: z
    .record(issueName, oneLine(500))
    .nullable()
    .exactOptional()
    .describe('A task’s printed wording: "owner/repository#12": "…".'),
  publish: publish.nullable().exactOptional(),
});

/** The keys of one checked file, as written: kebab-case, nothing filled in. */
export type NewsletterSettings = z.output<typeof newsletterSchema>;
