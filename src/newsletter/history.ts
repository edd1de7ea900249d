/** What earlier editions printed: nothing is new twice, and no question is printed again. */
import type { Printed } from '../core/choose-tasks.js';
import { oneLine } from '../core/text/title.js';
import { keyOf, type Section, type SectionOf } from './edition.js';
import { tasksOf } from './sections/tasks.js';

/** An earlier edition: one of ours, or what its Markdown shows. Newest first where there are more. */
export type Earlier = {
  readonly date: string;
  readonly sections: readonly Section[];
  /** null: it is not one of ours. */
  readonly asked: readonly string[] | null;
  /** Tasks that people took out before it was printed, as `keyOf` names them. */
  readonly dropped: readonly string[];
};

/** As many editions as count for what is new and what is old. */
export const MOST_EARLIER = 8;

export type Task = { readonly text: string; readonly issue: string | null };

/** How often a task was printed, by its issue or, where Markdown shows none, by its words. */
export function printedIn(earlier: readonly Earlier[]): (task: Task) => Printed {
  const byIssue = new Map<string, string[]>();
  const byWords = new Map<string, string[]>();
  const byWordsAlone = new Map<string, string[]>();
  for (const { date, sections, dropped } of earlier) {
    const note = (map: Map<string, string[]>, key: string) => {
      const dates = map.get(key) ?? [];
      if (dates.at(-1) !== date) map.set(key, [...dates, date]);
    };
    for (const task of tasksIn(sections)) {
      if (dropped.includes(keyOf(task))) continue;
      note(byWords, oneLine(task.text));
      if (task.issue === null) note(byWordsAlone, oneLine(task.text));
      else note(byIssue, task.issue.toLowerCase());
    }
  }
  return ({ text, issue }) => {
    const words = oneLine(text);
    const dates =
      issue === null
        ? (byWords.get(words) ?? [])
        : [...(byIssue.get(issue.toLowerCase()) ?? []), ...(byWordsAlone.get(words) ?? [])];
    const newestFirst = [...new Set(dates)].sort().reverse();
    return { times: newestFirst.length, last: newestFirst[0] ?? '' };
  };
}

function tasksIn(sections: readonly Section[]) {
  return sectionsOf(sections, 'tasks').flatMap(({ projects }) => tasksOf(projects));
}

/** The questions and articles that were printed, as `Edition.asked` names them. */
export function askedIn(earlier: readonly Earlier[]): ReadonlySet<string> {
  return new Set(earlier.flatMap(({ asked }) => asked ?? []));
}

/** The addresses that were recommended. */
export function readIn(earlier: readonly Earlier[]): ReadonlySet<string> {
  const printed = earlier.flatMap(({ sections }) =>
    sectionsOf(sections, 'reading').flatMap(({ articles }) => articles.map(({ url }) => url)),
  );
  return new Set([...printed, ...askedIn(earlier)]);
}

function sectionsOf<Kind extends Section['kind']>(
  sections: readonly Section[],
  kind: Kind,
): readonly SectionOf<Kind>[] {
  return sections.filter((section): section is SectionOf<Kind> => section.kind === kind);
}
