/** What a failure means: whether to try again, when, and whether we are still installed. */
import { GitHubFailure } from '../github/errors.js';

/** Failures that more tries do not repair. */
const MOST_FAILURES = 3;

/** Milliseconds until the next try: later and later. */
export function backoff(failures: number): number {
  return Math.min(1000 * 2 ** (failures - 1), 5 * 60_000);
}

/** Milliseconds until the next try; null: trying again will not help. */
export function delayAfter(error: unknown, failures: number): number | null {
  const wait = backoff(failures);
  if (error instanceof GitHubFailure && error.kind === 'limited') {
    // Nothing was sent meanwhile, however often it was asked for: as soon as the limit is over.
    return error.retryAfterMs ?? wait;
  }
  if (error instanceof GitHubFailure && (error.kind === 'unavailable' || error.kind === 'moved'))
    return Math.max(error.retryAfterMs ?? 0, wait);
  // An issue that was created this moment may not be readable yet, nor a new permission in force.
  return failures > MOST_FAILURES ? null : wait;
}

/**
 * Whether a failure says anything about the next try. A limit is over when GitHub says so, and until
 * then each delivery fails once more: what came afterwards would be given up, or waited for minutes.
 */
export function counts(error: unknown): boolean {
  return !(error instanceof GitHubFailure && error.kind === 'limited');
}

/** The installation may be gone, or another one there. */
export function isGone(error: unknown): boolean {
  return error instanceof GitHubFailure && (error.kind === 'missing' || error.kind === 'refused');
}
