/** Recommended reading: the editors' `reading.md`, then the site's own new posts. */
import { z } from 'zod';
import { patternOf } from '../../config/template-values.js';
import { fill, oneLine, template } from '../../config/templates.js';
import { type Read, readLines } from '../editors-files.js';
import { askedIn, type Earlier } from '../history.js';
import {
  type Composed,
  formOf,
  type Immutable,
  type Ingredients,
  type SectionDeclaration,
} from './section.js';

const form = formOf(
  {
    item: template(['title', 'url']),
    posts: oneLine(500)
      .or(z.literal(''))
      .describe('The address of a post of the site, with {name} for its folder; "" reads none.'),
    most: z.int().min(1).max(100),
  },
  {
    title: '',
    heading: '#### 本周推荐阅读',
    intro: [],
    item: '- [{title}]({url})',
    posts: '',
    most: 4,
  },
);

type ReadingForm = ReturnType<typeof form.resolve>;

const data = z.object({
  kind: z.literal('reading'),
  articles: z.array(z.object({ title: z.string(), url: z.string() })),
});

type ReadingSection = Immutable<z.output<typeof data>>;
export type Article = ReadingSection['articles'][number];
type Files = readonly Article[];

export const reading = {
  kind: 'reading',
  form,
  data,
  readFiles,
  compose,
  waiting,
  asked,
  print,
  parse,
} satisfies SectionDeclaration<ReadingSection, ReadingForm, unknown, Files>;

/** The address ends where another link could begin: only the last one of a line is its link. */
const ARTICLE =
  /^[ \t]*[-*+][ \t]+\[(?<title>.+)\]\((?<url>https?:\/\/(?:(?!\]\(https?:\/\/[^\s)])[^\s)])+)\)[ \t]*$/;

function readFiles(folder: string): Promise<Read<Files>> {
  return readLines(folder, 'reading.md', (line) => {
    const { title, url } = ARTICLE.exec(line)?.groups ?? {};
    if (title !== undefined && url !== undefined) return { title, url };
    return /^[ \t]*[-*+][ \t]/.test(line) ? 'expected - [title](https://…)' : null;
  });
}

/** What no earlier edition recommended. */
function compose(
  { files, posts, earlier }: Ingredients<unknown, Files, ReadingSection>,
  { most }: ReadingForm,
): Composed<ReadingSection> {
  const known = readIn(earlier);
  const all = [...files, ...posts].filter(({ url }) => !known.has(url));
  const articles = [...new Map(all.map((article) => [article.url, article])).values()];
  const printed = articles.slice(0, most);
  const own = new Set(files.map(({ url }) => url));
  const left = articles.slice(printed.length);
  const waiting = left.filter(({ url }) => own.has(url)).length;
  return {
    data: printed.length === 0 ? null : { kind: 'reading', articles: printed },
    notes: [
      ...(waiting > 0 ? [`articles that wait for the next edition: ${waiting}`] : []),
      ...left
        .filter(({ url }) => !own.has(url))
        .map(({ title }) => `${title} left out: there are more articles than are printed`),
    ],
  };
}

/** The addresses that were recommended. */
export function readIn(earlier: readonly Earlier<ReadingSection>[]): ReadonlySet<string> {
  const printed = earlier.flatMap(({ sections }) =>
    sections.flatMap(({ articles }) => articles.map(({ url }) => url)),
  );
  return new Set([...printed, ...askedIn(earlier)]);
}

function waiting(files: Files): readonly string[] {
  return files.map(({ url }) => url);
}

function asked({ articles }: ReadingSection, files: Files): readonly string[] {
  const addresses = waiting(files);
  return articles.map(({ url }) => url).filter((url) => addresses.includes(url));
}

function print({ articles }: ReadingSection, form: ReadingForm): readonly string[] {
  return articles.map(({ title, url }) => fill(form.item, { title, url }));
}

function parse(blocks: readonly string[], form: ReadingForm): ReadingSection {
  const pattern = patternOf(form.item);
  const lines = blocks.flatMap((block) => block.split('\n'));
  const articles = lines.flatMap((line) => {
    const { title, url } = pattern?.exec(line)?.groups ?? {};
    return title === undefined || url === undefined ? [] : [{ title, url }];
  });
  return { kind: 'reading', articles };
}
