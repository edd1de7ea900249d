/**
 * Reconciling a project: read and decide, then write only the difference. Labels, lists, and the
 * plan on the tracking issue.
 */

import { keyOf, sameRepository } from '../domain/reference.js';
import type { Issue, RepositoryName } from '../domain/task.js';
import { DAY_MS } from '../domain/time.js';
import type { Memory, SharedMap } from '../engine/engine.js';
import type { GitHubApp } from '../github/app.js';
import { isRefused } from '../github/errors.js';
import { type Label, listLabels } from '../github/labels.js';
import { createLabel, editText, updateLabel } from '../github/write.js';
import { applyEffect } from '../issue/apply.js';
import type { TaskClocks } from '../issue/clock-index.js';
import { printEffect } from '../issue/effect.js';
import type { RepositoryContext } from '../repository/context.js';
import { decideProject, type ProjectDecision } from './decide.js';
import { describeProjectEffect, type ProjectEffect } from './effect.js';
import type { LabelNames } from './ledger.js';
import { editList } from './list/edit.js';
import type { List } from './lists.js';
import { type ProjectSnapshot, readProject } from './snapshot.js';

export type ProjectInput = {
  readonly context: RepositoryContext;
  readonly github: Pick<GitHubApp, 'access'>;
  /** The label names before the configuration changed, where this process saw the change. */
  readonly formerly: LabelNames | null;
  /** What the process knows of the tasks' clocks. */
  readonly clocks: TaskClocks;
  /** Closed issues that the lists name, by number, so that they are not asked for again. */
  readonly closed: SharedMap<Issue>;
  /** The account whose plan is taken over; none: there is no such account. */
  readonly adopt?: string | null;
};

/** How long a closed issue is believed to be: a day after the last one was seen closed. */
const CLOSED_KNOWN_MS = DAY_MS;

/** What the lists of a repository name and is closed, by number. */
export function closedIssues(memory: Memory, repository: RepositoryName): SharedMap<Issue> {
  return memory.map(`closed ${keyOf(repository)}`, CLOSED_KNOWN_MS);
}

export type ProjectPreview = {
  readonly snapshot: ProjectSnapshot;
  /** The label definitions of the repository. */
  readonly labels: readonly Label[];
  readonly decision: ProjectDecision;
};

/** Reads and decides, and writes nothing. */
export async function previewProject(input: ProjectInput): Promise<ProjectPreview> {
  const { context, github, clocks, formerly } = input;
  const closed = await input.closed.all();
  const knownClosed = new Map([...closed].map(([number, issue]) => [Number(number), issue]));
  const [snapshot, labels] = await Promise.all([
    readProject(context, github, knownClosed, input.adopt),
    listLabels(context.access),
  ]);
  for (const [number, issue] of [...snapshot.named, ...snapshot.ticked]) {
    if (issue?.state === 'closed' && !knownClosed.has(number)) {
      await input.closed.set(String(number), issue);
    }
  }
  return {
    snapshot,
    labels,
    decision: decideProject(context, snapshot, labels, { clocks, formerly }),
  };
}

/** @returns one line for each write, with its reason */
export async function applyProject(
  context: RepositoryContext,
  { snapshot, decision }: ProjectPreview,
): Promise<readonly string[]> {
  const written: string[] = [];
  for (const effect of decision.effects) {
    const change = printEffect(describeProjectEffect(effect));
    try {
      await applyProjectEffect(context, snapshot.lists, effect);
      written.push(change);
    } catch (error) {
      // A list that may not be edited is no reason to write no plan.
      if (effect.kind !== 'edit-list' || !isRefused(error)) throw error;
      written.push(`refused: ${change}`);
    }
  }
  return written;
}

export async function applyProjectEffect(
  { access, botLogin }: Pick<RepositoryContext, 'access' | 'botLogin'>,
  lists: readonly List[],
  effect: ProjectEffect,
): Promise<void> {
  switch (effect.kind) {
    case 'create-label':
      return createLabel(access, effect.label);
    case 'update-label':
      return updateLabel(access, effect.name, effect.changes);
    case 'edit-list': {
      const list = lists.find(({ address }) => address === effect.list);
      if (list === undefined) return;
      const there = sameRepository(list.address, access.repository) ? access : list.access;
      await editText(there, list.address, (body) =>
        editList(body, list.address, access.repository, effect.edits),
      );
      return;
    }
    case 'on-issue':
      return applyEffect(access, effect.number, effect.effect, { login: botLogin, written: [] });
  }
}
