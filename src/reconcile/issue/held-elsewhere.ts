/** What a person holds besides this task, and under which lane it is counted. */

import { includes } from '../../core/claim/people.js';
import { issueKey, issueName, keyOf, sameRepository } from '../../core/reference.js';
import type { Person } from '../../core/task.js';
import type { IssueSnapshot } from '../../github/issue-snapshot.js';
import type { RepositoryContext } from '../../github/repository-context.js';
import { corrected, type RecentWrites } from '../person-lane.js';
import type { IssueLook } from './issue-look.js';

/** What this program knows of a person's claims before GitHub's listings do, or beside them. */
export type KnownClaims = {
  readonly recent: RecentWrites;
  /** What they hold though GitHub did not assign them. */
  readonly unassigned: readonly string[];
};

/** By user id. */
export async function readKnownClaims(
  { context, lanes, clocks }: IssueLook,
  people: readonly Person[],
): Promise<ReadonlyMap<number, KnownClaims>> {
  const { repository } = context.access;
  const { scope } = context.config.claims;
  const known = people.map(async (person) => {
    const [recent, held] = await Promise.all([
      lanes.recent(laneOf(context, person)),
      clocks.heldUnassigned(person.id, repository, scope),
    ]);
    return [person.id, { recent, unassigned: held.map(issueName) }] as const;
  });
  return new Map(await Promise.all(known));
}

/** The tasks that a person holds but for this one, corrected by what we wrote in the last minute. */
export function heldElsewhere(
  { context, number }: IssueLook,
  snapshot: IssueSnapshot,
  person: Person,
  known: KnownClaims | undefined,
): readonly string[] {
  const { repository } = context.access;
  const here = snapshot.openTasks
    .filter(({ assignees }) => includes(assignees, person))
    .map((issue) => issueName({ ...repository, number: issue.number }));
  const elsewhere = (snapshot.records.get(person.id)?.held ?? [])
    .filter((held) => !sameRepository(held, repository))
    .map(issueName);
  const prefix = `${keyOf(repository)}#`;
  const { recent, unassigned } = known ?? { recent: new Map(), unassigned: [] };
  return corrected([...here, ...elsewhere, ...unassigned], recent)
    .filter((held) => held.toLowerCase() !== taskKey(context, number))
    .map((held) => (held.toLowerCase().startsWith(prefix) ? held.slice(prefix.length - 1) : held));
}

/** Where a person's claims are counted one by one: within the repository, or the owner's all. */
export function laneOf({ access, config }: RepositoryContext, { id }: Person): string {
  const { owner } = access.repository;
  const scope = config.claims.scope === 'owner' ? owner.toLowerCase() : keyOf(access.repository);
  return `${scope}/${id}`;
}

export function taskKey({ access }: RepositoryContext, number: number): string {
  return issueKey({ ...access.repository, number });
}
