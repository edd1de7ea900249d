/** From the text of a file to a configuration, or to everything that is wrong with it. */
import type { z } from 'zod';
import { labelClashes } from './label-clashes.js';
import {
  expectation,
  type Finding,
  formatPath,
  inOrder,
  locate,
  type Problem,
  schemaFindings,
} from './problems.js';
import { type RepositoryConfig, resolveRepositoryConfig } from './repository.js';
import { type RepositorySettings, repositorySchema } from './repository-schema.js';
import { readYaml, type YamlData } from './yaml-data.js';

/** A file's text, and the name that its problems carry. */
export type Source = { readonly text: string; readonly file: string };

export type Refused = { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Read `.github/newbie-tasks.yml`. `defaults` are the operator's, from `parseRepositorySettings`.
 * An empty file is valid and means the defaults. Never throws; returns all problems at once,
 * sorted by position. Takes less than 100 ms for any text.
 */
export function parseRepositoryConfig({
  defaults = {},
  ...source
}: Source & { readonly defaults?: RepositorySettings }):
  | { readonly ok: true; readonly config: RepositoryConfig }
  | Refused {
  const read = readSettings(source, defaults);
  return read.ok ? { ok: true, config: resolveRepositoryConfig(read.settings, defaults) } : read;
}

/** Read the operator's `newbie-tasks.yml`: the same format, kept as written, nothing filled in. */
export function parseRepositorySettings(
  source: Source,
): { readonly ok: true; readonly settings: RepositorySettings } | Refused {
  return readSettings(source, {});
}

function readSettings(source: Source, defaults: RepositorySettings) {
  return check(source, repositorySchema, (yaml) => [...labelClashes(yaml, defaults)]);
}

/** What holds for a repository without a file; `defaults` are the operator's. */
export function defaultRepositoryConfig(defaults: RepositorySettings = {}): RepositoryConfig {
  return resolveRepositoryConfig({}, defaults);
}

/** A text against its schema, and what the schema cannot say. */
export function check<Schema extends z.ZodType>(
  { text, file }: Source,
  schema: Schema,
  rules: (yaml: YamlData) => readonly Finding[],
): { readonly ok: true; readonly settings: z.output<Schema> } | Refused {
  const read = readYaml(text);
  const faults = read.faults.map((fault) => ({ ...fault, file, path: formatPath(fault.path) }));
  if (!read.ok) return { ok: false, problems: inOrder(faults) };
  const yaml = { ...read, data: read.data ?? {} };
  const parsed = schema.safeParse(yaml.data, { error: expectation });
  const broken = rules(yaml);
  if (parsed.success && broken.length === 0 && faults.length === 0) {
    return { ok: true, settings: parsed.data };
  }
  const findings = parsed.success ? [] : schemaFindings(parsed.error, yaml.data);
  const located = locate([...withoutRepeats(findings, broken), ...broken], yaml, file);
  return { ok: false, problems: inOrder([...faults, ...located]) };
}

/** A key that a rule refuses as a whole needs no second complaint about its value. */
function withoutRepeats(findings: readonly Finding[], broken: readonly Finding[]): Finding[] {
  const refused = broken.filter(({ on }) => on === 'key').map(({ path }) => path);
  return findings.filter(
    ({ path }) => !refused.some((above) => above.every((name, index) => name === path[index])),
  );
}
