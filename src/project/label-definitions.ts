/**
 * The label definitions of an active repository: made once, renamed rather than recreated, never
 * deleted. Pure.
 */

import type { LabelDefinition, RepositoryConfig } from '../config/repository.js';
import { byDifficulty, DIFFICULTIES, sameLabel } from '../domain/difficulty.js';
import type { Label } from '../github/labels.js';
import type { ProjectEffect } from './effect.js';
import type { LabelNames } from './ledger.js';

type LabelEffect = Extract<ProjectEffect, { kind: 'create-label' | 'update-label' }>;

type DesiredLabel = Pick<LabelDefinition, 'label' | 'color' | 'description' | 'configured'> & {
  /** What it was called before the configuration changed. */
  readonly formerly: string | null;
};

export function labelNames({ taskLabel, difficulties }: RepositoryConfig): LabelNames {
  return {
    task: taskLabel.label,
    ...byDifficulty((difficulty) => difficulties[difficulty].label),
  };
}

/** What differs between the labels that are and those that should be. */
export function decideLabelDefinitions(
  existing: readonly Label[],
  config: RepositoryConfig,
  formerly: LabelNames | null,
): readonly LabelEffect[] {
  return desiredLabels(config, formerly).flatMap((desired) => {
    const found = existing.find(({ name }) => sameLabel(name, desired.label));
    if (found !== undefined) return restyled(found, desired);
    const previous = existing.find(
      ({ name }) => desired.formerly !== null && sameLabel(name, desired.formerly),
    );
    if (previous !== undefined) return [renamed(previous, desired)];
    const { label: name, color, description } = desired;
    const label = { name, color, description };
    return [{ kind: 'create-label', label, why: `the repository has no label ${name}` } as const];
  });
}

function desiredLabels(config: RepositoryConfig, formerly: LabelNames | null): DesiredLabel[] {
  const task = { ...config.taskLabel, configured: { color: false, description: false } };
  return [
    { ...task, formerly: formerly?.task ?? null },
    ...DIFFICULTIES.map((difficulty) => ({
      ...config.difficulties[difficulty],
      formerly: formerly?.[difficulty] ?? null,
    })),
  ];
}

/** Colour and description of a label that exists change only where the repository configured them. */
function restyled(found: Label, desired: DesiredLabel): readonly LabelEffect[] {
  const { configured, color, description } = desired;
  const changes = {
    ...(configured.color && found.color !== color ? { color } : {}),
    ...(configured.description && found.description !== description ? { description } : {}),
  };
  if (Object.keys(changes).length === 0) return [];
  return [{ kind: 'update-label', name: found.name, changes, why: 'the configuration says so' }];
}

function renamed(previous: Label, desired: DesiredLabel): LabelEffect {
  const [restyle] = restyled(previous, desired);
  const changes = restyle?.kind === 'update-label' ? restyle.changes : {};
  return {
    kind: 'update-label',
    name: previous.name,
    changes: { name: desired.label, ...changes },
    why: `the configuration renamed ${previous.name} to ${desired.label}`,
  };
}
