import { isRecord } from './answer.js';

/**
 * A copy of every issue comment, as stored. The emulator cannot list a repository's comments
 * (its own route is shadowed by /issues/{number}) and knows no `since`.
 */
export type CommentBook = Map<number, CommentEntry>;

export type CommentEntry = {
  /** owner/name, lower case. */
  readonly repository: string;
  /** The stored issue number. */
  readonly issue: number;
  readonly comment: Readonly<Record<string, unknown>>;
};

export const emptyBook = (): CommentBook => new Map();

/** Notes a comment of the emulator's, new or edited. */
export function note(book: CommentBook, repository: string, comment: unknown): void {
  if (!isRecord(comment) || typeof comment.id !== 'number') return;
  const issue = Number(String(comment.issue_url).split('/').at(-1));
  book.set(comment.id, { repository: repository.toLowerCase(), issue, comment });
}

/** In creation order: the emulator's ids ascend, and a map keeps the place of an edited one. */
export function commentsOf(book: CommentBook, repository: string, issue?: number): CommentEntry[] {
  const wanted = repository.toLowerCase();
  return [...book.values()].filter(
    (entry) => entry.repository === wanted && (issue === undefined || entry.issue === issue),
  );
}
