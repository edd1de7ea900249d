/** Which commands of a thread still wait for an answer. */

import { hasMarker, readAnswerState } from '../comment/marker.js';
import type { Author, Comment } from '../task.js';
import { isTranslated, originalText } from '../text/original.js';
import { type Command, commandText, parseCommands } from './commands.js';
import type { TaskState } from './state.js';

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
  readonly answer: GivenAnswer | null;
};

/** `due`: the deadline that the answer named when it granted a claim; null in any other answer. */
export type GivenAnswer = { readonly due: string | null; readonly extensions: number };

export type Thread = {
  readonly comments: readonly Comment[];
  readonly botLogin: string;
  /** Commands that came to count at or before this instant (ISO 8601) were never for us. */
  readonly notBefore: string;
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
  const known = new Set(state.answered.map(({ commentId, command }) => `${commentId} ${command}`));
  const open: OpenCommand[] = [];
  for (const comment of thread.comments) {
    const { author } = comment;
    if (author === null || author.isBot) continue;
    const countsFrom = timeOf(comment);
    if (countsFrom <= thread.notBefore) continue;
    if (state.before !== null && countsFrom <= state.before) continue;
    const body = originalText(comment.body);
    for (const command of parseCommands(body)) {
      const text = commandText(command);
      if (known.has(`${comment.id} ${text}`)) continue;
      const answer = answerTo(comment.id, countsFrom, thread);
      open.push({ commentId: comment.id, author, command, text, body, countsFrom, answer });
    }
  }
  return open.sort((a, b) => a.countsFrom.localeCompare(b.countsFrom) || a.commentId - b.commentId);
}

/**
 * A translator's edit adds no command, so a translated comment counts from its creation; any other
 * edit may have added it, so the comment counts from the edit.
 */
function timeOf(comment: Comment): string {
  return isTranslated(comment.body) ? comment.createdAt : comment.updatedAt;
}

/** Our answer to a comment; one that is older than the comment's last edit answered other words. */
function answerTo(commentId: number, countsFrom: string, thread: Thread): GivenAnswer | null {
  const key = String(commentId);
  const ours = thread.comments.find(
    (comment) =>
      comment.author?.login === thread.botLogin &&
      comment.updatedAt >= countsFrom &&
      hasMarker(comment.body, { kind: 'answer', key }),
  );
  return ours === undefined ? null : readAnswerState(ours.body);
}
