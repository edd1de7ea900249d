/** `newbie-tasks digest`: one edition of a newsletter on stdout or in a file. */
import { writeFile } from 'node:fs/promises';
import { connectApp, connectToken } from '../github/app.js';
import { createRepositoryContexts } from '../github/repository-context.js';
import { collectProjects } from '../newsletter/collect.js';
import { composeEdition } from '../newsletter/edition.js';
import { chooseNewsletter } from './choose-newsletter.js';
import { readEnvironment } from './environment.js';
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
  const read = readEnvironment(variables);
  if (!read.ok) {
    for (const problem of read.problems) out.stderr(`digest: ${problem}`);
    return 1;
  }
  const { apiUrl, app, token, configFolder } = read.environment;
  const chosen = await chooseNewsletter('digest', options.newsletter, configFolder);
  if (!chosen.ok) {
    for (const line of chosen.why) out.stderr(line);
    return 1;
  }
  const { newsletter, operator } = chosen;
  const github = app === null ? connectToken(token, apiUrl) : connectApp(app, apiUrl);
  const contexts = createRepositoryContexts(github, operator);
  const sections = options.section?.split(',') ?? newsletter.sections;
  const collected = await collectProjects(newsletter, contexts, github);
  const edition = composeEdition(newsletter, sections, collected);
  for (const line of [...edition.notes, ...edition.problems]) out.stderr(`digest: ${line}`);
  if (edition.markdown === '') out.stderr('digest: there is no task to print');
  else if (options.out === undefined) out.stdout(edition.markdown);
  else await writeFile(options.out, `${edition.markdown}\n`);
  return edition.problems.length > 0 ? 1 : 0;
}

/** The mistake in the arguments; null: there is none. */
function wrongUsage({ date, section, format }: DigestOptions): string | null {
  if (date !== undefined && !isDate(date)) {
    return `--date: expected a day like 2021-11-12, found "${date}"`;
  }
  const unknown = (section?.split(',') ?? []).filter((name) => name !== 'tasks');
  if (unknown.length > 0) {
    return `--section: "${unknown.join(',')}" is not available yet in this version; there is: tasks`;
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
