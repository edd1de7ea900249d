import { bodyOf } from './answer.js';
import { lookInside } from './backstage.js';
import type { RepositoryRecord } from './records.js';
import type { Backstage } from './stage.js';

/** The emulator's own, which a repository keeps whatever it is called. @throws when it is gone */
export async function repositoryId(stage: Backstage, record: RepositoryRecord): Promise<number> {
  if (record.id !== null) return record.id;
  const { id } = bodyOf(await lookInside(stage, `/repos/${record.name}`));
  if (typeof id !== 'number') throw new Error(`there is no repository ${record.name}`);
  record.id = id;
  return id;
}

/** null: no repository of this number that anything was asked of. */
export async function repositoryById(
  stage: Backstage,
  wanted: number,
): Promise<RepositoryRecord | null> {
  for (const record of stage.records.repositories.values()) {
    const id = await repositoryId(stage, record).catch(() => null);
    if (id === wanted) return record;
  }
  return null;
}
