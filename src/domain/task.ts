/** The product's nouns, as plain data. See docs/architecture.md for the words. */
import { originalText } from './markdown/original.js';

export type RepositoryName = { readonly owner: string; readonly repo: string };

/** GitHub's numeric id is the identity; a login can be renamed. */
export type Person = { readonly id: number; readonly login: string };

export type Author = Person & { readonly isBot: boolean };

export type Issue = {
  readonly number: number;
  readonly title: string;
  /** Markdown as stored, possibly rewritten by a translator: see original.ts. */
  readonly body: string;
  readonly state: 'open' | 'closed';
  readonly labels: readonly string[];
  readonly assignees: readonly Person[];
  readonly author: Author | null;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly isPullRequest: boolean;
  /** null: it is open. A bot's closing, for age say, is neither done nor not planned. */
  readonly closedAs: 'completed' | 'not-planned' | 'by-bot' | null;
  /** ISO 8601, UTC; null: it is open. */
  readonly closedAt: string | null;
};

export type Comment = {
  readonly id: number;
  /** null: the account is gone. */
  readonly author: Author | null;
  readonly body: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
};

/** Where a project's human-written lists live, and what the digest links to. */
export type Tracking = {
  /** The address printed after 「详细参考」, as configured. */
  readonly reference: string;
  /** Issues or issue comments whose Markdown is read, in order. */
  readonly lists: readonly IssueAddress[];
  /** tick: what is done is ticked in the lists; never: they are only read. */
  readonly edit: 'tick' | 'never';
};

/** An issue (its body) or one of its comments. */
export type IssueAddress = RepositoryName & {
  readonly number: number;
  readonly commentId: number | null;
};

/** The words by which an issue template says "fill me in". */
const TEMPLATE_TEXT = /\bXXX\b|\(FIXME\)/;

export type DraftPart = 'title' | 'body';

/** Where an issue still has template text. A task with any is a draft: kept, but not claimable. */
export function draftParts(issue: Pick<Issue, 'title' | 'body'>): readonly DraftPart[] {
  const parts: DraftPart[] = [];
  if (TEMPLATE_TEXT.test(issue.title)) parts.push('title');
  if (TEMPLATE_TEXT.test(withoutCode(originalText(issue.body)))) parts.push('body');
  return parts;
}

function withoutCode(markdown: string): string {
  return markdown.replace(/^ {0,3}```[\s\S]*?^ {0,3}```/gm, '').replace(/`[^`\n]*`/g, '');
}
