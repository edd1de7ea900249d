/** Which commands of a thread still wait for an answer. */

import { commandKey, type TaskState } from '../claims/state.js';
import { isTranslated, originalText } from '../domain/markdown/original.js';
import { answerKey, type Promised, readAnswerState } from '../domain/marker.js';
import type { Author, Comment } from '../domain/task.js';
import { DAY_MS } from '../domain/time.js';
import type { Command } from './index.js';
import { commandText, parseCommands } from './parse.js';

/** Commands older than this were never seen in time and are left to people. */
export const COMMANDS_COUNT_FOR_MS = 3 * DAY_MS;

export type OpenCommand = {
  readonly commentId: number;
  readonly author: Author;
  readonly command: Command;
  /** As the state records it: `/claim`, `/claim @ann`. */
  readonly text: string;
  /** The author's words, for the language of the answer. */
  readonly body: string;
  /** When it came to count, ISO 8601: the comment's creation, or the edit that may have added it. */
  readonly countsFrom: string;
  /** What our answer promised, if the command was answered but the plan does not know it yet. */
  readonly answer: Promised | null;
};

export type Thread = {
  readonly comments: readonly Comment[];
  readonly botLogin: string;
  /** Only commands that came to count after this instant (ISO 8601) are for us. */
  readonly after: string;
};

/**
 * The commands that the state does not know, in the order in which they came to count, then by
 * comment id. Those that a marked comment of ours already answered carry that answer: they are
 * evidence, never to be acted upon again.
 */
export function openCommands(
  thread: Thread,
  state: Pick<TaskState, 'answered' | 'before'>,
): readonly OpenCommand[] {
  const known = new Set(state.answered.map(commandKey));
  const answers = answersByComment(thread);
  const open: OpenCommand[] = [];
  for (const comment of thread.comments) {
    const { author } = comment;
    if (author === null || author.isBot) continue;
    const countsFrom = timeOf(comment);
    if (Date.parse(countsFrom) <= Date.parse(thread.after)) continue;
    if (state.before !== null && countsFrom <= state.before) continue;
    const body = originalText(comment.body);
    for (const parsed of parseCommands(body)) {
      // `/claim @me` by me is `/claim`.
      const isOwn = parsed.target?.toLowerCase() === author.login.toLowerCase();
      const command = isOwn ? { ...parsed, target: null } : parsed;
      const text = commandText(command);
      if (known.has(commandKey({ commentId: comment.id, command: text }))) continue;
      const given = answers.get(comment.id);
      // An answer that is older than the comment's last edit answered other words.
      const answer = given !== undefined && given.at >= countsFrom ? given.answer : null;
      open.push({ commentId: comment.id, author, command, text, body, countsFrom, answer });
    }
  }
  return open.sort((a, b) => a.countsFrom.localeCompare(b.countsFrom) || a.commentId - b.commentId);
}

/**
 * A translator's edit adds no command, so a translated comment counts from its creation; any other
 * edit may have added it, so the comment counts from the edit.
 */
export function timeOf(comment: Comment): string {
  return isTranslated(comment.body) ? comment.createdAt : comment.updatedAt;
}

type Answered = { readonly at: string; readonly answer: Promised };

/** Our newest answer to each comment. */
function answersByComment({ comments, botLogin }: Thread): ReadonlyMap<number, Answered> {
  const answers = new Map<number, Answered>();
  for (const { author, body, updatedAt } of comments) {
    if (author?.login !== botLogin) continue;
    const key = answerKey(body);
    if (key === null) continue;
    const known = answers.get(Number(key));
    if (known !== undefined && known.at >= updatedAt) continue;
    answers.set(Number(key), { at: updatedAt, answer: readAnswerState(body) });
  }
  return answers;
}
