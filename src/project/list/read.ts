/** The human-written list of tasks: Markdown under headings that name a difficulty. */

import type { Difficulty } from '../../domain/difficulty.js';
import { firstLines } from '../../domain/markdown/original.js';
import { findReferences } from '../../domain/reference.js';
import type { RepositoryName } from '../../domain/task.js';
import { type Block, listBlocks } from './blocks.js';
import { headingDifficulty, labelDifficulty } from './heading.js';
import type { TaskLine } from './line.js';
import { tableLines } from './table.js';
import { taskText } from './text.js';

type Item = Block & { readonly kind: 'item' };

/** The stretch under one difficulty heading. */
type Section = {
  readonly difficulty: Difficulty;
  readonly level: number;
  /** Columns; null unless the heading is a bullet, under which the tasks may be indented. */
  readonly bulletIndent: number | null;
  readonly items: Item[];
  readonly paragraphs: Block[];
  /** Indent of the last item that lies under no other. */
  topIndent: number | null;
  /** The newsletter's 「详细参考」 ends a project: a paragraph after it is no task. */
  closed: boolean;
};

/** Below the six `#` levels: a line in bold, and a line or bullet that is only the word. */
const BOLD_LEVEL = 7;
const WORD_LEVEL = 8;
/** Narrower indentation than this does not nest. Columns. */
const NESTED = 2;

const REFERENCE_LINE =
  /^[*_]*(?:[「【](?:详细)?参考|详细?参?见|详细参考|参考(?:资料|链接|文档)?\s*[:：])/;
const BOLD_LINE = /^(?:\*\*[^*]+\*\*|__[^_]+__)[^\p{L}\p{N}]*$/u;

/** The first ones count: at sixteen characters a line, no body has more. It bounds the work. */
const MOST_TASKS = 4_000;

/** The tasks in list order. Never throws; the work grows with the length of the text. */
export function parseTaskList(written: string, repository: RepositoryName): readonly TaskLine[] {
  const markdown = firstLines(written);
  const blocks = listBlocks(markdown);
  const starts = lineStarts(markdown);
  const rows = tableLines(blocks, starts, repository);
  const others = blocks.filter(({ kind }) => kind !== 'row');
  const lines = sectionsOf(others, repository)
    .flatMap((section) => tasksOf(section).map((block) => ({ section, block })))
    .slice(0, MOST_TASKS)
    .flatMap(({ section, block }) => {
      const start = starts[block.lineNumber] ?? 0;
      const line = taskLine(section.difficulty, block, start, repository);
      return line.text === '' && line.reference === null ? [] : [line];
    });
  return rows.length === 0
    ? lines
    : [...lines, ...rows].sort((a, b) => a.lineNumber - b.lineNumber);
}

function lineStarts(markdown: string): readonly number[] {
  let start = 0;
  return markdown.split('\n').map((line) => {
    const own = start;
    start += line.length + 1;
    return own;
  });
}

function taskLine(
  difficulty: Difficulty,
  block: Block,
  lineStart: number,
  repository: RepositoryName,
): TaskLine {
  const checkbox = block.kind === 'item' ? block.checkbox : null;
  const { text, reference, struck } = taskText(block.content, repository);
  return {
    difficulty,
    text,
    reference,
    struck,
    ticked: checkbox?.ticked ?? false,
    lineNumber: block.lineNumber,
    offset: checkbox?.offset ?? null,
    end: lineStart + block.sourceLine.trimEnd().length,
    state: null,
    sourceLine: block.sourceLine,
  };
}

function sectionsOf(blocks: readonly Block[], repository: RepositoryName): Section[] {
  const sections: Section[] = [];
  let current: Section | null = null;
  for (const block of blocks) {
    const heading = headingOf(block, current, repository);
    if (heading === null) {
      if (current !== null && leaves(block, current)) current = null;
      if (current !== null) add(block, current);
    } else if (heading.difficulty !== null) {
      current = sectionUnder(heading.difficulty, heading.level, block);
      sections.push(current);
    } else if (current !== null && heading.level <= current.level) {
      current = null;
    }
  }
  return sections;
}

function sectionUnder(difficulty: Difficulty, level: number, heading: Block): Section {
  const bulletIndent = heading.kind === 'item' ? heading.indent : null;
  return {
    difficulty,
    level,
    bulletIndent,
    items: [],
    paragraphs: [],
    topIndent: null,
    closed: false,
  };
}

type Heading = { readonly level: number; readonly difficulty: Difficulty | null };

function headingOf(
  block: Block,
  current: Section | null,
  repository: RepositoryName,
): Heading | null {
  if (block.kind === 'heading') {
    return { level: block.level, difficulty: headingDifficulty(block.content) };
  }
  if (block.kind === 'item' && block.checkbox !== null) return null;
  // Below a task, 「- easy」 is a remark about it.
  if (current !== null && isUnderItem(block, current)) return null;
  const difficulty = labelDifficulty(block.content);
  if (difficulty !== null && !isBold(block, repository)) return { level: WORD_LEVEL, difficulty };
  return isBold(block, repository)
    ? { level: BOLD_LEVEL, difficulty: headingDifficulty(block.content) }
    : null;
}

/** A whole line in bold is a heading by hand, unless it names an issue. */
function isBold(block: Block, repository: RepositoryName): boolean {
  return (
    block.kind === 'paragraph' &&
    BOLD_LINE.test(block.content) &&
    !REFERENCE_LINE.test(block.content) &&
    findReferences(block.content, repository).length === 0
  );
}

function isUnderItem(block: Block, { topIndent }: Section): boolean {
  return topIndent !== null && block.indent >= topIndent + NESTED;
}

/** Where tasks were indented under a bullet `- Easy`, its next sibling is no part of it. */
function leaves(block: Block, { bulletIndent, items }: Section): boolean {
  const first = items[0];
  if (block.kind !== 'item' || bulletIndent === null || first === undefined) return false;
  return first.indent >= bulletIndent + NESTED && block.indent < bulletIndent + NESTED;
}

function add(block: Block, section: Section): void {
  if (REFERENCE_LINE.test(block.content)) {
    section.closed ||= endsProject(block.content);
    return;
  }
  if (block.kind === 'item') {
    if (!isUnderItem(block, section)) section.topIndent = block.indent;
    section.items.push(block);
  } else if (!section.closed) {
    section.paragraphs.push(block);
  }
}

/** 「详细参考」, or 「详见：」 with its address on the next line; not 「详见 https://…」 below a task. */
function endsProject(referenceLine: string): boolean {
  return /^[「【]/.test(referenceLine) || !/\p{L}/u.test(referenceLine.replace(REFERENCE_LINE, ''));
}

/** Checkboxes; without any, bullets; without those, paragraph lines, as the newsletter prints. */
function tasksOf({ items, paragraphs }: Section): readonly Block[] {
  if (items.length === 0) return paragraphs;
  const hasCheckboxes = items.some((item) => item.checkbox !== null);
  const tasks: Item[] = [];
  let taskIndent: number | null = null;
  for (const item of items) {
    if (taskIndent !== null && item.indent >= taskIndent + NESTED) continue;
    const isTask = !hasCheckboxes || item.checkbox !== null;
    taskIndent = isTask ? item.indent : null;
    if (isTask) tasks.push(item);
  }
  return tasks;
}
