/** What the state cells of task tables shall say. Pure. */

import { sayNames } from '../core/comment/plan.js';
import { saysDone } from '../core/list/edit-list.js';
import { sameRepository } from '../core/reference.js';
import { draftParts, type Issue } from '../core/task.js';
import type { RepositoryContext } from '../github/repository-context.js';
import { say } from '../messages/format.js';
import type { ProjectSnapshot } from './snapshot.js';

/**
 * By issue number. A row that says done is looked at again only where the words are ours: a person
 * who closed a task by hand in the table has their reasons.
 */
export function decideStates(
  { access, config, project }: RepositoryContext,
  { lines, openTasks, named }: ProjectSnapshot,
  kept: ReadonlySet<number>,
  isTask: (issue: Issue) => boolean,
): ReadonlyMap<number, string> {
  if (project.tracking?.edit !== 'tick') return new Map();
  const { language } = config;
  const open = new Map(openTasks.map((issue) => [issue.number, issue]));
  const words = (issue: Issue): string => {
    if (issue.assignees.length > 0) {
      return say(language, 'table.held', { names: sayNames(language, issue.assignees) });
    }
    return say(language, kept.has(issue.number) ? 'table.kept' : 'table.free');
  };
  const states = new Map<number, string>();
  for (const { reference, state, struck } of lines) {
    if (reference === null || state === null || struck) continue;
    if (!sameRepository(reference, access.repository)) continue;
    const { number } = reference;
    const issue = open.get(number) ?? named.get(number) ?? null;
    if (issue === null) {
      if (saysDone(state.text)) states.set(number, state.text);
    } else if (issue.isPullRequest) continue;
    else if (issue.closedAs === 'completed') states.set(number, say(language, 'table.done'));
    else if (issue.state === 'closed' || draftParts(issue).length > 0) states.set(number, '');
    else if (isTask(issue)) states.set(number, words(issue));
    else states.set(number, '');
  }
  return states;
}
