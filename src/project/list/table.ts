/**
 * Numbered tables of tasks, 序号 | 任务 | 难度 | 认领人 | 状态, as other communities write them: a
 * row is a line, and its state cell stands in for the checkbox.
 */

import type { Difficulty } from '../../domain/difficulty.js';
import { findReferences } from '../../domain/reference.js';
import type { RepositoryName } from '../../domain/task.js';
import type { Block } from './blocks.js';
import { headingDifficulty, labelDifficulty } from './heading.js';
import type { TaskLine } from './line.js';
import { taskText } from './text.js';

/** A cell's text without the space around it, by UTF-16 offsets in its line. */
type Cell = { readonly text: string; readonly start: number; readonly end: number };

/** By position; -1: there is no such column. */
type Columns = Readonly<Record<'task' | 'difficulty' | 'state' | 'issue', number>>;

const DELIMITER = /^[\s|:-]+$/;
const TASK = /^(?:任务(?!难度)|题目|内容|标题|描述|task|title|description)/i;
const DIFFICULTY = /^(?:任务)?(?:难度|difficulty|level)/i;
const ISSUE = /^(?:issues?|pr|链接|地址|link|url|编号)(?![\p{L}])/iu;
const STATE = /^(?:状态|进度|进展|完成情况|state|status|progress)/i;

/** A state that says the task is done: our own ✅, or a person's words. */
const DONE =
  /^(?:✅|☑|✔|\[x\]|(?:已完成|完成|已合并|已合入|done|merged|closed|finished)(?![\p{L}]))/iu;

/**
 * The rows of all tables that name tasks and, in a column or by the heading above, difficulties.
 * @param lineStarts UTF-16 offset of each line of the text
 */
export function tableLines(
  blocks: readonly Block[],
  lineStarts: readonly number[],
  repository: RepositoryName,
): readonly TaskLine[] {
  const lines: TaskLine[] = [];
  let section: Difficulty | null = null;
  let columns: Columns | null = null;
  for (const [at, block] of blocks.entries()) {
    if (block.kind === 'heading') section = headingDifficulty(block.content);
    const before = blocks[at - 1];
    const follows = before?.kind === 'row' && before.lineNumber === block.lineNumber - 1;
    if (block.kind !== 'row' || !follows) columns = null;
    else if (isDelimiter(block.sourceLine)) columns = columnsOf(cellsOf(before.sourceLine));
    else if (columns !== null) {
      const start = lineStarts[block.lineNumber] ?? 0;
      lines.push(...rowLine(block, columns, section, start, repository));
    }
  }
  return lines;
}

function isDelimiter(line: string): boolean {
  return DELIMITER.test(line) && line.includes('-');
}

function columnsOf(head: readonly Cell[]): Columns | null {
  const find = (name: RegExp) => head.findIndex(({ text }) => name.test(plain(text)));
  const columns = {
    task: find(TASK),
    difficulty: find(DIFFICULTY),
    state: find(STATE),
    issue: find(ISSUE),
  };
  const task = columns.task === -1 ? columns.issue : columns.task;
  return task === -1 || task === columns.difficulty ? null : { ...columns, task };
}

function rowLine(
  { sourceLine, lineNumber }: Block,
  columns: Columns,
  section: Difficulty | null,
  lineStart: number,
  repository: RepositoryName,
): readonly TaskLine[] {
  const cells = cellsOf(sourceLine);
  const difficulty =
    columns.difficulty === -1 ? section : labelDifficulty(cells[columns.difficulty]?.text ?? '');
  const task = cells[columns.task];
  if (difficulty === null || task === undefined) return [];
  const { text, reference, struck } = taskText(task.text, repository);
  // The number may stand in a column of its own.
  const named = cells[columns.issue]?.text ?? '';
  const [elsewhere] = findReferences(named, repository).filter(({ kind }) => kind === 'issue');
  const found = reference ?? elsewhere ?? null;
  if (text === '' && found === null) return [];
  const state = columns.state === -1 ? undefined : cells[columns.state];
  const cell = state && {
    start: lineStart + state.start,
    end: lineStart + state.end,
    text: state.text,
  };
  return [
    {
      difficulty,
      text,
      reference: found && { owner: found.owner, repo: found.repo, number: found.number },
      struck,
      ticked: state !== undefined && DONE.test(plain(state.text)),
      lineNumber,
      offset: null,
      end: lineStart + task.end,
      state: cell ?? null,
      sourceLine,
    },
  ];
}

/** Split at bars that are not escaped; GitHub does so even in code. */
function cellsOf(line: string): readonly Cell[] {
  const bars = [...line.matchAll(/\\.|\|/g)].flatMap(({ 0: mark, index }) =>
    mark === '|' ? [index] : [],
  );
  const edges = [-1, ...bars, line.length];
  const cells = edges.slice(1).map((end, at) => {
    const from = (edges[at] ?? -1) + 1;
    const inner = line.slice(from, end);
    const text = inner.trim();
    const start = text === '' ? from + Math.min(1, inner.length) : from + inner.indexOf(text);
    return { text, start, end: start + text.length };
  });
  // Bars at both ends are the frame.
  const first = line.trimStart().startsWith('|') ? 1 : 0;
  return cells.slice(first, line.trimEnd().endsWith('|') ? -1 : undefined);
}

function plain(text: string): string {
  return text.replace(/^[*_~\s]+/, '');
}
