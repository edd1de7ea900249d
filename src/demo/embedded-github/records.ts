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

/** Shown as long as the issue or pull request is closed. */
export type Ending = {
  /** ISO 8601. */
  readonly closedAt: string;
  /** null: closed without a merge. */
  readonly merge: Merge | null;
};

export type Merge = {
  readonly merged_at: string;
  readonly merge_commit_sha: string;
  /** As the emulator shows the account. */
  readonly merged_by: unknown;
};

export type RepositoryRecord = {
  /** owner/name, as the emulator knows it. */
  name: string;
  /** null until somebody asked for it. */
  id: number | null;
  readonly issues: Numbering;
  /** By stored issue number. */
  readonly dates: Map<number, Dates>;
  /** Stored numbers of pull requests: the emulator shows some of them as plain issues. */
  readonly pulls: Set<number>;
  /** How closed issues and pull requests ended, where the emulator does not know it. */
  readonly endings: Map<number, Ending>;
  /** By release id: when it was published. ISO 8601. */
  readonly releases: Map<number, string>;
  /** Only members and installations see it. */
  private: boolean;
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
  for (const { login, repositories, private: hidden = [] } of cast.organisations) {
    for (const name of repositories) {
      repositoryRecord(records, `${login}/${name}`).private = hidden.includes(name);
    }
  }
  return records;
}

/** Names are case-insensitive; the first spelling seen is the repository's own. */
export function repositoryRecord(records: Records, name: string): RepositoryRecord {
  const known = records.repositories.get(name.toLowerCase());
  if (known) return known;
  const record: RepositoryRecord = {
    name,
    id: null,
    issues: plainNumbering(),
    dates: new Map(),
    pulls: new Set(),
    endings: new Map(),
    releases: new Map(),
    private: false,
  };
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
    repository.endings.size > 0 ||
    records.commentDates.size > 0 ||
    records.reactions.given.size > 0
  );
}
