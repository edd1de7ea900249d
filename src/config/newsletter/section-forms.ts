/** How each section is printed: forms, in printing order where they are lists. */
import { z } from 'zod';
import { oneLine, template } from '../templates.js';
import { NEWSLETTER_DEFAULTS } from './defaults.js';

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
export type SectionKind = (typeof SECTIONS)[number];

/** The keys of one section, each optional, with the defaults that editors are shown. */
function section<Shape extends Readonly<Record<string, z.ZodType>>>(
  name: SectionKind,
  shape: Shape,
) {
  const defaults: Readonly<Record<string, unknown>> = NEWSLETTER_DEFAULTS[name];
  const optional = Object.entries(shape).map(
    ([key, schema]) => [key, schema.exactOptional().meta({ default: defaults[key] })] as const,
  );
  type Optional = { [Key in keyof Shape]: z.ZodExactOptional<Shape[Key]> };
  return z.strictObject(Object.fromEntries(optional) as unknown as Optional);
}

const common = {
  title: template([]).describe('What the edition’s title says of the section; "" says nothing.'),
  heading: template([]),
  intro: z.array(template([])).max(20).describe('Paragraphs under the heading.'),
};

const most = z.int().min(1).max(100);

const CATEGORY_MOST = z.int().min(1).max(50);

export const sectionForms = {
  contributors: section('contributors', {
    ...common,
    show: z.array(z.enum(['picture', 'people'])).max(2),
    person: template(['login', 'url']),
    first: template(['login', 'url']).describe('Of somebody’s first contribution.'),
  }),
  questions: section('questions', {
    ...common,
    asker: template(['asker', 'place']).describe('Above a question from a file.'),
    nominated: template(['asker', 'place', 'number']).describe('Above a nominated issue.'),
    question: template(['text']),
    answer: template(['text']),
    reference: template(['project', 'url']),
    most: most.describe('Questions from files; the others wait for the next edition.'),
  }),
  tasks: section('tasks', {
    ...common,
    project: template(['name']),
    difficulty: template(['difficulty']),
    task: template(['text', 'number', 'url', 'editions']).refine(
      (text) => /\{\s*text\b/.test(text),
      'expected a form that contains {text}',
    ),
    reference: template(['url']),
    pick: z
      .union(
        [
          z.literal('all'),
          z.strictObject({
            'per-difficulty': CATEGORY_MOST.exactOptional(),
            'per-category': CATEGORY_MOST.exactOptional(),
            order: z.enum(['newest', 'rotate']).exactOptional().meta({ default: 'rotate' }),
          }),
        ],
        {
          error: () => 'expected all, or { per-difficulty, per-category, order: newest | rotate }',
        },
      )
      .describe('Which of the free tasks are printed.'),
  }),
  releases: section('releases', {
    ...common,
    release: template(['project', 'tag', 'name', 'url']),
    note: template(['text']),
    more: template(['count']).describe('Where notes were left out.'),
    reference: template(['url']),
    most: most.describe('Notes of one release.'),
  }),
  meetings: section('meetings', { ...common, meeting: template(['project', 'title', 'at']) }),
  reading: section('reading', {
    ...common,
    item: template(['title', 'url']),
    posts: oneLine(500)
      .or(z.literal(''))
      .describe('The address of a post of the site, with {name} for its folder; "" reads none.'),
    most,
  }),
  finished: section('finished', {
    ...common,
    task: template(['text', 'number', 'project', 'login', 'url']),
  }),
} as const;
