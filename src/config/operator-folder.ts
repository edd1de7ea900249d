/** The operator's folder (`NEWBIE_TASKS_CONFIG`): the only place where this room reads files. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseNewsletter, parseRepositorySettings, type Refused, type Source } from './load.js';
import type { Newsletter } from './newsletter/newsletter.js';
import type { Problem } from './problems.js';
import type { RepositorySettings } from './repository-schema.js';
import { MAX_BYTES } from './safe-yaml.js';

export type OperatorConfig = {
  /** For `parseRepositoryConfig` and `defaultRepositoryConfig`; empty where there is no file. */
  readonly defaults: RepositorySettings;
  /** By file name. */
  readonly newsletters: readonly { readonly file: string; readonly newsletter: Newsletter }[];
};

/**
 * Read `<folder>/newbie-tasks.yml` and `<folder>/newsletters/*.yml` (or .yaml); both may be absent,
 * the folder may not. Returns all problems of all files at once. Never throws.
 */
export async function readOperatorConfig(
  folder: string,
): Promise<{ readonly ok: true; readonly config: OperatorConfig } | Refused> {
  const names = await namesIn(folder);
  if (names === null) {
    return refused(folder, 'there is no such folder; NEWBIE_TASKS_CONFIG names the one to read');
  }
  if ('ok' in names) return names;
  const defaults = names.includes('newbie-tasks.yml')
    ? await readAnd(parseRepositorySettings, join(folder, 'newbie-tasks.yml'))
    : ({ ok: true, settings: {} } as const);
  const newsletters = await readNewsletters(join(folder, 'newsletters'));
  if (defaults.ok && newsletters.ok) {
    const { settings } = defaults;
    return { ok: true, config: { defaults: settings, newsletters: newsletters.newsletters } };
  }
  return { ok: false, problems: [...problemsOf(defaults), ...problemsOf(newsletters)] };
}

async function readNewsletters(
  folder: string,
): Promise<{ readonly ok: true; readonly newsletters: OperatorConfig['newsletters'] } | Refused> {
  const names = (await namesIn(folder)) ?? [];
  if ('ok' in names) return names;
  const newsletters: { file: string; newsletter: Newsletter }[] = [];
  const problems: Problem[] = [];
  for (const name of names.filter((one) => /^[^.].*\.ya?ml$/.test(one))) {
    const file = join(folder, name);
    const read = await readAnd(parseNewsletter, file);
    if (read.ok) newsletters.push({ file, newsletter: read.newsletter });
    else problems.push(...read.problems);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, newsletters };
}

function problemsOf(read: { readonly ok: true } | Refused): readonly Problem[] {
  return read.ok ? [] : read.problems;
}

/** A configuration file's text. Larger than 16 KB, unreadable or not UTF-8 is a problem. */
export async function readSource(
  file: string,
): Promise<{ readonly ok: true; readonly source: Source } | Refused> {
  try {
    const found = await stat(file);
    if (!found.isFile()) return refused(file, 'this is not a file');
    const { size } = found;
    if (size > MAX_BYTES) {
      return refused(file, `the file has ${size} bytes; at most ${MAX_BYTES} are read`);
    }
    const bytes = await readFile(file);
    return {
      ok: true,
      source: { file, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) },
    };
  } catch (error) {
    return refused(file, reasonOf(error));
  }
}

async function readAnd<Parsed>(
  parse: (source: Source) => Parsed,
  file: string,
): Promise<Parsed | Refused> {
  const read = await readSource(file);
  return read.ok ? parse(read.source) : read;
}

/** Sorted by name; null where there is no such folder. */
async function namesIn(folder: string): Promise<string[] | Refused | null> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? null : refused(folder, reasonOf(error));
  }
}

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of this path is no folder',
  EACCES: 'this account may not read it',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'this is not UTF-8 text',
};

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return REASONS[code] ?? `this cannot be read (${code})`;
}

function codeOf(error: unknown): string {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error;
  return hasCode ? String(error.code) : 'unknown reason';
}

function refused(file: string, message: string): Refused {
  return { ok: false, problems: [wholeFile(file, message)] };
}

function wholeFile(file: string, message: string): Problem {
  return { file, line: null, column: null, path: '', message };
}
