/** The operator's folder (`NEWBIE_TASKS_CONFIG`): defaults for repositories, and newsletters. */
import { join } from 'node:path';
import { parseRepositorySettings, type Refused, type Source } from '../config/load.js';
import type { Problem } from '../config/problems.js';
import { namesIn, readSource, refused } from '../config/read-source.js';
import type { RepositorySettings } from '../config/repository-schema.js';
import { type NewsletterFile, parseNewsletter } from '../newsletter/configuration/newsletter.js';

export type OperatorConfig = {
  /** For `parseRepositoryConfig` and `defaultRepositoryConfig`; empty where there is no file. */
  readonly defaults: RepositorySettings;
  /** By file name. */
  readonly newsletters: readonly NewsletterFile[];
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
  const newsletters: NewsletterFile[] = [];
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

async function readAnd<Parsed>(
  parse: (source: Source) => Parsed,
  file: string,
): Promise<Parsed | Refused> {
  const read = await readSource(file);
  return read.ok ? parse(read.source) : read;
}
