/** A file of the operator's or the editors', read with care. */
import { readdir, readFile, stat } from 'node:fs/promises';
import type { Refused, Source } from './load.js';
import { MAX_BYTES } from './safe-yaml.js';

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

/** Sorted by name; null where there is no such folder. */
export async function namesIn(folder: string): Promise<string[] | Refused | null> {
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

/** Of a whole file or folder. */
export function refused(file: string, message: string): Refused {
  return { ok: false, problems: [{ file, line: null, column: null, path: '', message }] };
}
