/**
 * Where an edition's questions come from: what editors wrote into `questions/*.md`, and issues that
 * somebody nominated because their answers help others.
 */
import { z } from 'zod';
import { NEWSLETTER_LABEL } from '../commands/newsletter.js';
import { type ChosenAnswer, chosenAnswer } from '../commands/nomination.js';
import { parseCommands } from '../commands/parse.js';
import { oneLine } from '../config/templates.js';
import { hasLabel } from '../domain/difficulty.js';
import { originalText } from '../domain/markdown/original.js';
import type { Comment, Issue } from '../domain/task.js';
import { isMaintainer } from '../github/people.js';
import { listNominated } from '../github/week.js';
import type { RepositoryContext } from '../repository/context.js';
import { link, type Read, readHeaded } from './editors-files.js';

export type AskedQuestion = {
  /** The file's name, by which it is printed once. */
  readonly source: string;
  readonly asker: string;
  /** The project's printed name; '': none was given. */
  readonly project: string;
  readonly url: string | null;
  readonly turns: readonly { readonly question: string; readonly answer: string }[];
};

const head = z.strictObject({
  asker: oneLine(100).transform((name) => name.replace(/^@/, '')),
  project: oneLine(100).exactOptional(),
  url: link.exactOptional(),
});

/** @param folder the newsletter's */
export function readQuestions(folder: string): Promise<Read<readonly AskedQuestion[]>> {
  return readHeaded(folder, 'questions', head, ({ name, head, body }) => {
    const { asker, project = '', url = null } = head;
    const turns = turnsOf(body);
    if (turns.length === 0) return 'expected a question in lines that begin with ">"';
    return { source: name, asker, project, url, turns };
  });
}

const ANSWER_MARK = /^(?:A|答)\s*[:：]\s*/;

/** Quoted paragraphs ask, the others answer. */
function turnsOf(body: string): AskedQuestion['turns'] {
  const turns: { question: string; answer: string }[] = [];
  for (const block of body.split(/\n(?:[ \t]*\n)+/).filter((one) => one.trim() !== '')) {
    const last = turns.at(-1);
    if (block.split('\n').every((line) => line.startsWith('>'))) {
      const question = block.replace(/^>[ \t]?/gm, '').trim();
      turns.push({ question, answer: '' });
    } else if (last !== undefined) {
      const said = last.answer === '' ? block.replace(ANSWER_MARK, '') : block;
      last.answer = [last.answer, said.trim()].filter(Boolean).join('\n\n');
    }
  }
  return turns;
}

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
