import { type Accounts, storedLogin } from './accounts.js';
import type { Directory } from './directory.js';
import { type CommentBook, emptyBook, emptyReactions, type Reactions } from './discussion.js';
import { isPlain, type Numbering, plainNumbering } from './numbering.js';

/** What happened to an issue or a pull request; the emulator forgets half of it. */
export type PastEvent = {
  readonly id: number;
  readonly event: string;
  /** A stored login. */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly label?: { readonly name: string; readonly color: string };
  readonly assignee?: string;
  readonly rename?: { readonly from: string; readonly to: string };
  readonly reason?: string | null;
};

/** How an issue or pull request stands, and how it came to it. */
export type History = {
  /** The emulator's, over all repositories. */
  readonly id: number;
  readonly author: string;
  readonly createdAt: string;
  title: string;
  body: string;
  isClosed: boolean;
  /** Names and colours. */
  readonly labels: Map<string, string>;
  readonly assignees: Set<string>;
  readonly events: PastEvent[];
};

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
  /** Stored numbers of issues that are no longer here. */
  readonly gone: Map<number, Gone>;
  /** Of issues and pull requests, by stored number. */
  readonly history: Map<number, History>;
  /** By the parent's stored number. */
  readonly subIssues: Map<number, readonly IssuePlace[]>;
  /** Issues in which only members may speak, by stored number, with the reason if one was given. */
  readonly locked: Map<number, string | null>;
  /** Only members and installations see it. */
  private: boolean;
  /** Nobody may write any more. */
  archived: boolean;
};

/** An issue by its repository and its stored number. */
export type IssuePlace = { readonly repository: RepositoryRecord; readonly stored: number };

export type Gone =
  | { readonly kind: 'deleted' }
  | {
      readonly kind: 'transferred';
      readonly to: RepositoryRecord;
      /** Shown. */
      readonly number: number;
    };

/** What the proxy knows beyond the emulator. */
export type Records = {
  /** The public address, without a slash at the end. */
  readonly url: string;
  readonly accounts: Accounts;
  /** By lower-case name, with the owner's stored login. */
  readonly repositories: Map<string, RepositoryRecord>;
  /** What they were called before, in the same way. */
  readonly formerNames: Map<string, RepositoryRecord>;
  readonly comments: Numbering;
  /** By stored comment id. */
  readonly commentDates: Map<number, Dates>;
  readonly book: CommentBook;
  readonly reactions: Reactions;
  /** The id that was given to an issue's event last. */
  readonly events: { last: number };
};

export function openRecords(url: string, directory: Directory): Records {
  const records: Records = {
    url,
    accounts: directory.accounts,
    repositories: new Map(),
    formerNames: new Map(),
    comments: plainNumbering(),
    commentDates: new Map(),
    book: emptyBook(),
    reactions: emptyReactions(),
    events: { last: 0 },
  };
  for (const { login, repositories, private: hidden = [] } of directory.organisations) {
    for (const name of repositories) {
      repositoryRecord(records, `${login}/${name}`).private = hidden.includes(name);
    }
  }
  return records;
}

/** Also by its former names, and those of its owner. */
export function knownRepository(records: Records, name: string): RepositoryRecord | null {
  const key = storedKey(records, name);
  return records.repositories.get(key) ?? records.formerNames.get(key) ?? null;
}

function storedKey({ accounts }: Records, name: string): string {
  const [owner = '', ...rest] = name.split('/');
  return [storedLogin(accounts, owner), ...rest].join('/').toLowerCase();
}

/** Names are case-insensitive; the first spelling seen is the repository's own. */
export function repositoryRecord(records: Records, name: string): RepositoryRecord {
  const known = knownRepository(records, name);
  if (known) return known;
  const record: RepositoryRecord = {
    name,
    id: null,
    issues: plainNumbering(),
    dates: new Map(),
    pulls: new Set(),
    endings: new Map(),
    releases: new Map(),
    gone: new Map(),
    history: new Map(),
    subIssues: new Map(),
    locked: new Map(),
    private: false,
    archived: false,
  };
  records.repositories.set(storedKey(records, name), record);
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
    repository.gone.size > 0 ||
    repository.locked.size > 0 ||
    repository.subIssues.size > 0 ||
    records.commentDates.size > 0 ||
    records.reactions.given.size > 0
  );
}
