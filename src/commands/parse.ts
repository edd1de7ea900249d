/**
 * Comment commands: a line whose first word is exactly the command, outside quotes, code, HTML
 * comments and quoted e-mail.
 */
import { JOINER, ownLines } from '../domain/markdown/own-lines.js';
import { type Command, type CommandName, isCommandName, takesLogin } from './index.js';

/** The first five distinct commands of a comment count. */
const MOST_COMMANDS = 5;

const WORD = /^[/／]([A-Za-z]+)$/;
/** A login, with what people glue behind it: punctuation, Chinese words. */
const TARGET = /^\[?[@＠]([A-Za-z\d](?:[A-Za-z\d_-]{0,38})(?:\[bot\])?)(?![A-Za-z\d_-])/;

/** How a command is recorded in the state: `/claim`, `/claim @ann`. */
export function commandText(command: Command): string {
  return command.target === null ? `/${command.name}` : `/${command.name} @${command.target}`;
}

/** The commands of a comment in the order of their lines; `body` as the author wrote it. */
export function parseCommands(body: string): readonly Command[] {
  const found = new Map<string, Command>();
  // Most comments have none, and are not read line by line.
  if (!/[/／]/.test(body)) return [];
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

/** What a person says themselves, without the words of their commands. */
export function wordsWithoutCommands(body: string): string {
  return [...commandLines(body)]
    .map((line) => (parseLine(line) === null ? line : line.trim().replace(/^\S+\s*/, '')))
    .join('\n');
}

/** What stands behind a command, for each of its lines in their order. */
export function wordsBehind(body: string, name: CommandName): readonly string[] {
  return [...commandLines(body)]
    .filter((line) => parseLine(line)?.name === name)
    .map((line) => line.trim().replace(/^\S+\s*/, ''));
}

/** What a person says themselves beside their commands, with their code as it stands. */
export function wordsBeside(body: string): string {
  const lines = [...ownLines(body)]
    .filter(({ kind, line }) => kind === 'code' || (kind === 'said' && parseLine(line) === null))
    .map(({ kind, line }) => (kind === 'code' ? line : line.replaceAll(JOINER, '')));
  return lines
    .slice(Math.max(0, lines.findIndex(isWritten)), lines.findLastIndex(isWritten) + 1)
    .join('\n');
}

function isWritten(line: string): boolean {
  return line.trim() !== '';
}

function parseLine(line: string): Command | null {
  const start = line.trimStart();
  // Most lines are none, and a thread has many.
  if (!start.startsWith('/') && !start.startsWith('／')) return null;
  const [word = '', second = ''] = start.slice(0, 200).split(/\s+/, 2);
  const name = WORD.exec(word)?.[1]?.toLowerCase();
  if (!isCommandName(name)) return null;
  if (!takesLogin(name) || !/^\[?[@＠]/.test(second)) return { name, target: null };
  // Somebody else is meant: where nobody can tell who, it is no command for the author either.
  const target = TARGET.exec(second)?.[1];
  return target === undefined ? null : { name, target };
}

/** The lines in which a person speaks: no code, no HTML comment, no quote, no quoted e-mail. */
function* commandLines(written: string): Generator<string> {
  for (const { kind, line } of ownLines(written)) if (kind !== 'code') yield line;
}
