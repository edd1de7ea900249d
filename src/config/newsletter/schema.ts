/** The keys of `config/newsletters/*.yml`, with their defaults; the editors' JSON Schema comes out of it too. */
import { z } from 'zod';
import { LANGUAGES } from '../../messages/languages.js';
import { issueName, login, repositoryName } from '../github-names.js';
import { didYouMean, shown } from '../problems.js';
import { filePattern, oneLine, template } from '../templates.js';
import { tracking } from '../tracking.js';
import { NEWSLETTER_DEFAULTS } from './defaults.js';
import { SECTIONS, sectionForms } from './section-forms.js';

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

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

/** `friday 15:00`, in the newsletter's time zone. */
export const WEEKLY = /^([a-z]+) ([01]?\d|2[0-3]):([0-5]\d)$/i;

const weekly = z
  .string()
  .refine(
    (text) => (WEEKDAYS as readonly string[]).includes(WEEKLY.exec(text)?.[1]?.toLowerCase() ?? ''),
    'expected a weekday and a time like friday 15:00',
  );

const paragraphs = (placeholders: readonly string[]) => z.array(template(placeholders)).max(20);

const { post: postDefaults, publish: publishDefaults } = NEWSLETTER_DEFAULTS;

const post = z.strictObject({
  author: oneLine(100).exactOptional().meta({ default: postDefaults.author }),
  authorlink: oneLine(500).exactOptional().meta({ default: postDefaults.authorlink }),
  categories: oneLine(100).exactOptional().meta({ default: postDefaults.categories }),
  tags: z.array(oneLine(100)).max(20).exactOptional().meta({ default: postDefaults.tags }),
  cover: oneLine(500).exactOptional().meta({ default: postDefaults.cover }),
  url: template(['yyyyMMdd'])
    .exactOptional()
    .describe('The edition’s address once it is out, with {yyyyMMdd} for its date.')
    .meta({ default: postDefaults.url }),
});

const publish = z
  .strictObject({
    mode: z
      .enum(['file', 'issue', 'pull-request'])
      .exactOptional()
      .meta({ default: publishDefaults.mode }),
    repository: repositoryName.exactOptional().describe('The site’s repository.'),
    path: filePattern.exactOptional().meta({ default: publishDefaults.path }),
    draft: weekly
      .exactOptional()
      .describe('When the edition is opened.')
      .meta({ default: publishDefaults.draft }),
    freeze: weekly
      .exactOptional()
      .describe('From when on it is only told what would differ.')
      .meta({ default: publishDefaults.freeze }),
    at: weekly
      .exactOptional()
      .describe('When it is out; its week ends then.')
      .meta({ default: publishDefaults.at }),
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

/** One file's own keys, checked, nothing filled in. A map without keys (`tasks:`) is empty. */
export const newsletterSchema = z.strictObject({
  title: oneLine(200).exactOptional().meta({ default: NEWSLETTER_DEFAULTS.title }),
  language: z.enum(LANGUAGES).exactOptional().meta({ default: NEWSLETTER_DEFAULTS.language }),
  'time-zone': timeZone.exactOptional().meta({ default: NEWSLETTER_DEFAULTS['time-zone'] }),
  editors: z
    .array(login)
    .max(50)
    .exactOptional()
    .describe('Logins of those who may nominate an issue, beside the maintainers.'),
  projects: z.array(project).max(100).exactOptional().describe('In printing order.'),
  sections: z
    .array(z.enum(SECTIONS))
    .max(SECTIONS.length)
    .exactOptional()
    .describe('In printing order; one with nothing to print is left out.')
    .meta({ default: NEWSLETTER_DEFAULTS.sections }),
  header: paragraphs(['cover'])
    .exactOptional()
    .describe('Paragraphs above the sections of a post.')
    .meta({ default: NEWSLETTER_DEFAULTS.header }),
  footer: paragraphs(['cover'])
    .exactOptional()
    .describe('Paragraphs below the sections of a post.')
    .meta({ default: NEWSLETTER_DEFAULTS.footer }),
  contributors: sectionForms.contributors.nullable().exactOptional(),
  questions: sectionForms.questions.nullable().exactOptional(),
  tasks: sectionForms.tasks.nullable().exactOptional().describe('The form of the tasks section.'),
  releases: sectionForms.releases.nullable().exactOptional(),
  meetings: sectionForms.meetings.nullable().exactOptional(),
  reading: sectionForms.reading.nullable().exactOptional(),
  finished: sectionForms.finished.nullable().exactOptional(),
  texts: z
    .record(issueName, oneLine(500))
    .nullable()
    .exactOptional()
    .describe('A task’s printed wording: "owner/repository#12": "…".'),
  post: post.nullable().exactOptional().describe('The front matter of a Hugo post.'),
  publish: publish.nullable().exactOptional(),
});

/** The keys of one checked file, as written: kebab-case, nothing filled in. */
export type NewsletterSettings = z.output<typeof newsletterSchema>;
