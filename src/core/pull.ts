/** Pull requests, as far as tasks need them. */
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
  return linesOf(`${pull.title}\n${pull.body}`).some((line) =>
    findReferences(line, repository).some(
      (reference) =>
        reference.number === issueNumber &&
        sameRepository(reference, repository) &&
        CLOSES.test(line.slice(Math.max(0, reference.start - 40), reference.start)),
    ),
  );
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
  return text.slice(0, 65_536).split(/\r?\n/);
}
