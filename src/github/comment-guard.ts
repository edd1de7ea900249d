/** What each comment that we create has to pass: it is ours, and not one too many. */
import { type IssueName, issueName } from '../domain/reference.js';
import type { createCommentLimit, Left } from './comment-limit.js';
import { GitHubFailure } from './errors.js';
import type { Identity } from './identity.js';

/** What was known of our own comments when the thread was read. */
export type OwnThread = {
  /** Whose comments were taken for ours. */
  readonly login: string;
  /** When they were written, ISO 8601. */
  readonly written: readonly string[];
};

/** What each comment that we create has to pass. */
export type CommentGuard = {
  /**
   * Fails as limited where we said enough on this issue, and as unavailable where we are somebody
   * else than whoever read its thread.
   */
  readonly before: (issue: IssueName, thread: OwnThread) => Promise<void>;
  /** How many may be written now, and if fewer are, after how many milliseconds more. */
  readonly left: (issue: IssueName, thread: OwnThread) => Promise<Left>;
  /** GitHub shows it as this account's. Fails where that is not us. */
  readonly after: (author: string) => void;
};

export function guardComments(
  { confirm, isStill }: Pick<Identity, 'confirm' | 'isStill'>,
  limit: ReturnType<typeof createCommentLimit>,
  watch: { readonly withheld: (issue: string, milliseconds: number) => void },
): CommentGuard {
  return {
    before: async (issue, { login, written }) => {
      isStill(login);
      const waitMs = await limit.take(issue, written);
      if (waitMs > 0) throw enoughSaid(issue, waitMs);
    },
    left: async (issue, { written }) => {
      const left = await limit.left(issue, written);
      if (left.count === 0) watch.withheld(issueName(issue), left.waitMs);
      return left;
    },
    after: confirm,
  };
}

export function enoughSaid(issue: IssueName, waitMs: number): GitHubFailure {
  return new GitHubFailure('limited', `enough was said on ${issueName(issue)} for now`, waitMs);
}

export const UNGUARDED: CommentGuard = {
  before: async () => {},
  left: async () => ({ count: Number.POSITIVE_INFINITY, waitMs: 0 }),
  after: () => {},
};
