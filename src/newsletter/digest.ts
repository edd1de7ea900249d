/** An edition's tasks, as they are chosen from a project's lists and issues. */

import type { Difficulty } from '../domain/difficulty.js';
import type { IssueName } from '../domain/reference.js';

/** An issue as the digest needs it: labelled as a task, or named by a line. */
export type DigestIssue = {
  readonly number: number;
  readonly title: string;
  readonly state: 'open' | 'closed';
  readonly assignees: readonly { readonly login: string }[];
  readonly isPullRequest: boolean;
  /** Title or body still has template text. */
  readonly draft: boolean;
  /** By its label. */
  readonly difficulty: Difficulty | null;
  /** An open offer, or a hold for somebody whom GitHub would not assign. */
  readonly held: boolean;
  /** Somebody works on it already. */
  readonly hasOpenPull: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly labels: readonly string[];
};

export type DigestTask = {
  readonly text: string;
  /** null: the line has no issue, or a foreign repository's. */
  readonly number: number | null;
  /** The issue's name, foreign ones too; null: the line has none. */
  readonly name: IssueName | null;
  /** As far as it can be read. */
  readonly issue: DigestIssue | null;
};

export type DigestGroup = {
  readonly difficulty: Difficulty;
  readonly tasks: readonly DigestTask[];
};

/** What speaks against printing an issue. */
export type Reason = 'pull-request' | 'closed' | 'held' | 'open-pull' | 'draft';

/** Why a task was left out. `lineNumber`: where a list names it, 0-based; null: only its label. */
export type DigestNote = { readonly issue: IssueName; readonly lineNumber: number | null } & (
  | { readonly kind: 'missing' | 'no-difficulty' | Reason }
  /** Ticked or struck in the list, though its issue is open and free. */
  | { readonly kind: 'ticked' }
  | { readonly kind: 'two-difficulties'; readonly difficulties: readonly Difficulty[] }
);

export type Digest = {
  /** Easy first; none without tasks. */
  readonly groups: readonly DigestGroup[];
  readonly notes: readonly DigestNote[];
};
