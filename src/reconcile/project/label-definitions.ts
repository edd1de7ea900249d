/**
 * The label definitions of an active repository: made once, renamed rather than recreated, never
 * deleted. One request per 100 labels where all is right.
 */
import type { LabelDefinition, RepositoryConfig } from '../../config/repository.js';
import { sameLabel } from '../../core/difficulty.js';
import { DIFFICULTIES, type Difficulty } from '../../core/task.js';
import type { RepositoryAccess } from '../../github/app.js';
import { type Label, listLabels } from '../../github/read.js';
import { createLabel, updateLabel } from '../../github/write.js';

export type LabelChange = { readonly why: string } & (
  | { readonly kind: 'create'; readonly label: Label }
  | {
      readonly kind: 'update';
      readonly name: string;
      readonly changes: {
        readonly name?: string;
        readonly color?: string;
        readonly description?: string;
      };
    }
);

/** The labels by what they stand for. */
export type LabelNames = Readonly<Record<'task' | Difficulty, string>>;

type Wanted = Pick<LabelDefinition, 'label' | 'color' | 'description' | 'configured'> & {
  /** What it was called before the configuration changed. */
  readonly formerly: string | null;
};

export function labelNames({ taskLabel, difficulties }: RepositoryConfig): LabelNames {
  const { easy, medium, hard } = difficulties;
  return { task: taskLabel.label, easy: easy.label, medium: medium.label, hard: hard.label };
}

/** Pure: what differs between the labels that are and those that should be. */
export function decideLabelDefinitions(
  existing: readonly Label[],
  config: RepositoryConfig,
  formerly: LabelNames | null,
): readonly LabelChange[] {
  return wantedLabels(config, formerly).flatMap((wanted) => {
    const found = existing.find(({ name }) => sameLabel(name, wanted.label));
    if (found !== undefined) return restyled(found, wanted);
    const former = existing.find(
      ({ name }) => wanted.formerly !== null && sameLabel(name, wanted.formerly),
    );
    if (former !== undefined) return [renamed(former, wanted)];
    const { label: name, color, description } = wanted;
    const label = { name, color, description };
    return [{ kind: 'create', label, why: `the repository has no label ${name}` } as const];
  });
}

export async function reconcileLabelDefinitions(
  access: RepositoryAccess,
  config: RepositoryConfig,
  formerly: LabelNames | null,
): Promise<readonly LabelChange[]> {
  const changes = decideLabelDefinitions(await listLabels(access), config, formerly);
  for (const change of changes) {
    if (change.kind === 'create') await createLabel(access, change.label);
    else await updateLabel(access, change.name, change.changes);
  }
  return changes;
}

function wantedLabels(config: RepositoryConfig, formerly: LabelNames | null): Wanted[] {
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
function restyled(found: Label, wanted: Wanted): readonly LabelChange[] {
  const { configured, color, description } = wanted;
  const changes = {
    ...(configured.color && found.color !== color ? { color } : {}),
    ...(configured.description && found.description !== description ? { description } : {}),
  };
  if (Object.keys(changes).length === 0) return [];
  return [{ kind: 'update', name: found.name, changes, why: 'the configuration says so' }];
}

function renamed(former: Label, wanted: Wanted): LabelChange {
  const [restyle] = restyled(former, wanted);
  const changes = restyle?.kind === 'update' ? restyle.changes : {};
  return {
    kind: 'update',
    name: former.name,
    changes: { name: wanted.label, ...changes },
    why: `the configuration renamed ${former.name} to ${wanted.label}`,
  };
}
