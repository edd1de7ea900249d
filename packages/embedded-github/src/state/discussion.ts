import { isRecord } from '../server/answer.js';

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

/** What GitHub lets people say. */
export const CONTENTS = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'];

export type Reaction = {
  readonly id: number;
  readonly node_id: string;
  readonly user: unknown;
  readonly login: string;
  readonly content: string;
  readonly created_at: string;
};

/** The emulator has none, so they live here: by subject, with shown numbers. */
export type Reactions = { readonly given: Map<string, readonly Reaction[]> };

export const emptyReactions = (): Reactions => ({ given: new Map() });

/** Comment ids are unique across repositories, yet the address has to be the right one. */
export function subjectKey(repository: string, kind: 'comment' | 'issue', number: number): string {
  return `${repository.toLowerCase()} ${kind} ${number}`;
}

/** The counts GitHub shows on a comment or an issue. */
export function rollUp(given: readonly Reaction[]): Record<string, number> {
  const count = (content: string) => given.filter((one) => one.content === content).length;
  const counts = CONTENTS.map((content) => [content, count(content)] as const);
  return { ...Object.fromEntries(counts), total_count: given.length };
}
