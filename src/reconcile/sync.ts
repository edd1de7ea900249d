/**
 * A repository brought in order because its operator asked (`sync`): what the looks would write,
 * and the looks that write it. The plan is read before anything is written, and read again while
 * it is carried out, so it may be stopped and started at any time.
 */
import type { RepositoryName } from '../core/task.js';
import type { List } from '../github/project-snapshot.js';
import { listLabels, listOpenIssues } from '../github/read.js';
import type { RepositoryContext } from '../github/repository-context.js';
import { issueLook, type OperatorTools, projectLook } from './asked-looks.js';
import { type Change, describeEffect, describeProjectEffect } from './describe.js';
import type { ProjectEffect } from './effect.js';
import { type IssueLook, lookAtIssue, planIssue } from './issue/look.js';
import { applyProjectEffect } from './project/apply.js';
import {
  applyCreation,
  type Creation,
  describeCreation,
  planCreations,
} from './project/create-issues.js';
import { planProject } from './project/look.js';
import { planMerges } from './project/merge-aliases.js';

export type SyncOptions = {
  /** The operator named the repository. Otherwise one without tasks or configuration is left alone. */
  readonly isNamed: boolean;
  /** Plans on older tasks too, not only on those that a list makes tasks. */
  readonly plans: boolean;
  /** Issues for list lines that have none. */
  readonly createIssues: boolean;
};

/** What one repository needs. Each change is one write. */
export type PlannedSync = {
  readonly repository: RepositoryName;
  readonly changes: readonly Change[];
};

/** null: the App is not installed there. */
export async function planSync(
  tools: OperatorTools,
  repository: RepositoryName,
  options: SyncOptions,
): Promise<PlannedSync | null> {
  const context = await contextOf(tools, repository);
  if (context === null) return null;
  if (!options.isNamed && !(await hasTasks(tools, context))) {
    return { repository: context.access.repository, changes: [] };
  }
  const planned = await planRepository(tools, context, options);
  const issues: Change[] = [];
  for (const number of planned.issues) {
    const look = askedLook(tools, context, number);
    const issue = await planIssue(look, labelsAfter(planned.effects, number));
    for (const effect of issue?.decision.effects ?? []) {
      issues.push({ issue: number, ...describeEffect(effect) });
    }
  }
  const changes = [
    ...planned.creations.flatMap(describeCreation),
    ...planned.effects.map(describeProjectEffect),
    ...planThatFollows(context, planned),
    ...issues,
  ];
  return { repository: context.access.repository, changes };
}

/** Carries it out. @param onWrite called after each write */
export async function applySync(
  tools: OperatorTools,
  repository: RepositoryName,
  options: SyncOptions,
  onWrite: () => void,
): Promise<void> {
  const found = await contextOf(tools, repository);
  if (found === null) return;
  const context = counting(found, onWrite);
  const first = await planRepository(tools, context, options);
  const created: number[] = [];
  if (first.creations.length > 0) {
    // GitHub would make a label that a new issue carries, but in a colour of its own.
    for (const effect of first.effects.filter(isLabelDefinition)) {
      await applyProjectEffect(context.access, first.lists, effect);
    }
    for (const creation of first.creations) created.push(await applyCreation(context, creation));
  }
  // The lists name the new issues now.
  const { effects, issues, lists } =
    created.length === 0 ? first : await planRepository(tools, context, options);
  for (const effect of effects) await applyProjectEffect(context.access, lists, effect);
  for (const number of new Set([...issues, ...created]))
    await lookAtIssue(askedLook(tools, context, number));
}

function isLabelDefinition({ kind }: ProjectEffect): boolean {
  return kind === 'create-label' || kind === 'update-label';
}

/** New issues show in the plan on the tracking issue, even where nothing else changes it. */
function planThatFollows(
  { trackingNumber }: RepositoryContext,
  { creations, effects }: PlannedRepository,
): readonly Change[] {
  const isWritten = effects.some(
    (each) => each.kind === 'on-issue' && each.number === trackingNumber,
  );
  if (trackingNumber === null || creations.length === 0 || isWritten) return [];
  return [{ issue: trackingNumber, change: 'update our plan', why: 'the project plan' }];
}

async function hasTasks(
  { contexts }: OperatorTools,
  { access, config }: RepositoryContext,
): Promise<boolean> {
  const context = await contexts.of(access.repository);
  if (context?.active) return true;
  return (await listOpenIssues(access, config.taskLabel.label)).length > 0;
}

/** The operator's word makes the repository active. */
async function contextOf(
  { contexts }: OperatorTools,
  repository: RepositoryName,
): Promise<RepositoryContext | null> {
  const context = await contexts.of(repository);
  return context === null ? null : { ...context, active: true };
}

type PlannedRepository = {
  readonly effects: readonly ProjectEffect[];
  readonly creations: readonly Creation[];
  /** Issues that want a look of their own, in order. */
  readonly issues: readonly number[];
  readonly lists: readonly List[];
};

async function planRepository(
  tools: OperatorTools,
  context: RepositoryContext,
  options: SyncOptions,
): Promise<PlannedRepository> {
  const { decision, snapshot } = await planProject(await projectLook(tools, context));
  const merges = await planMerges(context, await listLabels(context.access));
  const creations = options.createIssues ? planCreations(context, snapshot) : [];
  const tasks = options.plans ? snapshot.openTasks.map(({ number }) => number) : [];
  const issues = [...new Set([...decision.relabelled, ...tasks])]
    .filter((number) => !context.isTracking(number))
    .sort((a, b) => a - b);
  const effects = [...decision.effects, ...merges];
  return { effects, creations, issues, lists: snapshot.lists };
}

/** The operator asks for the plan, as a maintainer does with the label. */
function askedLook(tools: OperatorTools, context: RepositoryContext, number: number): IssueLook {
  return issueLook(tools, context, number, [context.config.taskLabel.label]);
}

function counting(context: RepositoryContext, onWrite: () => void): RepositoryContext {
  const { budget } = context.access;
  const take: typeof budget.take = async (lane) => {
    await budget.take(lane);
    onWrite();
  };
  return { ...context, access: { ...context.access, budget: { take } } };
}

/** How the project's effects change an issue's labels. */
function labelsAfter(
  effects: readonly ProjectEffect[],
  number: number,
): (labels: readonly string[]) => readonly string[] {
  return (labels) =>
    effects.reduce((left, each) => {
      if (each.kind !== 'on-issue' || each.number !== number) return left;
      const { effect } = each;
      if (effect.kind === 'add-labels') return left.concat(effect.labels);
      if (effect.kind === 'remove-label') return left.filter((label) => label !== effect.label);
      return left;
    }, labels);
}
