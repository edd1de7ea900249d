import { bodyOf, recordOf } from '../server/answer.js';
import type { Context } from '../server/context.js';
import { readInside } from '../server/forward.js';
import { INTERNAL_APP } from '../state/directory.js';
import { repositoryRecord } from '../state/records.js';
import { wholeSecond } from '../state/whole-seconds.js';
import { type Seeding, store } from './seeding.js';

export type FileSeed = {
  /** owner/name. */
  readonly repository: string;
  readonly path: string;
  readonly text?: string;
  /** Instead of text. */
  readonly bytes?: Uint8Array;
  readonly message?: string;
  /** The default branch when left out; made from it when it is not there. */
  readonly branch?: string;
  /** A login; the embedded GitHub's own bot when left out. */
  readonly author?: string;
  /** ISO 8601. */
  readonly committedAt?: string;
  /** Tell the bot, as if it happened now. */
  readonly deliver?: boolean;
};

/** Writes the file, over one that is there. @returns the commit and the blob */
export async function seedFile(
  context: Context,
  seeding: Seeding,
  seed: FileSeed,
): Promise<{ commit: string; sha: string }> {
  const { name } = repositoryRecord(context.records, seed.repository);
  const own = { repository: seed.repository, author: null };
  const refs = `/repos/${name}/git`;
  const { default_branch } = bodyOf(await readInside(context, `/repos/${name}`));
  const branch = seed.branch ?? String(default_branch);
  const there = await readInside(context, `${refs}/ref/heads/${branch}`);
  if (there.status !== 200) {
    const main = bodyOf(await readInside(context, `${refs}/ref/heads/${default_branch}`));
    const ref = { ref: `refs/heads/${branch}`, sha: recordOf(main.object).sha };
    if (!seed.deliver) seeding.silent.add(`create. ${name} ${ref.ref}`);
    await store(context, own, 'POST', `${refs}/refs`, ref);
  }
  const path = `/repos/${name}/contents/${seed.path.split('/').map(encodeURIComponent).join('/')}`;
  const before = bodyOf(await readInside(context, `${path}?ref=${encodeURIComponent(branch)}`));
  const login = seed.author ?? INTERNAL_APP.login;
  const identity = {
    name: login,
    email: `${login}@users.noreply.github.com`,
    ...(seed.committedAt ? { date: wholeSecond(seed.committedAt) } : {}),
  };
  const written = await store(context, own, 'PUT', path, {
    message: seed.message ?? `Update ${seed.path}`,
    content: Buffer.from(seed.bytes ?? seed.text ?? '').toString('base64'),
    branch,
    ...(typeof before.sha === 'string' ? { sha: before.sha } : {}),
    author: identity,
    committer: identity,
  });
  const commit = String(recordOf(written.commit).sha);
  if (!seed.deliver) seeding.silent.add(`push. ${name} ${commit}`);
  return { commit, sha: String(recordOf(written.content).sha) };
}
