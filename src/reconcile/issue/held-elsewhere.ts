/** What a person holds besides this task, and under which lane it is counted. */
import { includes } from '../../core/claim/people.js';
import { issueName, sameRepository } from '../../core/reference.js';
import type { Person } from '../../core/task.js';
import type { IssueSnapshot } from '../../github/issue-snapshot.js';
import { keyOf, type RepositoryContext } from '../../github/repository-context.js';
import type { IssueLook } from './look.js';

/** The tasks that a person holds but for this one, corrected by what we wrote in the last minute. */
export function heldElsewhere(
  look: IssueLook,
  snapshot: IssueSnapshot,
  person: Person,
): readonly string[] {
  const { context, number, lanes } = look;
  const { repository } = context.access;
  const here = snapshot.openTasks
    .filter(({ assignees }) => includes(assignees, person))
    .map((issue) => nameOf(context, issue.number));
  const elsewhere = (snapshot.records.get(person.id)?.held ?? [])
    .filter((held) => !sameRepository(held, repository))
    .map(issueName);
  return lanes
    .corrected(laneOf(context, person), [...here, ...elsewhere])
    .filter((held) => held !== nameOf(context, number))
    .map((held) => held.replace(`${repository.owner}/${repository.repo}#`, '#'));
}

/** Where a person's claims are counted one by one: within the repository, or the owner's all. */
export function laneOf({ access, config }: RepositoryContext, { id }: Person): string {
  const { owner } = access.repository;
  const scope = config.claims.scope === 'owner' ? owner.toLowerCase() : keyOf(access.repository);
  return `${scope}/${id}`;
}

export function nameOf({ access }: RepositoryContext, number: number): string {
  return issueName({ ...access.repository, number });
}
