/** Looks that an operator asks for on the command line, without a queue. */

import { sameRepository } from '../core/reference.js';
import type { RepositoryName } from '../core/task.js';
import type { Memory } from '../engine/engine.js';
import type { RepositoryAccess } from '../github/access.js';
import type { GitHubApp } from '../github/app.js';
import type { RepositoryContext, RepositoryContexts } from '../github/repository-context.js';
import { createClockIndex } from './clock-index.js';
import type { IssueLook } from './issue/issue-look.js';
import { createMendGuard } from './mend-guard.js';
import { createPersonLanes } from './person-lane.js';
import { closedIssues, type ProjectLook } from './project/look.js';

export type OperatorTools = {
  readonly github: GitHubApp;
  readonly contexts: RepositoryContexts;
  readonly memory: Memory;
};

export function projectLook(tools: OperatorTools, context: RepositoryContext): ProjectLook {
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

export function issueLook(
  { github, contexts, memory }: OperatorTools,
  context: RepositoryContext,
  number: number,
  labelled: readonly string[],
  labelsAfter: IssueLook['labelsAfter'] = (labels) => labels,
): IssueLook {
  return {
    context,
    number,
    labelled,
    labelsAfter,
    wantsPulls: false,
    neighbours: () => contexts.neighbours(context.access.repository),
    people: {
      others: () => othersOf(github, context.access.repository),
      unreadFor: async () => new Map(),
    },
    lanes: createPersonLanes(memory),
    clocks: createClockIndex(memory),
    guard: createMendGuard(memory),
    onOutcome: () => {},
    isBusy: async () => false,
    now: new Date().toISOString(),
  };
}

/** Of this process nobody knows which of them have tasks. */
async function othersOf(
  github: GitHubApp,
  here: RepositoryName,
): Promise<readonly RepositoryAccess[]> {
  const all = await github.repositories(here.owner);
  const others = all.filter((each) => !sameRepository(each, here));
  const accesses = await Promise.all(others.map(github.access));
  return accesses.filter((access) => access !== null);
}
