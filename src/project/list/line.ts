/** A line of a task list. */

import type { Difficulty } from '../../domain/difficulty.js';
import type { IssueName } from '../../domain/reference.js';

export type TaskLine = {
  readonly difficulty: Difficulty;
  /** As printed; '' where the line is only a reference. */
  readonly text: string;
  /** This repository's issue or, where the line names no other, a foreign one. */
  readonly reference: IssueName | null;
  readonly ticked: boolean;
  /** All of its text is struck through. */
  readonly struck: boolean;
  /** 0-based. */
  readonly lineNumber: number;
  /** UTF-16 offset in the Markdown of the character between the checkbox's brackets. */
  readonly offset: number | null;
  /** UTF-16 offset in the Markdown behind the task's words: a number may be written there. */
  readonly end: number;
  /** In a table: the cell that says how the task stands; null: there is none. */
  readonly state: StateCell | null;
  /** Without its line break. */
  readonly sourceLine: string;
};

/** What the state cell of a row says. */
export type StateCell = {
  /** UTF-16 offsets in the whole text of what stands between the bars, without space around it. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
};
