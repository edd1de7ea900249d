/** GitHub's times have whole seconds, ours have milliseconds. */

/**
 * How long after an instant of ours GitHub says that something was, in milliseconds; negative:
 * before. What it dates to the very second of ours may have come after it, and counts as that.
 */
export function sinceInstant(ours: string, gitHubs: string): number {
  const start = Date.parse(ours);
  const span = Date.parse(gitHubs) - start;
  return span < 0 && span >= -(start % 1000) ? 0 : span;
}
