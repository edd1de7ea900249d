import type { Cast } from './cast.js';
import { type CommentBook, emptyBook } from './comment-book.js';
import { isPlain, type Numbering, plainNumbering } from './numbering.js';
import { emptyReactions, type Reactions } from './reaction-book.js';

/** Dates shown instead of the emulator's, which are all of today. ISO 8601. */
export type Dates = {
  readonly createdAt: string;
  /** null once somebody really edited: the emulator's date is the right one then. */
  readonly updatedAt: string | null;
};

export type RepositoryRecord = {
  /** owner/name, as created. */
  readonly name: string;
  readonly issues: Numbering;
  /** By stored issue number. */
  readonly dates: Map<number, Dates>;
  /** Stored numbers of pull requests: the emulator shows some of them as plain issues. */
  readonly pulls: Set<number>;
};

/** What the proxy knows beyond the emulator. */
export type Records = {
  /** The public address, without a slash at the end. */
  readonly url: string;
  /** By lower-case name. */
  readonly repositories: Map<string, RepositoryRecord>;
  readonly comments: Numbering;
  /** By stored comment id. */
  readonly commentDates: Map<number, Dates>;
  readonly book: CommentBook;
  readonly reactions: Reactions;
};

export function openRecords(url: string, cast: Cast): Records {
  const records: Records = {
    url,
    repositories: new Map(),
    comments: plainNumbering(),
    commentDates: new Map(),
    book: emptyBook(),
    reactions: emptyReactions(),
  };
  for (const { login, repositories } of cast.organisations) {
    for (const name of repositories) repositoryRecord(records, `${login}/${name}`);
  }
  return records;
}

/** Names are case-insensitive; the first spelling seen is the repository's own. */
export function repositoryRecord(records: Records, name: string): RepositoryRecord {
  const known = records.repositories.get(name.toLowerCase());
  if (known) return known;
  const record = { name, issues: plainNumbering(), dates: new Map(), pulls: new Set<number>() };
  records.repositories.set(name.toLowerCase(), record);
  return record;
}

/** False as long as the emulator's own JSON about this repository's issues can pass unread. */
export function differs(records: Records, repository: RepositoryRecord): boolean {
  return (
    !isPlain(repository.issues) ||
    !isPlain(records.comments) ||
    repository.dates.size > 0 ||
    repository.pulls.size > 0 ||
    records.commentDates.size > 0 ||
    records.reactions.given.size > 0
  );
}
