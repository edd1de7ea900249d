/** Which difficulty an issue has by its labels, and which labels it should carry. */
import { DIFFICULTIES, type Difficulty } from './task.js';

/** The part of the configuration that this rule needs. */
export type DifficultyLabels = Readonly<
  Record<
    Difficulty,
    {
      readonly label: string;
      readonly aliases: readonly string[];
      /** Issues move from the aliases to the label. */
      readonly merge: boolean;
    }
  >
>;

/** One label event of an issue, oldest first in a list. */
export type LabelEvent = {
  readonly label: string;
  readonly added: boolean;
  readonly byPerson: boolean;
};

/** GitHub's labels are case-insensitive. */
export function sameLabel(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

export function hasLabel(labels: readonly string[], wanted: string): boolean {
  return labels.some((label) => sameLabel(label, wanted));
}

/** The difficulty that a label stands for, by its name or one of its aliases. */
function difficultyOfLabel(label: string, config: DifficultyLabels): Difficulty | null {
  return (
    DIFFICULTIES.find((difficulty) =>
      [config[difficulty].label, ...config[difficulty].aliases].some((name) =>
        sameLabel(name, label),
      ),
    ) ?? null
  );
}

/** All difficulties that an issue's labels name, easiest first. */
export function difficultiesOf(
  labels: readonly string[],
  config: DifficultyLabels,
): readonly Difficulty[] {
  const named = new Set(labels.map((label) => difficultyOfLabel(label, config)));
  return DIFFICULTIES.filter((difficulty) => named.has(difficulty));
}

/**
 * The one difficulty of an issue: that of its only canonical label, else the only one that its
 * labels name; null: none, or they contradict each other.
 */
export function difficultyOf(
  labels: readonly string[],
  config: DifficultyLabels,
): Difficulty | null {
  const canonical = DIFFICULTIES.filter((difficulty) => hasLabel(labels, config[difficulty].label));
  if (canonical.length === 1) return canonical[0] ?? null;
  const named = difficultiesOf(labels, config);
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** The labels that name a difficulty, canonical or not. */
export function difficultyLabels(
  labels: readonly string[],
  config: DifficultyLabels,
): readonly string[] {
  return labels.filter((label) => difficultyOfLabel(label, config) !== null);
}

/** The difficulty whose label a person added last and that is still there; null: nobody did. */
export function newestByPerson(
  events: readonly LabelEvent[],
  present: readonly Difficulty[],
  config: DifficultyLabels,
): Difficulty | null {
  for (const event of events.toReversed()) {
    if (!event.added || !event.byPerson) continue;
    const difficulty = difficultyOfLabel(event.label, config);
    if (difficulty !== null && present.includes(difficulty)) return difficulty;
  }
  return null;
}

/**
 * What to add and remove so that the canonical label of `difficulty` is the only canonical one.
 * Aliases stay, as they may belong to a campaign in which only the label counts; but not where the
 * configuration merges them.
 */
export function labelChanges(
  labels: readonly string[],
  difficulty: Difficulty,
  config: DifficultyLabels,
): { readonly add: readonly string[]; readonly remove: readonly string[] } {
  const wanted = config[difficulty].label;
  const others = DIFFICULTIES.flatMap((other) => {
    const { label, aliases, merge } = config[other];
    return [...(other === difficulty ? [] : [label]), ...(merge ? aliases : [])];
  });
  return {
    add: hasLabel(labels, wanted) ? [] : [wanted],
    remove: labels.filter((label) => hasLabel(others, label)),
  };
}
