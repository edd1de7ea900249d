/** The file .env: what stands in it, and writing the App into it without losing anything else. */
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';

export type Values = Readonly<Record<string, string>>;

/** What .env says; nothing where there is no such file. Fails where it cannot be read. */
export async function readEnvFile(file: string): Promise<{ text: string; values: Values }> {
  try {
    const text = await readFile(file, 'utf8');
    return { text, values: parseEnv(text) as Values };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { text: '', values: {} };
    throw error;
  }
}

/** The text with these values; lines that set one of `gone` or of the values before are taken out. */
export function withValues(text: string, values: Values, gone: readonly string[]): string {
  const names = [...new Set([...gone, ...Object.keys(values)])].join('|');
  const setting = new RegExp(
    `^[ \\t]*(?:export[ \\t]+)?(?:${names})[ \\t]*=[ \\t]*(?:"[^"]*"|'[^']*'|\`[^\`]*\`)?[^\\n]*(?:\\n|$)`,
    'gm',
  );
  const kept = text.replace(setting, '');
  const head = kept === '' || kept.endsWith('\n') ? kept : `${kept}\n`;
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
  return head + lines.join('');
}

/**
 * Only this account may read it. All or nothing: a disk that fills up in the middle leaves the old
 * file.
 */
export async function writeEnvFile(file: string, text: string): Promise<void> {
  const temporary = `${file}.${process.pid}`;
  try {
    await writeFile(temporary, text, { mode: 0o600, flag: 'wx' });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Found out before anything is registered. @returns why not; null: it can be written */
export async function whyNotWritable(file: string): Promise<string | null> {
  try {
    const folder = await mkdtemp(join(dirname(file), '.env-setup-'));
    await rm(folder, { recursive: true });
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

/** Elsewhere, where the first place failed after all. @returns where; null: not there either */
export async function rescueEnvFile(text: string): Promise<string | null> {
  try {
    const file = join(await mkdtemp(join(tmpdir(), 'newbie-tasks-setup-')), '.env');
    await writeEnvFile(file, text);
    return file;
  } catch {
    return null;
  }
}
