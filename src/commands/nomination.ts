/**
 * Nominations for the newsletter. The label carries them, so anybody sees and may undo them on
 * GitHub; which answer is printed is said in the thread, by a link or in words.
 */

import { originalText } from '../domain/markdown/original.js';
import type { Author, Comment } from '../domain/task.js';
import { timeOf } from './open-commands.js';
import { parseCommands, wordsBehind, wordsBeside } from './parse.js';

/** What a nomination says of the answer. `wrong-link`: one that leads to no comment of the thread. */
export type NamedAnswer =
  | { readonly kind: 'linked'; readonly comment: Comment }
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'wrong-link' | 'nothing' };

export type ChosenAnswer = {
  /** null: the account is gone. */
  readonly author: Author | null;
  /** Markdown as its author wrote it, without their commands, quotes and quoted e-mail. */
  readonly text: string;
  readonly commentId: number;
};

/** @param body of a comment with the command, as the author wrote it */
export function namedAnswer(body: string, comments: readonly Comment[]): NamedAnswer {
  const links = linkedComments(body);
  const comment = links.flatMap((link) => comments.find(({ id }) => id === link) ?? []).at(-1);
  if (comment !== undefined) return { kind: 'linked', comment };
  const text = wordsBeside(body);
  if (text !== '') return { kind: 'words', text };
  return { kind: links.length > 0 ? 'wrong-link' : 'nothing' };
}

/**
 * The answer to print for a nominated issue that is no task: the newest nomination with a link
 * chooses, else the newest in words.
 *
 * @param mayChoose whether a person may nominate; null, where nobody knows, means no
 */
export function chosenAnswer(
  comments: readonly Comment[],
  mayChoose: (login: string, id: number) => boolean | null,
): ChosenAnswer | null {
  const nominations = comments
    .filter(({ author }) => author !== null && !author.isBot)
    .map((comment) => ({ comment, body: originalText(comment.body) }))
    .filter(({ body }) => isNomination(body))
    .filter(({ comment: { author } }) => author && mayChoose(author.login, author.id) === true)
    .toSorted((a, b) => newestFirst(a.comment, b.comment));
  let inWords: ChosenAnswer | null = null;
  for (const { comment, body } of nominations) {
    const named = namedAnswer(body, comments);
    if (named.kind === 'linked') return answerIn(named.comment);
    if (named.kind === 'words') inWords ??= answerIn(comment);
  }
  return inWords;
}

function isNomination(body: string): boolean {
  return parseCommands(body).some(({ name }) => name === 'newsletter');
}

function answerIn({ id, author, body }: Comment): ChosenAnswer {
  const original = originalText(body);
  // Whoever links a comment that only quotes means the quotation.
  return { author, text: wordsBeside(original) || original.trim(), commentId: id };
}

/** The comments whose addresses stand behind the command. */
function linkedComments(body: string): readonly number[] {
  return wordsBehind(body, 'newsletter')
    .flatMap((words) => words.split(/\s+/))
    .filter((word) => /^\S*?https?:\/\//i.test(word))
    .flatMap((word) => /#issuecomment-([1-9]\d{0,14})(?!\w)/i.exec(word)?.[1] ?? [])
    .map(Number);
}

function newestFirst(a: Comment, b: Comment): number {
  return timeOf(b).localeCompare(timeOf(a)) || b.id - a.id;
}
