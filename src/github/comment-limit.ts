/**
 * How much we say on one issue, whatever the reason: a bot that answers each of our comments, or an
 * answer of GitHub that hides what we said already, must not turn this one against a thread.
 */
import { type IssueName, issueKey } from '../core/reference.js';
import type { Memory, Window } from '../engine/engine.js';

/** More than any honest thread has needed so far. */
export const COMMENT_LIMITS: readonly Window[] = [
  { count: 10, milliseconds: 60_000 },
  { count: 30, milliseconds: 3_600_000 },
];

export type CommentLimit = {
  /** @returns 0: the comment may be written, and is counted; else ask again after so many milliseconds */
  readonly take: (issue: IssueName) => Promise<number>;
};

export function createCommentLimit(memory: Memory, now: () => number = Date.now): CommentLimit {
  const longest = Math.max(...COMMENT_LIMITS.map(({ milliseconds }) => milliseconds));
  return {
    take: async (issue) => {
      const map = memory.map<readonly number[]>(`comments on ${issueKey(issue)}`, longest);
      const at = now();
      // What seems to come from the future was counted before the clock was set back.
      const written = ((await map.get('at')) ?? []).filter(
        (then) => then <= at && then > at - longest,
      );
      const waits = COMMENT_LIMITS.map(({ count, milliseconds }) => {
        const oldest = written.at(-count);
        return oldest === undefined ? 0 : oldest + milliseconds - at;
      });
      const wait = Math.max(0, ...waits);
      if (wait === 0) await map.set('at', [...written, at]);
      return wait;
    },
  };
}
