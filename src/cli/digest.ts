/** `newbie-tasks digest`: one edition of a newsletter on stdout or in a file. */
import { writeFile } from 'node:fs/promises';
import { SECTIONS } from '../config/newsletter-schema.js';
import { collectProjects } from '../newsletter/collect.js';
import { composeEdition } from '../newsletter/edition.js';
import { openNewsletter } from './open-newsletter.js';
import type { Output } from './output.js';

export type DigestOptions = {
  readonly newsletter?: string;
  readonly date?: string;
  readonly section?: string;
  readonly format?: string;
  readonly out?: string;
};

/** Exit code: 0 done; 1 a problem, named on stderr, the readable rest printed; 2 wrong usage. */
export async function digest(
  options: DigestOptions,
  variables: Readonly<Record<string, string | undefined>>,
  out: Output,
): Promise<0 | 1 | 2> {
  const misuse = wrongUsage(options);
  if (misuse !== null) {
    out.stderr(`digest: ${misuse}`);
    return 2;
  }
  const opened = await openNewsletter('digest', options.newsletter, variables, out);
  if (opened === null) return 1;
  const { newsletter, github, contexts } = opened;
  const sections = options.section?.split(',') ?? newsletter.sections;
  const collected = await collectProjects(newsletter, contexts, github);
  const edition = composeEdition(newsletter, sections, collected);
  for (const line of [...edition.notes, ...edition.problems]) out.stderr(`digest: ${line}`);
  if (edition.markdown === '') out.stderr('digest: there is no task to print');
  else if (options.out === undefined) out.stdout(edition.markdown);
  else if (!(await written(options.out, `${edition.markdown}\n`, out))) return 1;
  return edition.problems.length > 0 ? 1 : 0;
}

/** false: it cannot be written there, which is said. */
async function written(file: string, text: string, out: Output): Promise<boolean> {
  try {
    await writeFile(file, text);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    out.stderr(`digest: --out ${file}: the edition cannot be written there (${code})`);
    return false;
  }
}

/** The mistake in the arguments; null: there is none. */
function wrongUsage({ date, section, format }: DigestOptions): string | null {
  if (date !== undefined && !isDate(date)) {
    return `--date: expected a day like 2021-11-12, found "${date}"`;
  }
  const unknown = (section?.split(',') ?? []).filter((name) => name !== 'tasks');
  if (unknown.length > 0) {
    const isPlanned = unknown.every((name) => (SECTIONS as readonly string[]).includes(name));
    const why = isPlanned ? 'not available yet in this version' : 'no section';
    return `--section: "${unknown.join(',')}" is ${why}; there is: tasks`;
  }
  if (format !== undefined && format !== 'markdown') {
    return `--format: ${format} is not available yet in this version; there is: markdown`;
  }
  return null;
}

function isDate(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(`${text}T`);
}
