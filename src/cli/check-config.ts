/** `newbie-tasks check-config FILE`: what is wrong with a configuration, before it is pushed. */
import { basename, dirname, resolve } from 'node:path';
import { parseRepositoryConfig, type Source } from '../config/load.js';
import { formatProblems, type Problem } from '../config/problems.js';
import { readSource } from '../config/read-source.js';
import type { RepositoryConfig } from '../config/repository.js';
import { readYaml, valueAt } from '../config/yaml-data.js';
import { type Newsletter, parseNewsletter } from '../newsletter/configuration/newsletter.js';
import type { Output } from './output.js';

/**
 * Check one file: a newsletter if it has projects or lies in a folder `newsletters`, else a
 * repository's file. One line on stdout if it is good; else all problems, one a line, on stderr.
 */
export async function checkConfig(file: string, out: Output): Promise<0 | 1> {
  const read = await readSource(file);
  if (!read.ok) return refuse(read.problems, out);
  if (isNewsletter(read.source)) {
    const parsed = parseNewsletter(read.source);
    if (!parsed.ok) return refuse(parsed.problems, out);
    out.stdout(`${file}: ok, ${aboutNewsletter(parsed.newsletter)}`);
    return 0;
  }
  const parsed = parseRepositoryConfig(read.source);
  if (!parsed.ok) return refuse(parsed.problems, out);
  out.stdout(`${file}: ok, ${aboutRepository(parsed.config)}`);
  return 0;
}

function refuse(problems: readonly Problem[], out: Output): 1 {
  for (const line of formatProblems(problems)) out.stderr(line);
  return 1;
}

function isNewsletter({ file, text }: Source): boolean {
  if (basename(dirname(resolve(file))) === 'newsletters') return true;
  const yaml = readYaml(text);
  return yaml.ok && valueAt(yaml.data, ['projects']) !== undefined;
}

function aboutNewsletter({ title, projects, sections }: Newsletter): string {
  const names = projects.map(({ name }) => name).join(', ') || 'none yet';
  return `newsletter "${title}"; projects: ${names}; sections: ${sections.join(', ') || 'none'}`;
}

function aboutRepository({
  language,
  taskLabel,
  difficulties,
  tracking,
}: RepositoryConfig): string {
  const days = Object.values(difficulties)
    .map((one) => `${one.label} ${one.claimDays}`)
    .join(', ');
  const list = tracking === null ? 'no task list' : `task list ${tracking.reference}`;
  return `repository (${language}); label "${taskLabel.label}"; days: ${days}; ${list}`;
}
