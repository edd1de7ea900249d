/** Step two of an edition: what it holds, and what the editor should know about it. Pure. */

import { formatProblems } from '../config/problems.js';
import { say } from '../messages/format.js';
import type { Collected, EditorsFiles } from './collect.js';
import type { Newsletter } from './configuration/newsletter.js';
import type { EarlierEdition, Edition } from './edition.js';
import { askedIn } from './history.js';
import {
  SECTIONS,
  type Section,
  type SectionKind,
  type SectionOf,
  sectionOf,
} from './sections/index.js';
import type * as section from './sections/section.js';
import type { Week } from './week.js';

/** Everything that an edition is composed of. */
export type Ingredients = {
  readonly newsletter: Newsletter;
  /** In printing order. */
  readonly sections: readonly SectionKind[];
  readonly week: Week;
  readonly collected: readonly Collected[];
  readonly files: EditorsFiles;
  /** Newest first. */
  readonly earlier: readonly EarlierEdition[];
  /** The site's own posts since the last edition, newest first. */
  readonly posts: section.Ingredients['posts'];
};

export type Composed = {
  readonly edition: Edition;
  /** One line each, for the editor: what was left out, and why. */
  readonly notes: readonly string[];
  /** One line each: what could not be read, so that the edition is incomplete. */
  readonly problems: readonly string[];
};

export function composeEdition(ingredients: Ingredients): Composed {
  const { newsletter, sections, week, collected, files } = ingredients;
  const composed = sections.map((kind) =>
    sectionOf(kind).compose(ingredientsOf(kind, ingredients), newsletter[kind]),
  );
  // What a section composes is of its own kind.
  const printed = composed.flatMap(({ data }) => (data === null ? [] : [data as Section]));
  return {
    edition: {
      version: 1,
      newsletter: newsletter.title,
      title: titleOf(newsletter, printed),
      language: newsletter.language,
      ...week,
      sections: printed,
      asked: askedSoFar(printed, ingredients),
    },
    notes: composed.flatMap(({ notes }) => notes),
    problems: [
      ...collected.flatMap(problemsOf),
      ...formatProblems(files.problems).map((problem) => `left out: ${problem}`),
    ],
  };
}

/** `SOFA Weekly | QA 整理、新手任务计划`: what it holds, as far as its sections say. */
export function titleOf(newsletter: Newsletter, sections: readonly Section[]): string {
  const said = sections.map(({ kind }) => newsletter[kind].title).filter(Boolean);
  const between = say(newsletter.language, 'list');
  return said.length === 0 ? newsletter.title : `${newsletter.title} | ${said.join(between)}`;
}

function ingredientsOf(
  kind: SectionKind,
  { newsletter, week, collected, files, earlier, posts }: Ingredients,
): section.Ingredients {
  return {
    ...{ frame: newsletter, week, posts, projects: projectsOf(kind, collected) },
    files: filesOf(kind, files),
    earlier: earlierOf(kind, earlier),
  };
}

function projectsOf(kind: SectionKind, collected: readonly Collected[]) {
  return collected.flatMap((each) => {
    if ('missing' in each) return [];
    const found = (each.found as Readonly<Partial<Record<SectionKind, unknown>>>)[kind];
    return found === undefined ? [] : [{ project: each.project, url: each.url, found }];
  });
}

function filesOf(kind: SectionKind, files: Readonly<Partial<Record<SectionKind, unknown>>>) {
  return files[kind];
}

/** Earlier editions with what they printed of one section. */
export function earlierOf<Kind extends SectionKind>(
  kind: Kind,
  earlier: readonly EarlierEdition[],
) {
  return earlier.map((edition) => ({
    ...edition,
    sections: edition.sections.filter((each): each is SectionOf<Kind> => each.kind === kind),
  }));
}

/** What was printed stays known as long as its file, line or nomination waits. */
function askedSoFar(
  sections: readonly Section[],
  { files, collected, earlier }: Ingredients,
): readonly string[] {
  const now = sections.flatMap(
    (each) => sectionOf(each.kind).asked?.(each, filesOf(each.kind, files)) ?? [],
  );
  const waiting = new Set(
    SECTIONS.flatMap(
      (kind) => sectionOf(kind).waiting?.(filesOf(kind, files), projectsOf(kind, collected)) ?? [],
    ),
  );
  // Of a project that cannot be read just now nobody knows what waits.
  const isUnknown = collected.some((each) => 'missing' in each);
  const before = [...askedIn(earlier)].filter((source) => isUnknown || waiting.has(source));
  return [...new Set([...before, ...now])].sort();
}

function problemsOf(each: Collected): readonly string[] {
  const { name, repository } = each.project;
  const { owner, repo } = repository;
  if ('missing' in each) {
    return [`${name} (${owner}/${repo}) is not in this edition: ${each.missing}`];
  }
  return SECTIONS.flatMap((kind) => {
    const [own] = projectsOf(kind, [each]);
    const missing = own === undefined ? [] : (sectionOf(kind).missing?.(own.found) ?? []);
    return missing.map((what) => `${name}: ${what}`);
  });
}
