/**
 * How much we say on one issue, whatever the reason: a bot that answers each of our comments, or an
 * answer of GitHub that hides what we said already, must not turn this one against a thread.
 */

import { type IssueName, issueKey } from '../domain/reference.js';
import { HOUR_MS, MINUTE_MS } from '../domain/time.js';
import type { Memory, Window } from '../engine/engine.js';

/** More than any honest thread has needed so far. */
export const COMMENT_LIMITS: readonly Window[] = [
  { count: 10, milliseconds: MINUTE_MS },
  { count: 30, milliseconds: HOUR_MS },
];

/** How many comments may be written now; fewer than are asked for: more after so many milliseconds. */
export type Left = { readonly count: number; readonly waitMs: number };

export type CommentLimit = {
  /**
   * @param seen when our comments in its thread were written, ISO 8601: a process that starts anew
   *   remembers none
   */
  readonly left: (issue: IssueName, seen: readonly string[]) => Promise<Left>;
  /** @returns 0: one may be written, and is counted; else ask again after so many milliseconds */
  readonly take: (issue: IssueName, seen: readonly string[]) => Promise<number>;
};

export function createCommentLimit(memory: Memory, now: () => number = Date.now): CommentLimit {
  const longest = Math.max(...COMMENT_LIMITS.map(({ milliseconds }) => milliseconds));
  const mapOf = (issue: IssueName) =>
    memory.map<readonly number[]>(`comments on ${issueKey(issue)}`, longest);

  /** What seems to come from the future was counted before the clock was set back. */
  function lately(times: readonly number[], at: number): readonly number[] {
    return times.filter((then) => then <= at && then > at - longest).sort((a, b) => a - b);
  }

  async function left(issue: IssueName, seen: readonly string[]): Promise<Left> {
    const at = now();
    const remembered = (await mapOf(issue).get('at')) ?? [];
    // Most stand in both: whichever tells of more counts.
    const both = [remembered, seen.map((instant) => Date.parse(instant))];
    const each = both.flatMap((times) => {
      const written = lately(times, at);
      return COMMENT_LIMITS.map(({ count, milliseconds }): Left => {
        const within = written.filter((then) => then > at - milliseconds);
        const oldest = written.at(-count);
        const waitMs = oldest === undefined ? 0 : Math.max(0, oldest + milliseconds - at);
        return { count: Math.max(0, count - within.length), waitMs };
      });
    });
    return {
      count: Math.min(...each.map(({ count }) => count)),
      waitMs: Math.max(...each.map(({ waitMs }) => waitMs)),
    };
  }

  return {
    left,
    take: async (issue, seen) => {
      const { count, waitMs } = await left(issue, seen);
      if (count === 0) return waitMs;
      const at = now();
      const written = lately((await mapOf(issue).get('at')) ?? [], at);
      await mapOf(issue).set('at', [...written, at]);
      return 0;
    },
  };
}
