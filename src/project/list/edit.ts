/** What is ours in a human-written list: boxes, state cells, numbers of new issues. Every other byte stays. */

import { originalBounds } from '../../domain/markdown/original.js';
import { sameRepository } from '../../domain/reference.js';
import type { RepositoryName } from '../../domain/task.js';
import { say } from '../../messages/format.js';
import { LANGUAGES } from '../../messages/languages.js';
import type { TaskLine } from './line.js';
import { parseTaskList } from './read.js';

/** By issue number. */
export type ListEdits = {
  /** Whether checkboxes shall be ticked. */
  readonly ticks: ReadonlyMap<number, boolean>;
  /** What the state cells of tables shall say: text of ours, in one line, without bars. */
  readonly states: ReadonlyMap<number, string>;
};

const EMPTY = /^[-–—/]?$/;
const LOGIN = '[\\w[\\]-]+';
const BETWEEN = LANGUAGES.map((language) => say(language, 'list')).join('|');
const HELD = new RegExp(`^🔵 ${LOGIN}(?:(?:${BETWEEN})${LOGIN})*$`, 'u');

/** A cell that is empty, or that we filled, in whichever language: what a person wrote is theirs. */
function isOurs(words: string): boolean {
  if (EMPTY.test(words) || HELD.test(words)) return true;
  const keys = ['table.free', 'table.kept', 'table.done'] as const;
  return LANGUAGES.some((language) => keys.some((key) => say(language, key) === words));
}

/** What is to change in a line; null: nothing. */
export type LineEdit = { readonly start: number; readonly end: number; readonly text: string };

/**
 * @param body the list as stored, possibly framed by a translator
 * @param repository where the list stands: a bare #12 means its issue
 * @param tasks the repository of which the edits are
 */
export function editList(
  body: string,
  repository: RepositoryName,
  tasks: RepositoryName,
  edits: ListEdits,
): string {
  const [from, to] = originalBounds(body);
  const text = body.slice(from, to);
  const pieces: string[] = [];
  let at = 0;
  for (const line of parseTaskList(text, repository)) {
    const edit = editOf(line, tasks, edits);
    if (edit === null) continue;
    pieces.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return body.slice(0, from) + pieces.join('') + text.slice(at) + body.slice(to);
}

export function editOf(
  { reference, offset, ticked, state }: TaskLine,
  tasks: RepositoryName,
  { ticks, states }: ListEdits,
): LineEdit | null {
  if (reference === null || !sameRepository(reference, tasks)) return null;
  const tick = ticks.get(reference.number);
  if (offset !== null && tick !== undefined && tick !== ticked) {
    return { start: offset, end: offset + 1, text: tick ? 'x' : ' ' };
  }
  const words = states.get(reference.number);
  if (state === null || words === undefined || words === state.text) return null;
  return isOurs(state.text) ? { start: state.start, end: state.end, text: words } : null;
}

/** Whether a state cell says, in our words, that the task is done. */
export function saysDone(words: string): boolean {
  return LANGUAGES.some((language) => say(language, 'table.done') === words);
}

/**
 * Writes the number of a new issue behind the line that asked for it.
 *
 * @param body the list as stored, possibly framed by a translator
 * @param repository where the list stands
 * @param sourceLine the line as it was read; where it changed since, nothing is written
 * @param name how the list names the issue: `#12`, or `owner/repo#12` from elsewhere
 */
export function numberLine(
  body: string,
  repository: RepositoryName,
  sourceLine: string,
  name: string,
): string {
  const [start, end] = originalBounds(body);
  const text = body.slice(start, end);
  const line = parseTaskList(text, repository).find(
    (one) => one.sourceLine === sourceLine && one.reference === null && !one.ticked && !one.struck,
  );
  if (line === undefined) return body;
  const at = start + line.end;
  return `${body.slice(0, at)} ${name}${body.slice(at)}`;
}
