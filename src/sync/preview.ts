/**
 * A repository brought in order because its operator asked: what would be written. It is read
 * before anything is written, and again while it is carried out (apply.ts), so a run may be stopped
 * and started at any time.
 */

import type { RepositoryName } from '../domain/task.js';
import { listRepositoryComments } from '../github/comments.js';
import { listOpenIssues } from '../github/read.js';
import { type DescribedEffect, describeEffect } from '../issue/effect.js';
import type { IssueInput } from '../issue/input.js';
import { previewIssue } from '../issue/reconcile.js';
import { describeProjectEffect, type ProjectEffect } from '../project/effect.js';
import type { List } from '../project/lists.js';
import { previewProject } from '../project/reconcile.js';
import type { RepositoryContext } from '../repository/context.js';
import { type Creation, decideCreations, WHY_CREATED } from './create-issues.js';
import { decideMerges } from './merge-aliases.js';
import { issueInput, issueTools, type OperatorTools, projectInput } from './tools.js';

export type SyncOptions = {
  /** The operator named the repository. Otherwise one without tasks or configuration is left alone. */
  readonly isNamed: boolean;
  /** Plans on older tasks too, not only on those that a list makes tasks. */
  readonly plans: boolean;
  /** Issues for list lines that have none. */
  readonly createIssues: boolean;
  /** The account whose plans are taken over, such as `github-actions[bot]`; none: there is no such account. */
  readonly adopt?: string | null;
};

/** What one repository needs. Each change is one write. */
export type SyncPreview = {
  readonly repository: RepositoryName;
  readonly changes: readonly DescribedEffect[];
};

/** null: the App is not installed there. */
export async function previewSync(
  tools: OperatorTools,
  repository: RepositoryName,
  options: SyncOptions,
): Promise<SyncPreview | null> {
  const context = await contextOf(tools, repository);
  if (context === null) return null;
  if (!options.isNamed && !(await hasTasks(tools, context))) {
    return { repository: context.access.repository, changes: [] };
  }
  const preview = await previewRepository(tools, context, options);
  const { definitions, creations, issues, effects } = preview;
  const changes: DescribedEffect[] = definitions.map(describeProjectEffect);
  for (const creation of creations) {
    changes.push(...(await describeCreation(tools, context, creation)));
  }
  changes.push(...issues.flatMap((issue) => issue.changes));
  changes.push(...effects.map(describeProjectEffect), ...projectPlanUpdate(context, preview));
  return { repository: context.access.repository, changes };
}

async function describeCreation(
  tools: OperatorTools,
  context: RepositoryContext,
  { list, line, existing }: Creation,
): Promise<readonly DescribedEffect[]> {
  const why = WHY_CREATED;
  const behind = (name: string): DescribedEffect => ({
    issue: list.address.number,
    change: `write ${name} behind: ${line.text}`,
    why,
  });
  if (existing !== null) {
    const request = askedInput(context, existing, []);
    const changes = changesOf(existing, await previewIssue(request, issueTools(tools, context)));
    return [...changes, behind(`#${existing}`)];
  }
  return [
    { issue: null, change: `open an issue: ${line.text}`, why },
    { issue: null, change: 'write our plan', why: 'a new task' },
    behind('its number'),
  ];
}

function changesOf(
  number: number,
  preview: Awaited<ReturnType<typeof previewIssue>>,
): readonly DescribedEffect[] {
  return (preview?.effects ?? []).map((effect) => describeEffect(number, effect));
}

function isLabelDefinition({ kind }: ProjectEffect): boolean {
  return kind === 'create-label' || kind === 'update-label';
}

/** New issues show in the plan on the tracking issue, even where nothing else changes it. */
function projectPlanUpdate(
  { trackingNumber }: RepositoryContext,
  { creations, effects }: RepositoryPreview,
): readonly DescribedEffect[] {
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
export async function contextOf(
  { contexts }: OperatorTools,
  repository: RepositoryName,
): Promise<RepositoryContext | null> {
  const context = await contexts.of(repository);
  return context === null ? null : { ...context, active: true };
}

export type RepositoryPreview = {
  /** GitHub would make a label that a new issue carries, but in a colour of its own. */
  readonly definitions: readonly ProjectEffect[];
  readonly effects: readonly ProjectEffect[];
  readonly creations: readonly Creation[];
  /** Issues in which reconciling them would write, in order. */
  readonly issues: readonly {
    readonly number: number;
    readonly changes: readonly DescribedEffect[];
  }[];
  readonly lists: readonly List[];
};

export async function previewRepository(
  tools: OperatorTools,
  context: RepositoryContext,
  options: SyncOptions,
): Promise<RepositoryPreview> {
  const { decision, labels, snapshot } = await previewProject({
    ...projectInput(tools, context),
    adopt: options.adopt ?? null,
  });
  const merges = await decideMerges(context, labels, (number, own) =>
    labelsAfter(decision.effects, number)(own),
  );
  const creations = options.createIssues ? decideCreations(context, snapshot) : [];
  const all = [...decision.effects, ...merges];
  const isAsked = options.plans || options.adopt != null;
  const tasks = isAsked ? snapshot.openTasks.map(({ number }) => number) : [];
  const numbers = [...new Set([...decision.relabelled, ...tasks])]
    .filter((number) => !context.isTracking(number))
    // Those have a row of their own.
    .filter((number) => !creations.some(({ existing }) => existing === number))
    .sort((a, b) => a - b);
  // A repository's comments by the hundred, unless thread by thread is less.
  const comments = await listRepositoryComments(context.access, numbers.length);
  const issues: { number: number; changes: readonly DescribedEffect[] }[] = [];
  for (const number of numbers) {
    const request = askedInput(context, number, all, options.adopt ?? null);
    const preview = await previewIssue(request, issueTools(tools, context), {
      openTasks: snapshot.openTasks,
      comments: comments?.filter(({ issueNumber }) => issueNumber === number) ?? null,
    });
    const isMoved = preview?.facts.snapshot.previousPlan != null;
    if (!options.plans && !isMoved && !decision.relabelled.includes(number)) continue;
    const changes = changesOf(number, preview);
    if (changes.length > 0) issues.push({ number, changes });
  }
  return {
    definitions: all.filter(isLabelDefinition),
    effects: all.filter((effect) => !isLabelDefinition(effect)),
    creations,
    issues,
    lists: snapshot.lists,
  };
}

/** The operator asks for the plan, as a maintainer does with the label. */
export function askedInput(
  context: RepositoryContext,
  number: number,
  effects: readonly ProjectEffect[],
  adopt: string | null = null,
): IssueInput {
  const consent = [context.config.taskLabel.label];
  const request = issueInput(context, number, consent);
  return { ...request, labelsAfter: labelsAfter(effects, number), adopt };
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
