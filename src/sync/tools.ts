/** Reconciling that an operator asks for on the command line, without a queue. */

import { sameRepository } from '../domain/reference.js';
import type { RepositoryName } from '../domain/task.js';
import type { Memory } from '../engine/engine.js';
import type { RepositoryAccess } from '../github/access.js';
import type { GitHubApp } from '../github/app.js';
import { createClockIndex } from '../issue/clock-index.js';
import type { IssueInput, IssueTools } from '../issue/input.js';
import { createPersonLocks } from '../issue/person-lock.js';
import { createRepairLimit } from '../issue/repair-limit.js';
import { closedIssues, type ProjectInput } from '../project/reconcile.js';
import type { RepositoryContext, RepositoryContexts } from '../repository/context.js';

export type OperatorTools = {
  readonly github: GitHubApp;
  readonly contexts: RepositoryContexts;
  readonly memory: Memory;
};

export function projectInput(tools: OperatorTools, context: RepositoryContext): ProjectInput {
  const { repository } = context.access;
  return {
    context,
    github: tools.github,
    formerly: null,
    // Only serve knows the clocks; the ledger's stay.
    clocks: new Map(),
    closed: closedIssues(tools.memory, repository),
  };
}

export function issueTools(
  { github, contexts, memory }: OperatorTools,
  { access: { repository } }: RepositoryContext,
): IssueTools {
  return {
    neighbours: () => contexts.neighbours(repository),
    people: { others: () => othersOf(github, repository), unreadFor: async () => new Map() },
    locks: createPersonLocks(memory),
    clocks: createClockIndex(memory),
    repairs: createRepairLimit(memory),
    onOutcome: () => {},
    isBusy: async () => false,
  };
}

/** @param labelled labels that were put on the issue just now */
export function issueInput(
  context: RepositoryContext,
  number: number,
  labelled: readonly string[] = [],
): IssueInput {
  return { context, number, labelled, wantsPulls: false, now: new Date().toISOString() };
}

/** This process does not know which of them have tasks. */
async function othersOf(
  github: GitHubApp,
  here: RepositoryName,
): Promise<readonly RepositoryAccess[]> {
  const all = await github.repositories(here.owner);
  const others = all.filter((each) => !sameRepository(each, here));
  const accesses = await Promise.all(others.map(github.access));
  return accesses.filter((access) => access !== null);
}
