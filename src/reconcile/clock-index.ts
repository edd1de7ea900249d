/**
 * What the plans of a repository's tasks say, in memory: when each wants its next look because of a
 * clock, and which are kept for somebody who is not assigned. Rebuilt from the plans, never the
 * truth: the look itself reads everything anew.
 */
import { type IssueName, issueKey } from '../core/reference.js';
import type { RepositoryName } from '../core/task.js';
import { keyOf } from '../github/repository-context.js';

export type ClockIndex = {
  /** @param at milliseconds since the epoch; null: nothing will fall due */
  readonly set: (issue: IssueName, at: number | null, isKept?: boolean) => void;
  readonly knows: (issue: IssueName) => boolean;
  /** Takes out what fell due. */
  readonly takeDue: (now: number) => readonly IssueName[];
  /** The clocks of one repository, by issue number. */
  readonly of: (repository: RepositoryName) => Readonly<Record<string, number>>;
  /** The tasks of one repository that are kept for somebody who is not assigned, by number. */
  readonly keptIn: (repository: RepositoryName) => readonly number[];
};

export function createClockIndex(): ClockIndex {
  const clocks = new Map<string, { readonly issue: IssueName; readonly at: number | null }>();
  const kept = new Map<string, IssueName>();
  return {
    set: (issue, at, isKept = false) => {
      if (isKept) kept.set(issueKey(issue), issue);
      else kept.delete(issueKey(issue));
      clocks.set(issueKey(issue), { issue, at });
    },
    knows: (issue) => clocks.has(issueKey(issue)),
    takeDue: (now) => {
      const due = [...clocks].filter(([, { at }]) => at !== null && at <= now);
      for (const [id] of due) clocks.delete(id);
      return due.map(([, { issue }]) => issue);
    },
    of: (repository) =>
      Object.fromEntries(
        [...clocks.values()]
          .filter(({ issue }) => keyOf(issue) === keyOf(repository))
          .sort((a, b) => a.issue.number - b.issue.number)
          .flatMap(({ issue, at }) => (at === null ? [] : [[issue.number, at] as const])),
      ),
    keptIn: (repository) =>
      [...kept.values()]
        .filter((issue) => keyOf(issue) === keyOf(repository))
        .map(({ number }) => number)
        .sort((a, b) => a - b),
  };
}
