/** Instants, which are ISO 8601 texts, and spans, which are milliseconds. */
import { z } from 'zod';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** What somebody may have edited: a text from which an instant can be told. */
export const instant = z.string().refine((text) => !Number.isNaN(Date.parse(text)));

/** The instant so many milliseconds behind another. */
export function later(start: string, milliseconds: number): string {
  return new Date(Date.parse(start) + milliseconds).toISOString();
}

/**
 * How long after an instant of ours GitHub says that something was, in milliseconds; negative:
 * before. GitHub's times have whole seconds, ours have milliseconds: what it dates to the very
 * second of ours may have come after it, and counts as that.
 */
export function sinceInstant(ours: string, gitHubs: string): number {
  const start = Date.parse(ours);
  const span = Date.parse(gitHubs) - start;
  return span < 0 && span >= -(start % 1000) ? 0 : span;
}
