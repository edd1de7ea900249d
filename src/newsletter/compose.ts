/** Step two of an edition: what it holds, and what the editor should know about it. Pure. */
import type { Newsletter } from '../config/newsletter/newsletter.js';
import type { SectionKind } from '../config/newsletter/section-forms.js';
import { formatProblems } from '../config/problems.js';
import { say } from '../messages/format.js';
import type { Collected, CollectedProject } from './collect.js';
import { type Ingredients, sourceOf } from './compose/ingredients.js';
import { composeContributors, composeFinished } from './compose/people.js';
import { composeQuestions } from './compose/questions.js';
import { composeReleases } from './compose/releases.js';
import { composeTasks } from './compose/tasks.js';
import type { Edition, Section } from './edition.js';
import { askedIn, readIn } from './history.js';
import { instantOf } from './week.js';

export type Composed = {
  readonly edition: Edition;
  /** One line each, for the editor: what was left out, and why. */
  readonly notes: readonly string[];
  /** One line each: what could not be read, so that the edition is incomplete. */
  readonly problems: readonly string[];
};

export function composeEdition(ingredients: Ingredients): Composed {
  const { newsletter, sections, week, collected, files } = ingredients;
  const notes: string[] = [];
  const projects = collected.flatMap((each) => ('missing' in each ? [] : [each]));
  const composed = sections.flatMap((kind) => composeSection(kind, projects, ingredients, notes));
  return {
    edition: {
      version: 1,
      newsletter: newsletter.title,
      title: titleOf(newsletter, composed),
      language: newsletter.language,
      ...week,
      sections: composed,
      asked: askedSoFar(composed, ingredients),
    },
    notes,
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

function composeSection(
  kind: SectionKind,
  projects: readonly CollectedProject[],
  ingredients: Ingredients,
  notes: string[],
): readonly Section[] {
  switch (kind) {
    case 'contributors':
      return filled(composeContributors(projects), ({ people }) => people);
    case 'finished':
      return filled(composeFinished(projects, ingredients.newsletter), ({ tasks }) => tasks);
    case 'questions':
      return filled(composeQuestions(projects, ingredients, notes), (one) => one.questions);
    case 'tasks':
      return filled(composeTasks(projects, ingredients, notes), (one) => one.projects);
    case 'releases':
      return filled(composeReleases(projects, ingredients), ({ releases }) => releases);
    case 'meetings':
      return filled(composeMeetings(ingredients), ({ meetings }) => meetings);
    case 'reading':
      return filled(composeReading(ingredients, notes), ({ articles }) => articles);
  }
}

function filled<One extends Section>(
  section: One,
  itemsOf: (section: One) => readonly unknown[],
): readonly One[] {
  return itemsOf(section).length === 0 ? [] : [section];
}

/** A meeting is announced until it takes place. */
function composeMeetings({
  files,
  newsletter,
  week,
}: Ingredients): Extract<Section, { kind: 'meetings' }> {
  const end = Date.parse(week.until);
  const at = (meeting: { at: string }) => Date.parse(instantOf(meeting.at, newsletter) ?? '');
  const meetings = files.meetings
    .filter((meeting) => at(meeting) >= end)
    .sort((a, b) => at(a) - at(b));
  return { kind: 'meetings', meetings };
}

/** What no earlier edition recommended: the editors' own, then the site's posts. */
function composeReading(
  { files, posts, earlier, newsletter }: Ingredients,
  notes: string[],
): Extract<Section, { kind: 'reading' }> {
  const known = readIn(earlier);
  const all = [...files.reading, ...posts].filter(({ url }) => !known.has(url));
  const articles = [...new Map(all.map((article) => [article.url, article])).values()];
  const printed = articles.slice(0, newsletter.reading.most);
  const own = new Set(files.reading.map(({ url }) => url));
  const left = articles.slice(printed.length);
  const waiting = left.filter(({ url }) => own.has(url)).length;
  if (waiting > 0) notes.push(`articles that wait for the next edition: ${waiting}`);
  for (const { title, url } of left) {
    if (!own.has(url)) notes.push(`${title} left out: there are more articles than are printed`);
  }
  return { kind: 'reading', articles: printed };
}

/** What was printed stays known as long as its file, line or nomination waits. */
function askedSoFar(
  sections: readonly Section[],
  { files, collected, earlier }: Ingredients,
): readonly string[] {
  const addresses = files.reading.map(({ url }) => url);
  const now = sections.flatMap((section) => {
    if (section.kind === 'questions')
      return section.questions.flatMap(({ source }) => source ?? []);
    if (section.kind !== 'reading') return [];
    return section.articles.flatMap(({ url }) => (addresses.includes(url) ? url : []));
  });
  const nominated = collected.flatMap((each) =>
    'missing' in each
      ? []
      : each.nominated.map(({ issue }) => sourceOf(each.project.repository, issue.number)),
  );
  const waiting = new Set([
    ...files.questions.map(({ source }) => source),
    ...nominated,
    ...addresses,
  ]);
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
  return each.missingLists.map((list) => `${name}: the task list ${list} cannot be read`);
}
