/**
 * What editors write beside the newsletter's file: `questions/*.md`, `meetings/*.md`, `reading.md`.
 * Questions come from WeChat and DingTalk; nothing on GitHub knows them.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { check, type Source } from '../load.js';
import { readSource } from '../operator-folder.js';
import type { Problem } from '../problems.js';
import { oneLine } from '../templates.js';

export type AskedQuestion = {
  /** The file's name, by which it is printed once. */
  readonly source: string;
  readonly asker: string;
  /** The project's printed name; '': none was given. */
  readonly project: string;
  readonly url: string | null;
  readonly turns: readonly { readonly question: string; readonly answer: string }[];
};

export type PlannedMeeting = {
  readonly project: string;
  readonly title: string;
  /** A day and an hour of the newsletter's: `2023-03-23 19:00`. */
  readonly at: string;
  readonly text: string;
};

export type EditorsFiles = {
  /** By file name. */
  readonly questions: readonly AskedQuestion[];
  readonly meetings: readonly PlannedMeeting[];
  readonly reading: readonly { readonly title: string; readonly url: string }[];
  readonly problems: readonly Problem[];
};

const link = z.string().regex(/^https?:\/\/\S+$/, 'expected an address like https://example.org');

const questionHead = z.strictObject({
  asker: oneLine(100).transform((name) => name.replace(/^@/, '')),
  project: oneLine(100).exactOptional(),
  url: link.exactOptional(),
});

function isDayAndHour(text: string): boolean {
  const instant = new Date(`${text.replace(' ', 'T')}Z`);
  return (
    /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d$/.test(text) &&
    !Number.isNaN(instant.getTime()) &&
    instant.toISOString().startsWith(text.replace(' ', 'T'))
  );
}

const meetingHead = z.strictObject({
  project: oneLine(100),
  title: oneLine(200).exactOptional(),
  at: z.string().refine(isDayAndHour, 'expected a day and an hour like 2023-03-23 19:00'),
});

/** @param folder the newsletter's; none of the files need be there */
export async function readEditorsFiles(folder: string): Promise<EditorsFiles> {
  const problems: Problem[] = [];
  const questions: AskedQuestion[] = [];
  for (const source of await sourcesIn(folder, 'questions', problems)) {
    const read = withHead(source, questionHead, problems);
    if (read === null) continue;
    const { asker, project = '', url = null } = read.head;
    const turns = turnsOf(read.body);
    if (turns.length === 0) {
      const message = 'expected a question in lines that begin with ">"';
      problems.push(problemIn(source.file, message, read.line));
    } else questions.push({ source: nameOf(source), asker, project, url, turns });
  }
  const meetings: PlannedMeeting[] = [];
  for (const source of await sourcesIn(folder, 'meetings', problems)) {
    const read = withHead(source, meetingHead, problems);
    if (read === null) continue;
    const { project, title = '', at } = read.head;
    meetings.push({ project, title, at: at.replace('T', ' '), text: read.body });
  }
  const reading = await readArticles(folder, problems);
  return { questions, meetings, reading, problems };
}

async function sourcesIn(
  folder: string,
  name: string,
  problems: Problem[],
): Promise<readonly Source[]> {
  const names: readonly string[] = await readdir(join(folder, name)).catch(() => []);
  const sources: Source[] = [];
  for (const file of names.filter((one) => /^[^.].*\.md$/.test(one)).sort()) {
    const read = await readSource(join(folder, name, file));
    if (read.ok) sources.push(read.source);
    else problems.push(...read.problems);
  }
  return sources;
}

const HEAD = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;

/** Front matter, what follows it, and from which line; null: it is broken, which is noted. */
function withHead<Schema extends z.ZodType>(
  { text, file }: Source,
  schema: Schema,
  problems: Problem[],
): { readonly head: z.output<Schema>; readonly body: string; readonly line: number } | null {
  const match = HEAD.exec(text);
  if (match === null) {
    problems.push(problemIn(file, 'expected a head between two lines ---', 1));
    return null;
  }
  // The empty line stands for the first ---, so that problems name the file's own lines.
  const read = check({ text: `\n${match[1]}`, file }, schema, () => []);
  if (!read.ok) {
    problems.push(...read.problems);
    return null;
  }
  const body = text.slice(match[0].length).replace(/\r\n?/g, '\n').trim();
  return { head: read.settings, body, line: match[0].trimEnd().split('\n').length + 1 };
}

const ANSWER_MARK = /^(?:A|答)\s*[:：]\s*/;

/** Quoted paragraphs ask, the others answer. */
function turnsOf(body: string): AskedQuestion['turns'] {
  const turns: { question: string; answer: string }[] = [];
  for (const block of body.split(/\n(?:[ \t]*\n)+/).filter((one) => one.trim() !== '')) {
    const last = turns.at(-1);
    if (block.split('\n').every((line) => line.startsWith('>'))) {
      const question = block.replace(/^>[ \t]?/gm, '').trim();
      turns.push({ question, answer: '' });
    } else if (last !== undefined) {
      const said = last.answer === '' ? block.replace(ANSWER_MARK, '') : block;
      last.answer = [last.answer, said.trim()].filter(Boolean).join('\n\n');
    }
  }
  return turns;
}

const ARTICLE = /^[ \t]*[-*+][ \t]+\[(?<title>.+)\]\((?<url>https?:\/\/[^\s)]+)\)[ \t]*$/;

async function readArticles(folder: string, problems: Problem[]): Promise<EditorsFiles['reading']> {
  const names: readonly string[] = await readdir(folder).catch(() => []);
  if (!names.includes('reading.md')) return [];
  const read = await readSource(join(folder, 'reading.md'));
  if (!read.ok) {
    problems.push(...read.problems);
    return [];
  }
  const { text, file } = read.source;
  return text.split(/\r?\n/).flatMap((line, at) => {
    const { title, url } = ARTICLE.exec(line)?.groups ?? {};
    if (title !== undefined && url !== undefined) return [{ title, url }];
    if (/^[ \t]*[-*+][ \t]/.test(line)) {
      problems.push(problemIn(file, 'expected - [title](https://…)', at + 1));
    }
    return [];
  });
}

function problemIn(file: string, message: string, line: number): Problem {
  return { file, line, column: 1, path: '', message };
}

function nameOf({ file }: Source): string {
  return file.split(/[\\/]/).at(-1) ?? file;
}
