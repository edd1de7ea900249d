/**
 * Comment commands: a line whose first word is exactly the command, outside quotes, code, HTML
 * comments and quoted e-mail. A line scanner in linear time: Markdown parsers take seconds on
 * hostile comments, and only the beginnings of lines matter.
 */
import { codeSpans } from '../text/inline-markdown.js';

const COMMAND_NAMES = [
  'claim',
  'unclaim',
  'extend',
  'easy',
  'medium',
  'hard',
  'newsletter',
] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

export type Command = {
  readonly name: CommandName;
  /** The login after `/claim` or `/unclaim`, without @; null: the author themselves. */
  readonly target: string | null;
};

/** The first five distinct commands of a comment count. */
const MOST_COMMANDS = 5;

const WORD = /^[/／]([A-Za-z]+)$/;
/** A login, with what people glue behind it: punctuation, Chinese words. */
const TARGET = /^\[?[@＠]([A-Za-z\d](?:[A-Za-z\d_-]{0,38})(?:\[bot\])?)(?![A-Za-z\d_-])/;
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const HTML_BLOCK = /^\s{0,3}<(pre|code|blockquote)\b/i;
const ORIGINAL_MESSAGE =
  /^\s*(?:-{2,}\s*(?:original message|原始邮件|forwarded message|转发邮件)|(?:from|发件人)\s*[:：].*(?:@|&lt;|<))/i;
/** A date, a time or an address makes it the header of a quotation. */
const WROTE = /^\s*(?:on\s|在\s?).*(?:\d{4}|\d:\d\d|@|，).*(?:\swrote|写道)\s*[:：]\s*$/i;

/** How a command is recorded in the state: `/claim`, `/claim @ann`. */
export function commandText(command: Command): string {
  return command.target === null ? `/${command.name}` : `/${command.name} @${command.target}`;
}

/** The commands of a comment in the order of their lines; `body` as the author wrote it. */
export function parseCommands(body: string): readonly Command[] {
  const found = new Map<string, Command>();
  for (const line of commandLines(body)) {
    const command = parseLine(line);
    if (command === null) continue;
    const text = commandText(command).toLowerCase();
    if (!found.has(text)) found.set(text, command);
    if (found.size === MOST_COMMANDS) break;
  }
  return [...found.values()];
}

/** What a person says themselves: no code, no HTML comment, no quote, no quoted e-mail. */
export function spokenText(body: string): string {
  return [...commandLines(body)].join('\n');
}

function parseLine(line: string): Command | null {
  const [word = '', second = ''] = line.trim().slice(0, 200).split(/\s+/, 2);
  const name = WORD.exec(word)?.[1]?.toLowerCase();
  if (!isCommandName(name)) return null;
  if (name !== 'claim' && name !== 'unclaim') return { name, target: null };
  if (!/^\[?[@＠]/.test(second)) return { name, target: null };
  // Somebody else is meant: where nobody can tell who, it is no command for the author either.
  const target = TARGET.exec(second)?.[1];
  return target === undefined ? null : { name, target };
}

function isCommandName(name: string | undefined): name is CommandName {
  return (COMMAND_NAMES as readonly (string | undefined)[]).includes(name);
}

/** The lines in which a person speaks: no code, no HTML comment, no quote, no quoted e-mail. */
function* commandLines(written: string): Generator<string> {
  const body = written.replace(/\r\n?/g, '\n');
  const lines = body.split('\n');
  const lastClose = lines.findLastIndex((line) => line.includes('-->'));
  let fence: string | null = null;
  let block: string | null = null;
  let inComment = false;
  const inCode = linesInSpans(lines);
  for (const [index, raw] of lines.entries()) {
    const marker: string | undefined = inComment ? undefined : FENCE.exec(raw)?.[1];
    if (fence !== null) {
      if (marker?.startsWith(fence) && raw.trim() === marker) fence = null;
      continue;
    }
    if (marker !== undefined) {
      fence = marker;
      continue;
    }
    const [line, open] = withoutHtmlComments(raw, inComment, index < lastClose);
    inComment = open;
    block ??= HTML_BLOCK.exec(line)?.[1]?.toLowerCase() ?? null;
    if (block !== null) {
      if (line.toLowerCase().includes(`</${block}>`)) block = null;
      continue;
    }
    if (inCode.has(index)) continue;
    if (ORIGINAL_MESSAGE.test(line)) return;
    if (WROTE.test(line.slice(0, 400)) && !quoteFollows(lines, index)) return;
    if (/^(?: {4}|\t| {0,3}>)/.test(line)) continue;
    yield line;
  }
}

/** The lines that begin within a code span of their paragraph, which began on a line above. */
function linesInSpans(lines: readonly string[]): ReadonlySet<number> {
  const inside = new Set<number>();
  for (let first = 0; first < lines.length; ) {
    let last = first;
    while (last < lines.length && lines[last]?.trim() !== '') last += 1;
    const spans = codeSpans(lines.slice(first, last).join('\n'));
    let offset = 0;
    let at = 0;
    for (let index = first; index < last; index += 1) {
      while ((spans[at]?.end ?? Number.POSITIVE_INFINITY) <= offset) at += 1;
      if ((spans[at]?.start ?? Number.POSITIVE_INFINITY) < offset) inside.add(index);
      offset += (lines[index]?.length ?? 0) + 1;
    }
    first = last + 1;
  }
  return inside;
}

/** Mail programs that quote with `>` leave room for a reply below; the others do not. */
function quoteFollows(lines: readonly string[], index: number): boolean {
  const next = lines.slice(index + 1, index + 4).find((line) => line.trim() !== '');
  return next?.trimStart().startsWith('>') ?? false;
}

/**
 * A line without its HTML comments, and whether one stays open behind it. One that is never closed
 * hides the rest of the body where it begins a line, and is plain text elsewhere, as on GitHub.
 */
function withoutHtmlComments(
  line: string,
  wasOpen: boolean,
  closesLater: boolean,
): [text: string, open: boolean] {
  let text = '';
  let rest = line;
  let open = wasOpen;
  for (;;) {
    if (open) {
      const end = rest.indexOf('-->');
      if (end === -1) return [text, true];
      rest = rest.slice(end + 3);
      // What is glued behind a comment does not begin a line.
      text += '\u2060';
      open = false;
    }
    const start = rest.indexOf('<!--');
    if (start === -1) return [text + rest, false];
    const closes = closesLater || rest.includes('-->', start + 4);
    const beginsLine = text === '' && rest.slice(0, start).trim() === '';
    if (!closes && !beginsLine) return [text + rest, false];
    text += rest.slice(0, start);
    rest = rest.slice(start + 4);
    open = true;
  }
}
