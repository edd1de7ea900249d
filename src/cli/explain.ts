/** One issue explained: what reconciling reads, which rules apply, and what it would write. */

import { difficultiesOf, difficultyOf, hasLabel } from '../domain/difficulty.js';
import { type IssueName, issueName, sameRepository } from '../domain/reference.js';
import { draftParts } from '../domain/task.js';
import type { IssueDecision } from '../issue/decide.js';
import { type DescribedEffect, describeEffect, type Effect } from '../issue/effect.js';
import type { IssueFacts } from '../issue/facts.js';
import { previewIssue } from '../issue/reconcile.js';
import { describeProjectEffect } from '../project/effect.js';
import { previewProject } from '../project/reconcile.js';
import { CONFIG_PATH } from '../repository/config-file.js';
import type { RepositoryContext } from '../repository/context.js';
import { issueInput, issueTools, type OperatorTools, projectInput } from '../sync/tools.js';

export type Explanation = {
  /** One line each. */
  readonly read: readonly string[];
  readonly rules: readonly string[];
  readonly changes: readonly DescribedEffect[];
};

/** A sentence: why there is nothing to explain. Fails as missing where the issue is gone. */
export async function explainIssue(
  tools: OperatorTools,
  name: IssueName,
): Promise<Explanation | string> {
  const context = await tools.contexts.of(name);
  if (context === null) return 'the App is not installed there';
  const request = issueInput(context, name.number);
  const preview = await previewIssue(request, issueTools(tools, context));
  if (preview === null) return `${issueName(name)} is a pull request, which is never a task`;
  const { facts, decision, effects } = preview;
  const changes = effects.map((effect) => describeEffect(name.number, effect));
  const project = context.isTracking(name.number) ? await projectChanges(tools, context) : [];
  return {
    read: [...renamedLine(name, context), ...readLines(facts)],
    rules: ruleLines(facts, decision, effects),
    changes: [...changes, ...project],
  };
}

function renamedLine(asked: IssueName, { access }: RepositoryContext): readonly string[] {
  const { owner, repo } = access.repository;
  return sameRepository(asked, access.repository) ? [] : [`renamed to ${owner}/${repo}`];
}

async function projectChanges(
  tools: OperatorTools,
  context: RepositoryContext,
): Promise<readonly DescribedEffect[]> {
  if (!context.active) return [];
  const { decision } = await previewProject(projectInput(tools, context));
  return decision.effects.map(describeProjectEffect);
}

function readLines({ context, snapshot }: IssueFacts): readonly string[] {
  const { issue, comments, plans, open, unread } = snapshot;
  const assigned = issue.assignees.map(({ login }) => login).join(', ') || 'nobody';
  const [plan, ...doubled] = plans;
  const waiting = open
    .filter(({ answer }) => answer === null)
    .map(({ text, author, commentId }) => `${text} by ${author.login} (comment ${commentId})`);
  return [
    `${issue.state}: ${issue.title}`,
    `labels: ${issue.labels.join(', ') || 'none'}; assigned: ${assigned}`,
    `${comments.length} ${comments.length === 1 ? 'comment' : 'comments'}; our plan: ${plan === undefined ? 'none' : `comment ${plan.id}`}${doubled.length > 0 ? `, and ${doubled.length} doubled` : ''}`,
    `commands that wait: ${waiting.join('; ') || 'none'}`,
    ...(unread === null ? [] : [`others wait for what cannot be read: ${unread.message}`]),
    context.configProblems.length > 0
      ? `${CONFIG_PATH} has errors, so the settings from before stay: ${context.configProblems.join('; ')}`
      : `the repository is ${context.active ? 'active: its lists and labels are kept' : 'not active: only issues that somebody labels are touched'}`,
  ];
}

function ruleLines(
  { context, snapshot }: IssueFacts,
  { nextAt }: IssueDecision,
  effects: readonly Effect[],
): readonly string[] {
  const { issue, state, plans } = snapshot;
  const { taskLabel, difficulties } = context.config;
  if (context.isTracking(issue.number)) {
    return [`it is the tracking issue of ${context.project.name}, and so no task`];
  }
  if (!hasLabel(issue.labels, taskLabel.label)) {
    return [`it is no task: it does not carry ${taskLabel.label}`];
  }
  const difficulty = difficultyOf(issue.labels, difficulties);
  const named = difficultiesOf(issue.labels, difficulties);
  const drafts = draftParts(issue);
  const claims = (state?.claims ?? []).map(({ login, due, pausedSince }) => {
    if (due === null) return `${login} holds it, assigned by hand: no deadline`;
    return `${login} holds it until ${due}${pausedSince === null ? '' : `, paused since ${pausedSince}`}`;
  });
  const hasPlan =
    plans.length > 0 || effects.some((each) => 'priority' in each && each.priority === 'plan');
  return [
    `it is a task: it carries ${taskLabel.label}`,
    difficulty !== null
      ? `its difficulty is ${difficulty}`
      : named.length > 1
        ? `its labels contradict each other: ${named.join(', ')}`
        : 'it has no difficulty yet',
    ...(drafts.length > 0 ? [`it is a draft: template text in its ${drafts.join(' and ')}`] : []),
    ...(claims.length > 0 ? claims : issue.state === 'open' ? ['nobody holds it'] : []),
    ...(hasPlan ? [] : ['it has no plan yet: its next activity brings one, or sync --plans']),
    ...(nextAt === null ? [] : [`its clock wants a look at ${new Date(nextAt).toISOString()}`]),
  ];
}
