/**
 * What editors write beside the newsletter's file: Markdown with a head. Questions come from WeChat
 * and DingTalk; nothing on GitHub knows them.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { check, type Source } from '../config/load.js';
import type { Problem } from '../config/problems.js';
import { readSource } from '../config/read-source.js';

export type Read<Value> = { readonly value: Value; readonly problems: readonly Problem[] };

export type HeadedFile<Head> = {
  /** The file's name alone. */
  readonly name: string;
  readonly head: Head;
  readonly body: string;
};

export const link = z
  .string()
  .regex(/^https?:\/\/\S+$/, 'expected an address like https://example.org');

/**
 * Every `<folder>/<name>/*.md`, by file name; there need be none.
 * @param toValue of one file; a text: what is wrong with what follows its head
 */
export async function readHeaded<Schema extends z.ZodType, Value extends object>(
  folder: string,
  name: string,
  schema: Schema,
  toValue: (file: HeadedFile<z.output<Schema>>) => Value | string,
): Promise<Read<readonly Value[]>> {
  const problems: Problem[] = [];
  const values: Value[] = [];
  const names: readonly string[] = await readdir(join(folder, name)).catch(() => []);
  for (const each of names.filter((one) => /^[^.].*\.md$/.test(one)).sort()) {
    const read = await readSource(join(folder, name, each));
    const headed = read.ok ? readHead(read.source, schema) : read;
    if (!headed.ok) {
      problems.push(...headed.problems);
      continue;
    }
    const value = toValue({ name: each, head: headed.head, body: headed.body });
    if (typeof value !== 'string') values.push(value);
    else problems.push(problemIn(join(folder, name, each), value, headed.line));
  }
  return { value: values, problems };
}

const HEAD = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;

type Headed<Head> =
  | { readonly ok: true; readonly head: Head; readonly body: string; readonly line: number }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Front matter, what follows it, and from which line. */
function readHead<Schema extends z.ZodType>(
  { text, file }: Source,
  schema: Schema,
): Headed<z.output<Schema>> {
  const match = HEAD.exec(text);
  if (match === null) {
    return { ok: false, problems: [problemIn(file, 'expected a head between two lines ---', 1)] };
  }
  // The empty line stands for the first ---, so that problems name the file's own lines.
  const read = check({ text: `\n${match[1]}`, file }, schema, () => []);
  if (!read.ok) return read;
  const body = text.slice(match[0].length).replace(/\r\n?/g, '\n').trim();
  const line = match[0].trimEnd().split('\n').length + 1;
  return { ok: true, head: read.settings, body, line };
}

/** The lines of one file, which need not be there. @param toValue null: there is none on the line */
export async function readLines<Value extends object>(
  folder: string,
  name: string,
  toValue: (line: string) => Value | string | null,
): Promise<Read<readonly Value[]>> {
  const names: readonly string[] = await readdir(folder).catch(() => []);
  if (!names.includes(name)) return { value: [], problems: [] };
  const read = await readSource(join(folder, name));
  if (!read.ok) return { value: [], problems: read.problems };
  const { text, file } = read.source;
  const lines = text.split(/\r?\n/).map(toValue);
  return {
    value: lines.filter((each) => each !== null && typeof each !== 'string'),
    problems: lines.flatMap((each, at) =>
      typeof each === 'string' ? [problemIn(file, each, at + 1)] : [],
    ),
  };
}

function problemIn(file: string, message: string, line: number): Problem {
  return { file, line, column: 1, path: '', message };
}
