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

/** The issues of the repository that a pull request's text names. */
export function linkedIssues(text: string, repository: RepositoryName): readonly number[] {
  const lines = text.slice(0, 65_536).split(/\r?\n/);
  const numbers = lines.flatMap((line) =>
    findReferences(line, repository)
      .filter(({ kind }) => kind === 'issue')
      .filter((reference) => sameRepository(reference, repository))
      .map(({ number }) => number),
  );
  return [...new Set(numbers)];
}
