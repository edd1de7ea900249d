/** Issues that somebody nominated for the next edition because their answers help others. */

import { NEWSLETTER_LABEL } from '../commands/newsletter.js';
import { type ChosenAnswer, chosenAnswer } from '../commands/nomination.js';
import { parseCommands } from '../commands/parse.js';
import { hasLabel } from '../core/difficulty.js';
import type { Comment, Issue } from '../core/task.js';
import { originalText } from '../core/text/original.js';
import { isMaintainer } from '../github/people.js';
import type { RepositoryContext } from '../github/repository-context.js';
import { listNominated } from '../github/week.js';

export type NominatedQuestion = {
  readonly issue: Issue;
  /** null: nobody who may has chosen one. */
  readonly answer: ChosenAnswer | null;
};

/**
 * Issues with the label that are no tasks: one request each that was not printed yet, and one for
 * each who may have chosen an answer.
 */
export async function collectNominated(
  { access, config, isTracking }: RepositoryContext,
  editors: readonly string[],
  isAsked: (number: number) => boolean,
): Promise<readonly NominatedQuestion[]> {
  const isQuestion = (issue: Issue) =>
    !hasLabel(issue.labels, config.taskLabel.label) && !isTracking(issue.number);
  const nominated = await listNominated(access, NEWSLETTER_LABEL, isQuestion, isAsked);
  const editorLogins = new Set(editors.map((login) => login.toLowerCase()));
  const roles = new Map<string, boolean | null>();
  for (const { thread } of nominated) {
    for (const login of nominators(thread)) {
      if (roles.has(login)) continue;
      roles.set(
        login,
        editorLogins.has(login.toLowerCase()) || (await isMaintainer(access, login)),
      );
    }
  }
  return nominated.map(({ issue, thread }) => ({
    issue,
    answer: chosenAnswer(thread, (login) => roles.get(login) ?? null),
  }));
}

function nominators(thread: readonly Comment[]): readonly string[] {
  return thread.flatMap(({ author, body }) => {
    if (author === null || author.isBot) return [];
    const commands = parseCommands(originalText(body));
    return commands.some(({ name }) => name === 'newsletter') ? [author.login] : [];
  });
}
