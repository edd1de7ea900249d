/** What earlier editions printed: nothing is new twice, and no question is printed again. */

import { oneLine } from '../domain/unprintable.js';
import type { Printed } from './choose-tasks.js';

/** An earlier edition: one of ours, or what its Markdown shows. Newest first where there are more. */
export type Earlier<Section> = {
  readonly date: string;
  readonly sections: readonly Section[];
  /** null: it is not one of ours. */
  readonly asked: readonly string[] | null;
  /** Tasks that people took out before it was printed, as `keyOf` names them. */
  readonly dropped: readonly string[];
};

/** As many editions as count for what is new and what is old. */
export const MOST_EARLIER = 8;

/** What was printed of what is printed once, as `Edition.asked` names it. */
export function askedIn(earlier: readonly Earlier<unknown>[]): ReadonlySet<string> {
  return new Set(earlier.flatMap(({ asked }) => asked ?? []));
}

export type Task = { readonly text: string; readonly issue: string | null };

/** By which a task is the same in two editions. */
export function keyOf({ text, issue }: Task): string {
  return issue?.toLowerCase() ?? text;
}

/** How often a task was printed, by its issue or, where Markdown shows none, by its words. */
export function printedIn<Section>(
  earlier: readonly Earlier<Section>[],
  tasksIn: (section: Section) => readonly Task[],
): (task: Task) => Printed {
  const byIssue = new Map<string, string[]>();
  const byWords = new Map<string, string[]>();
  const byWordsAlone = new Map<string, string[]>();
  for (const { date, sections, dropped } of earlier) {
    const note = (map: Map<string, string[]>, key: string) => {
      const dates = map.get(key) ?? [];
      if (dates.at(-1) !== date) map.set(key, [...dates, date]);
    };
    for (const task of sections.flatMap(tasksIn)) {
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
