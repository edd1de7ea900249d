/** What a person holds besides this task, and finished, for the rules that ask. */
import type { ClaimRules } from '../commands/command.js';
import { byDifficulty } from '../domain/difficulty.js';
import { includes } from '../domain/person.js';
import { issueKey, issueName, keyOf, sameRepository } from '../domain/reference.js';
import type { Person } from '../domain/task.js';
import type { RepositoryContext } from '../repository/context.js';
import type { IssueInput, IssueTools } from './input.js';
import { corrected, type RecentWrites } from './person-lock.js';
import type { IssueSnapshot } from './snapshot.js';

/** Where a person's claims are counted one by one: within the repository, or the owner's all. */
export function lockOf({ access, config }: RepositoryContext, { id }: Person): string {
  const { owner } = access.repository;
  const scope = config.claims.scope === 'owner' ? owner.toLowerCase() : keyOf(access.repository);
  return `${scope}/${id}`;
}

export function taskKey({ access }: RepositoryContext, number: number): string {
  return issueKey({ ...access.repository, number });
}

/** Whose claims wait here: their locks must be held while assigning. */
export function claimantsOf({ open }: IssueSnapshot): readonly Person[] {
  return open
    .filter(({ command, answer }) => command.name === 'claim' && answer === null)
    .map(({ author }) => author);
}

/** What is known of a person's claims before GitHub's listings know it, or beside them. */
type KnownClaims = {
  readonly recent: RecentWrites;
  /** What they hold though GitHub did not assign them. */
  readonly unassigned: readonly string[];
};

const NOTHING_KNOWN: KnownClaims = { recent: new Map(), unassigned: [] };

/** To be asked while the locks of these people are held. */
export async function recordsUnderLock(
  request: IssueInput,
  { locks, clocks }: IssueTools,
  snapshot: IssueSnapshot,
  people: readonly Person[],
): Promise<ClaimRules['recordOf']> {
  const { context } = request;
  const { repository } = context.access;
  const { scope } = context.config.claims;
  const known = people.map(async (person) => {
    const [recent, held] = await Promise.all([
      locks.recent(lockOf(context, person)),
      clocks.heldUnassigned(person.id, repository, scope),
    ]);
    return [person.id, { recent, unassigned: held.map(issueName) }] as const;
  });
  return recordsIn(request, snapshot, new Map(await Promise.all(known)));
}

/** @param known by user id */
export function recordsIn(
  { context, number }: IssueInput,
  snapshot: IssueSnapshot,
  known: ReadonlyMap<number, KnownClaims>,
): ClaimRules['recordOf'] {
  return (person) => {
    const record = snapshot.records.get(person.id);
    if (record === null) return null;
    const elsewhere = record?.held ?? [];
    const { recent, unassigned } = known.get(person.id) ?? NOTHING_KNOWN;
    const listed = heldByListings(context, snapshot, person, elsewhere);
    const held = corrected([...listed, ...unassigned], recent);
    const prefix = `${keyOf(context.access.repository)}#`;
    return {
      heldElsewhere: held
        .filter((task) => task.toLowerCase() !== taskKey(context, number))
        .map((task) =>
          task.toLowerCase().startsWith(prefix) ? task.slice(prefix.length - 1) : task,
        ),
      finished: record?.finished ?? byDifficulty(() => 0),
    };
  };
}

function heldByListings(
  { access: { repository } }: RepositoryContext,
  { openTasks }: IssueSnapshot,
  person: Person,
  elsewhere: readonly Parameters<typeof issueName>[0][],
): readonly string[] {
  const here = openTasks.filter(({ assignees }) => includes(assignees, person));
  return [
    ...here.map(({ number }) => issueName({ ...repository, number })),
    ...elsewhere.filter((held) => !sameRepository(held, repository)).map(issueName),
  ];
}
