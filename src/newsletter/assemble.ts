/** One edition, from everything that is asked: GitHub, the editors' files, earlier editions. */
import type { GitHubApp } from '../github/app.js';
import { GitHubFailure } from '../github/errors.js';
import type { RepositoryContexts } from '../repository/context.js';
import type { Archive } from './archive.js';
import { type Collected, collectProjects, readEditorsFiles } from './collect.js';
import { type Composed, composeEdition, type Ingredients } from './compose.js';
import type { Newsletter } from './configuration/newsletter.js';
import { askedIn } from './history.js';
import { readPresentNames } from './present-names.js';
import type { SectionKind } from './sections/index.js';
import type { Week } from './week.js';

export type AssembleTools = {
  readonly newsletter: Newsletter;
  /** Of the newsletter's file: the editors' own lie beside it. */
  readonly folder: string;
  readonly github: Pick<GitHubApp, 'access'>;
  readonly contexts: RepositoryContexts;
  /** Where earlier editions are; null: nowhere. */
  readonly archive: (() => Promise<Archive>) | null;
};

export type Assembled = Composed & { readonly collected: readonly Collected[] };

export async function assemble(
  tools: AssembleTools,
  sections: readonly SectionKind[],
  week: Week,
  onProject: () => void = () => {},
): Promise<Assembled> {
  const { folder, contexts, github } = tools;
  const present = await readPresentNames(tools.newsletter, contexts);
  const { newsletter } = present;
  const past = await readPast(tools, week);
  const { posts } = past;
  const earlier = present.inData(past.earlier);
  const asked = askedIn(earlier);
  const options = { newsletter, sections, week, asked, onProject };
  const collected = await collectProjects(options, contexts, github);
  const files = await readEditorsFiles(folder);
  const ingredients = { newsletter, sections, week, collected, files, earlier, posts };
  const composed = composeEdition(ingredients);
  const problems = [...composed.problems, ...past.problems];
  return { ...composed, problems, notes: [...composed.notes, ...present.notes], collected };
}

type Past = Pick<Ingredients, 'earlier' | 'posts'> & { readonly problems: readonly string[] };

/** Without earlier editions nothing is called new, which is said. */
async function readPast({ archive }: AssembleTools, week: Week): Promise<Past> {
  try {
    if (archive === null) return { earlier: [], posts: [], problems: [] };
    const { earlier, recentPosts } = await archive();
    const [editions, posts] = await Promise.all([earlier(week.date), recentPosts(week.since)]);
    return { earlier: editions, posts, problems: [] };
  } catch (error) {
    if (!(error instanceof GitHubFailure)) throw error;
    const problem = `earlier editions cannot be read, so nothing is known to be new: ${error.message}`;
    return { earlier: [], posts: [], problems: [problem] };
  }
}
