import { bodyOf, recordOf } from '../server/answer.js';
import type { Context } from '../server/context.js';
import { readInside } from '../server/forward.js';
import { beginHistory, deedOf, noteClosed } from '../state/history.js';
import { showAs, shownNumber } from '../state/numbering.js';
import { repositoryRecord } from '../state/records.js';
import { wholeSecond } from '../state/whole-seconds.js';
import { type Seeding, setDates, store } from './seeding.js';

export type PullSeed = {
  /** owner/name. */
  readonly repository: string;
  /** The next free one when left out. */
  readonly number?: number;
  /** Bots too. */
  readonly author: string;
  readonly title: string;
  readonly body?: string;
  readonly state?: 'open' | 'closed';
  readonly draft?: boolean;
  /** ISO 8601; also means that it is closed. */
  readonly mergedAt?: string;
  /** ISO 8601; closed without a merge. */
  readonly closedAt?: string;
  /** ISO 8601. */
  readonly createdAt?: string;
  readonly updatedAt?: string;
  /** Tell the bot, as if it happened now. */
  readonly deliver?: boolean;
};

/**
 * A pull request without commits, from a branch that is gone once it is closed. Its merge leaves
 * no commit either, so that a branch's history holds only what a test puts there.
 * @returns the number it is shown with
 */
export async function seedPull(
  context: Context,
  seeding: Seeding,
  seed: PullSeed,
): Promise<number> {
  const repository = repositoryRecord(context.records, seed.repository);
  const { name, issues, pulls } = repository;
  const head = `patch-${pulls.size + 1}`;
  const { default_branch } = bodyOf(await readInside(context, `/repos/${name}`));
  const { title, body = null, draft = false } = seed;
  const asked = { title, body, draft, head, base: default_branch };
  const pull = await store(context, seed, 'POST', `/repos/${name}/pulls`, asked);
  const stored = Number(pull.number);
  const closedAt = seed.mergedAt ?? seed.closedAt;
  pulls.add(stored);
  beginHistory(context.records, repository, pull, deedOf(seed, seed.createdAt ?? closedAt));
  if (!seed.deliver) seeding.silent.add(`pull_request.opened ${name} ${stored}`);
  if (seed.number !== undefined) showAs(issues, stored, seed.number);
  const dates = { ...seed, ...(closedAt ? { closedAt } : {}) };
  const merge = seed.mergedAt
    ? {
        merged_at: wholeSecond(seed.mergedAt),
        merge_commit_sha: String(recordOf(pull.head).sha),
        merged_by: pull.user,
      }
    : null;
  setDates(repository, stored, dates, merge);
  if (seed.state === 'closed' || closedAt) {
    if (!seed.deliver) seeding.silent.add(`pull_request.closed ${name} ${stored}`);
    const path = `/repos/${name}/pulls/${stored}`;
    const now = await store(context, seed, 'PATCH', path, { state: 'closed' });
    noteClosed(context.records, repository, now, deedOf(seed, closedAt));
    const branch = `/repos/${name}/git/refs/heads/${head}`;
    await store(context, { ...seed, author: null }, 'DELETE', branch, {});
  }
  return shownNumber(issues, stored);
}
