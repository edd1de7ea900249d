/** Looks that an operator asks for on the command line, without a queue. */
import type { Memory } from '../engine/engine.js';
import type { GitHubApp } from '../github/app.js';
import {
  keyOf,
  type RepositoryContext,
  type RepositoryContexts,
} from '../github/repository-context.js';
import { createClockIndex } from './clock-index.js';
import type { IssueLook } from './issue/look.js';
import { createMendGuard } from './mend-guard.js';
import { createPersonLanes } from './person-lane.js';
import type { ProjectLook } from './project/look.js';

export type OperatorTools = {
  readonly github: GitHubApp;
  readonly contexts: RepositoryContexts;
  readonly memory: Memory;
};

export async function projectLook(
  tools: OperatorTools,
  context: RepositoryContext,
): Promise<ProjectLook> {
  const { repository } = context.access;
  return {
    context,
    github: tools.github,
    formerly: null,
    clocks: await createClockIndex(tools.memory).of(repository),
    closed: tools.memory.map(`closed ${keyOf(repository)}`),
  };
}

export function issueLook(
  { contexts, memory }: OperatorTools,
  context: RepositoryContext,
  number: number,
  labelled: readonly string[],
): IssueLook {
  return {
    context,
    number,
    labelled,
    wantsPulls: false,
    neighbours: () => contexts.neighbours(context.access.repository),
    lanes: createPersonLanes(memory),
    clocks: createClockIndex(memory),
    guard: createMendGuard(memory),
    now: new Date().toISOString(),
  };
}
