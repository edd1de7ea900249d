/** Pull requests, as far as tasks need them. */

import { firstLines } from './markdown/original.js';
import { findReferences, sameRepository } from './reference.js';
import type { Author, RepositoryName } from './task.js';

export type Pull = {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: Author | null;
  readonly state: 'open' | 'closed';
  readonly isMerged: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** Whether a pull request closes or names an issue of its repository. */
export function isLinked(pull: Pull, repository: RepositoryName, issueNumber: number): boolean {
  return linkedIssues(`${pull.title}\n${pull.body}`, repository).includes(issueNumber);
}

/** GitHub's own words for what a merge closes, in front of the reference. */
const CLOSES = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\b:?\s*(?:the\s+)?(?:issue\s+)?$/i;

/** Whether a pull request says that it closes the issue, rather than only naming it. */
export function closes(pull: Pull, repository: RepositoryName, issueNumber: number): boolean {
  return issuesClosedBy(pull, repository).includes(issueNumber);
}

/** The issues of the repository that a pull request says it closes. */
export function issuesClosedBy(pull: Pull, repository: RepositoryName): readonly number[] {
  const numbers = linesOf(`${pull.title}\n${pull.body}`).flatMap((line) =>
    findReferences(line, repository)
      .filter((reference) => sameRepository(reference, repository))
      .filter(({ start }) => CLOSES.test(line.slice(Math.max(0, start - 40), start)))
      .map(({ number }) => number),
  );
  return [...new Set(numbers)];
}

/** The issues that pull requests are for: those they close, and the one that is all they name. */
export function issuesWorkedOn(
  pulls: readonly Pull[],
  repository: RepositoryName,
): ReadonlySet<number> {
  const numbers = pulls.flatMap((pull) => {
    const named = linkedIssues(`${pull.title}\n${pull.body}`, repository);
    return named.length === 1 ? named : named.length === 0 ? [] : issuesClosedBy(pull, repository);
  });
  return new Set(numbers);
}

/** The issues of the repository that a pull request's text names. */
export function linkedIssues(text: string, repository: RepositoryName): readonly number[] {
  const numbers = linesOf(text).flatMap((line) =>
    findReferences(line, repository)
      .filter(({ kind }) => kind === 'issue')
      .filter((reference) => sameRepository(reference, repository))
      .map(({ number }) => number),
  );
  return [...new Set(numbers)];
}

function linesOf(text: string): readonly string[] {
  return firstLines(text).split(/\r?\n/);
}
