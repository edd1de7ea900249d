import type { Context } from '../server/context.js';
import { repositoryRecord } from '../state/records.js';
import { wholeSecond } from '../state/whole-seconds.js';
import { type Seeding, store } from './seeding.js';

export type ReleaseSeed = {
  /** owner/name. */
  readonly repository: string;
  readonly tag: string;
  readonly name?: string;
  readonly body: string;
  /** ISO 8601; a draft shows it as the date of its creation. */
  readonly publishedAt: string;
  readonly prerelease?: boolean;
  readonly draft?: boolean;
  /** The embedded GitHub's own bot when left out. */
  readonly author?: string;
  /** Tell the bot, as if it happened now. */
  readonly deliver?: boolean;
};

/** @returns its id */
export async function seedRelease(
  context: Context,
  seeding: Seeding,
  seed: ReleaseSeed,
): Promise<number> {
  const { name, releases } = repositoryRecord(context.records, seed.repository);
  const by = { ...seed, author: seed.author ?? null };
  const release = await store(context, by, 'POST', `/repos/${name}/releases`, {
    tag_name: seed.tag,
    name: seed.name ?? null,
    body: seed.body,
    prerelease: seed.prerelease ?? false,
    draft: seed.draft ?? false,
  });
  const id = Number(release.id);
  const action = seed.draft ? 'created' : 'published';
  if (!seed.deliver) seeding.silent.add(`release.${action} ${name} ${id}`);
  releases.set(id, wholeSecond(seed.publishedAt));
  return id;
}
