/** One label, one meaning: the task label, the difficulties' labels and all aliases differ. */
import { byDifficulty, DIFFICULTIES, type Difficulty } from '../domain/difficulty.js';
import { type Finding, formatPath, shown } from './problems.js';
import { type RepositoryConfig, resolveRepositoryConfig } from './repository.js';
import type { RepositorySettings } from './repository-schema.js';
import { type Path, valueAt, type YamlData } from './yaml-data.js';

type NamedLabel = { readonly name: string; readonly path: Path };

/**
 * Labels that would mean two things in the configuration that this file gives over the operator's,
 * compared as GitHub does, without regard to case. Reads the data before it is checked, so that a
 * maintainer sees these findings together with all others.
 */
export function labelClashes(yaml: YamlData, operator: RepositorySettings): Finding[] {
  const names = namedLabels(resolveRepositoryConfig(labelsIn(yaml.data), operator));
  // The file's own names last: a clash is reported where the maintainer can repair it.
  const inherited = names.filter(({ path }) => !yaml.has(path));
  const own = names.filter(({ path }) => yaml.has(path));
  const meaning = new Map<string, Path>();
  return [...inherited, ...own].flatMap(({ name, path }): Finding[] => {
    const other = meaning.get(name.toLowerCase());
    if (other === undefined) {
      meaning.set(name.toLowerCase(), path);
      return [];
    }
    const message = `"${shown(name)}" is already ${formatPath(other)}: a label has one meaning`;
    return [{ path, on: 'value', message }];
  });
}

function namedLabels({ taskLabel, difficulties }: RepositoryConfig): NamedLabel[] {
  return [
    { name: taskLabel.label, path: ['task-label'] },
    ...DIFFICULTIES.flatMap((difficulty): NamedLabel[] => {
      const path = ['difficulties', difficulty];
      const { label, aliases } = difficulties[difficulty];
      return [
        { name: label, path: [...path, 'label'] },
        ...aliases.map((name, index) => ({ name, path: [...path, 'aliases', index] })),
      ];
    }),
  ];
}

/** The label names in unchecked data; what is no text, or no list of texts, is left out. */
function labelsIn(data: unknown): RepositorySettings {
  const taskLabel = textAt(data, ['task-label']);
  return {
    ...(taskLabel !== null && { 'task-label': taskLabel }),
    difficulties: byDifficulty((difficulty) => difficultyIn(data, difficulty)),
  };
}

function difficultyIn(data: unknown, name: Difficulty) {
  const label = textAt(data, ['difficulties', name, 'label']);
  const list = valueAt(data, ['difficulties', name, 'aliases']);
  const aliases = Array.isArray(list) && list.every((one) => typeof one === 'string') ? list : null;
  return {
    ...(label !== null && { label }),
    ...(aliases !== null && { aliases: aliases.map((alias) => alias.trim()) }),
  };
}

function textAt(data: unknown, path: Path): string | null {
  const value = valueAt(data, path);
  return typeof value === 'string' ? value.trim() : null;
}
