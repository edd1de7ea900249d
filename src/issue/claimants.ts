/** What has to be known of the people whose commands wait: their role here, what they hold and finished. */

import { needsRecord, roleFor } from '../commands/index.js';
import type { OpenCommand } from '../commands/open-commands.js';
import { isEditor } from '../config/operator.js';
import { byDifficulty, type Difficulty } from '../domain/difficulty.js';
import { type IssueName, issueKey } from '../domain/reference.js';
import type { RepositoryName } from '../domain/task.js';
import { MINUTE_MS } from '../domain/time.js';
import type { Memory } from '../engine/engine.js';
import type { RepositoryAccess } from '../github/access.js';
import { type FailureKind, GitHubFailure, isRefused } from '../github/errors.js';
import { countFinished, isMaintainer, listHeldTasks } from '../github/people.js';
import type { RepositoryContext } from '../repository/context.js';

export type ClaimantRecord = {
  /** Tasks held in the owner's other repositories; null: the rules count within this repository. */
  readonly held: readonly (RepositoryName & { readonly number: number })[] | null;
  readonly finished: Readonly<Record<Difficulty, number>>;
};

export type Claimants = {
  /** Whether they have the triage role or more, by id; null: GitHub does not say. */
  readonly maintainers: ReadonlyMap<number, boolean | null>;
  /** By id, where a rule asks beyond the open tasks here; null: GitHub does not say. */
  readonly records: ReadonlyMap<number, ClaimantRecord | null>;
  /** The commands that can be decided now. */
  readonly open: readonly OpenCommand[];
  /** Why the others wait: the reading is repeated. null: none waits. */
  readonly unread: GitHubFailure | null;
};

/** What a reading of people needs beside the issue. */
export type PeopleSource = {
  /** The owner's other repositories in which tasks are held. */
  readonly others: () => Promise<readonly RepositoryAccess[]>;
  /**
   * For how long these people could not be read, by id, in milliseconds: those who can be now are
   * forgotten.
   */
  readonly unreadFor: (ids: readonly number[]) => Promise<ReadonlyMap<number, number>>;
};

/** What stays unreadable for so long is said to its person. In milliseconds. */
const PATIENCE_MS = 10 * MINUTE_MS;

const PERSONAL: readonly FailureKind[] = ['refused', 'unavailable'];

const NONE_FINISHED = byDifficulty(() => 0);

/**
 * Whoever cannot be read waits, and nobody else: all that they wrote stays open, in its order,
 * until they can be read or that was tried long enough.
 */
export async function readClaimants(
  context: RepositoryContext,
  open: readonly OpenCommand[],
  { others, unreadFor }: PeopleSource,
): Promise<Claimants> {
  const waiting = open.filter(({ answer }) => answer === null);
  const commanding = waiting.filter(
    (each) => roleFor(each.command) !== 'anyone' && !isByEditor(context, each),
  );
  const claiming = waiting.filter(({ command }) => needsRecord(command) && readsBeyond(context));
  let asked: ReturnType<PeopleSource['others']> | null = null;
  const othersOnce = () => {
    asked ??= others();
    return asked;
  };
  const [roles, records] = await Promise.all([
    readOfEach(commanding, (login) => isMaintainer(context.access, login)),
    readOfEach(claiming, (login) => readRecord(context, login, othersOnce)),
  ]);
  const failures = new Map([...roles.failures, ...records.failures]);
  const unread = await unreadFor([...failures.keys()]);
  const waits = (id: number) => failures.has(id) && (unread.get(id) ?? 0) < PATIENCE_MS;
  return {
    maintainers: roles.read,
    records: records.read,
    // What was answered is evidence, whoever waits for something else.
    open: open.filter(({ author, answer }) => answer !== null || !waits(author.id)),
    unread: [...failures].find(([id]) => waits(id))?.[1] ?? null,
  };
}

/** An editor nominates in that capacity: no role is asked for. */
function isByEditor(context: RepositoryContext, { command, author }: OpenCommand): boolean {
  return roleFor(command) === 'editor' && isEditor(context.newsletters, author.login);
}

function readsBeyond({ config }: RepositoryContext): boolean {
  const { scope, prerequisites } = config.claims;
  return scope === 'owner' || Object.keys(prerequisites).length > 0;
}

async function readRecord(
  { access, config }: RepositoryContext,
  login: string,
  others: () => Promise<readonly RepositoryAccess[]>,
): Promise<ClaimantRecord> {
  const { scope, prerequisites } = config.claims;
  const { label } = config.taskLabel;
  const needsFinished = Object.keys(prerequisites).length > 0;
  const [held, finished] = await Promise.all([
    scope === 'owner' ? listHeldTasks(await others(), login, label) : null,
    needsFinished ? countFinished(access, login, label, config.difficulties) : NONE_FINISHED,
  ]);
  return { held, finished };
}

/** By id; null where GitHub will not say, a failure where it could not. */
async function readOfEach<T>(
  commands: readonly OpenCommand[],
  read: (login: string) => Promise<T>,
): Promise<{
  readonly read: ReadonlyMap<number, T | null>;
  readonly failures: ReadonlyMap<number, GitHubFailure>;
}> {
  const people = new Map(commands.map(({ author }) => [author.id, author.login]));
  const failures = new Map<number, GitHubFailure>();
  const found = [...people].map(async ([id, login]) => {
    try {
      return [id, await read(login)] as const;
    } catch (error) {
      // A limit is everybody's, a repository that is gone or moved the issue's, and a bug nobody's.
      const isTheirs = error instanceof GitHubFailure && PERSONAL.includes(error.kind);
      if (!isTheirs) throw error;
      if (!isRefused(error)) failures.set(id, error);
      return [id, null] as const;
    }
  });
  return { read: new Map(await Promise.all(found)), failures };
}

/** Longer than the longest pause between two tries. In milliseconds. */
const REMEMBERED_MS = 3_600_000;

/**
 * Since when people could not be read on an issue: a request forgets, and the next has to know.
 *
 * @param ids those who cannot be read now; who is not among them is forgotten
 * @param now in milliseconds since the epoch
 * @returns for how long each could not be read, in milliseconds
 */
export async function unreadFor(
  memory: Memory,
  issue: IssueName,
  ids: readonly number[],
  now: number,
): Promise<ReadonlyMap<number, number>> {
  const since = memory.map<number>(`unread people ${issueKey(issue)}`, REMEMBERED_MS);
  const known = await since.all();
  for (const id of known.keys()) if (!ids.includes(Number(id))) await since.delete(id);
  for (const id of ids) await since.setIfNew(String(id), now);
  return new Map(ids.map((id) => [id, now - (known.get(String(id)) ?? now)]));
}
