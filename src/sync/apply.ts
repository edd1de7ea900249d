/** Carries out what preview.ts shows, one write after the other. */

import type { RepositoryName } from '../domain/task.js';
import { isMissing, isRefused } from '../github/errors.js';
import { reconcileIssue } from '../issue/reconcile.js';
import { applyProjectEffect } from '../project/reconcile.js';
import type { RepositoryContext } from '../repository/context.js';
import { numberLineOf, openIssueFor } from './create-issues.js';
import { askedInput, contextOf, previewRepository, type SyncOptions } from './preview.js';
import { issueTools, type OperatorTools } from './tools.js';

/**
 * Plans before the labels and numbers that tell a later run what is done already.
 * @param onWrite called after each write
 * @returns what could not be done, one sentence each
 */
export async function applySync(
  tools: OperatorTools,
  repository: RepositoryName,
  options: SyncOptions,
  onWrite: () => void,
): Promise<readonly string[]> {
  const found = await contextOf(tools, repository);
  if (found === null) return [];
  const context = counting(found, onWrite);
  const first = await previewRepository(tools, context, options);
  const problems: string[] = [];
  for (const effect of first.definitions) {
    await applyProjectEffect(context, first.lists, effect);
  }
  for (const creation of first.creations) {
    const number = await openIssueFor(context, creation);
    await reconcileIssue(askedInput(context, number, []), issueTools(tools, context));
    if (await numberLineOf(context, creation, number)) continue;
    problems.push(`a line changed meanwhile: write #${number} behind "${creation.line.text}"`);
  }
  // The lists name the new issues now.
  const second =
    first.creations.length === 0 ? first : await previewRepository(tools, context, options);
  let hasAssigned = false;
  for (const { number } of second.issues) {
    try {
      const request = askedInput(context, number, second.effects, options.adopt ?? null);
      const { written, refused, unread } = await reconcileIssue(
        request,
        issueTools(tools, context),
      );
      if (unread !== null) problems.push(`#${number}: ${unread.message}`);
      hasAssigned ||= written.some(({ kind }) => kind === 'assign');
      problems.push(...refused.map((what) => `#${number}: GitHub refuses ${what}`));
    } catch (error) {
      // One locked issue must not keep the others waiting.
      if (!isRefused(error) && !isMissing(error)) throw error;
      problems.push(`#${number}: ${(error as Error).message}`);
    }
  }
  // A command that waited was answered: the project's plan was decided without it.
  const { effects, lists } = hasAssigned
    ? await previewRepository(tools, context, options)
    : second;
  for (const effect of effects) await applyProjectEffect(context, lists, effect);
  return problems;
}

function counting(context: RepositoryContext, onWrite: () => void): RepositoryContext {
  const { budget } = context.access;
  const take: typeof budget.take = async (priority) => {
    await budget.take(priority);
    onWrite();
  };
  return { ...context, access: { ...context.access, budget: { take } } };
}
