/** What is wrong with a configuration file, in words for the person who reads them at midnight. */
import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { type Path, valueAt, type YamlData } from './yaml-data.js';

export type Problem = {
  readonly file: string;
  /** From 1; null where the file as a whole is the problem. */
  readonly line: number | null;
  readonly column: number | null;
  /** Like `claims.per-person` or `projects[0].name`; empty for the whole file. */
  readonly path: string;
  readonly message: string;
};

/** A rule that the data breaks; its place is found with `locate`. */
export type Finding = {
  readonly path: Path;
  readonly on: 'key' | 'value';
  readonly message: string;
};

/** One line: `newbie-tasks.yml:3:5 claims.per-persn: unknown key, did you mean per-person?` */
export function formatProblem({ file, line, column, path, message }: Problem): string {
  const place = line === null ? file : `${file}:${line}:${column ?? 1}`;
  return path === '' ? `${place}: ${message}` : `${place} ${path}: ${message}`;
}

/** One line a problem; after `limit` lines, how many more there are. */
export function formatProblems(problems: readonly Problem[], limit = 100): readonly string[] {
  const lines = problems.slice(0, limit).map(formatProblem);
  const more = problems.length - lines.length;
  return more > 0 ? [...lines, `… and ${more} more problems`] : lines;
}

/** Findings as problems with line and column, without doubles, from the top of the file down. */
export function locate(findings: readonly Finding[], yaml: YamlData, file: string): Problem[] {
  return inOrder(
    findings.map(({ path, on, message }) => {
      return { file, ...yaml.positionOf(path, on), path: formatPath(path), message };
    }),
  );
}

/** Sorted by position, each once. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  const unique = new Map(problems.map((problem) => [formatProblem(problem), problem]));
  return [...unique.values()].sort(
    (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}

/** Everything in which the data differs from the schema. Messages set in the schema win. */
export function schemaFindings(error: z.ZodError, data: unknown): Finding[] {
  return error.issues.flatMap((issue) => findingsOf(issue, [], data));
}

/** To be given to `safeParse` as `error`: says what was expected; what was found is added later. */
export const expectation: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${EXPECTED[issue.expected] ?? issue.expected}`;
    case 'too_big':
      return `expected at most ${issue.maximum}${unitOf(issue.origin, issue.maximum)}`;
    case 'too_small':
      return `expected at least ${issue.minimum}${unitOf(issue.origin, issue.minimum)}`;
    case 'invalid_value':
      return `expected ${listed(issue.values.map(String))}`;
    case 'unrecognized_keys':
      // Only here is the schema at hand that knows its keys; unknownKeys() takes them apart.
      return issue.inst instanceof z.ZodObject ? Object.keys(issue.inst.shape).join() : '';
    default:
      return undefined;
  }
};

const EXPECTED: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys',
  record: 'a map of keys',
};

function unitOf(origin: string, count: number | bigint): string {
  if (origin === 'string') return count === 1 ? ' character' : ' characters';
  if (origin === 'array') return count === 1 ? ' entry' : ' entries';
  return '';
}

function findingsOf(issue: z.core.$ZodIssue, above: Path, data: unknown): Finding[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') return unknownKeys(issue, path);
  if (issue.code === 'invalid_key') {
    const message = issue.issues[0]?.message ?? issue.message;
    return [{ path, on: 'key', message }];
  }
  if (issue.code === 'invalid_union') {
    // The alternative whose type fits is the one that was meant.
    const meant = issue.errors.find((branch) => !branch.some(isOtherType));
    if (meant !== undefined) return meant.flatMap((inner) => findingsOf(inner, path, data));
  }
  return [{ path, on: 'value', message: withFound(issue, valueAt(data, path)) }];
}

function isOtherType(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'invalid_type' && issue.path.length === 0;
}

function unknownKeys(issue: z.core.$ZodIssueUnrecognizedKeys, path: Path): Finding[] {
  const known = issue.message.split(',');
  return issue.keys.map((key) => {
    const hint = didYouMean(key, known) || `; known here: ${known.join(', ')}`;
    return { path: [...path, key], on: 'key', message: `unknown key${hint}` };
  });
}

function withFound(issue: z.core.$ZodIssue, found: unknown): string {
  if (issue.code === 'custom') return issue.message;
  if (found === undefined) return `is missing: ${issue.message}`;
  const hint = issue.code === 'invalid_value' ? didYouMean(found, issue.values) : '';
  const isTooLongOrShort = issue.code === 'too_big' || issue.code === 'too_small';
  const what = isTooLongOrShort ? sizeOf(found) : describe(found);
  return `${issue.message}, found ${what}${hint}`;
}

function sizeOf(value: unknown): string {
  const isSized = typeof value === 'string' || Array.isArray(value);
  return String(isSized ? value.length : value);
}

function describe(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return `"${shown(value)}"`;
  return typeof value === 'number' ? `the number ${value}` : String(value);
}

/** A stranger's text, shortened and with invisible characters made visible. */
export function shown(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text;
  return short.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (invisible) => `\\u{${(invisible.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** `projects[0].name`; a key that is no plain word is quoted: `texts["mosn/layotto#12"]`. */
export function formatPath(path: Path): string {
  return path.reduce((text: string, name) => {
    if (typeof name === 'number') return `${text}[${name}]`;
    const key = String(name);
    if (!/^[\w-]{1,60}$/.test(key)) return `${text}["${shown(key)}"]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

/** `, did you mean X?` where X is near enough to be a slip of the fingers, else nothing. */
export function didYouMean(written: unknown, known: readonly unknown[]): string {
  if (typeof written !== 'string' || written.length > 60) return '';
  const slip = (name: string) => distance(plainKey(written), plainKey(name));
  const allowed = ({ length }: string) => (length < 4 ? 1 : Math.max(2, Math.floor(length / 3)));
  const near = known
    .filter((name) => typeof name === 'string')
    .filter((name) => slip(name) <= allowed(name))
    .sort((a, b) => slip(a) - slip(b))[0];
  return near === undefined ? '' : `, did you mean ${near}?`;
}

function plainKey(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
