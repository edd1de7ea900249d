/** The difficulties there are, which an issue has by its labels, and which labels it should carry. */

type Traits = {
  /** As plans, lists and editions print it, in every language. */
  readonly name: string;
  /** What a heading of a task list calls it, in lower case. */
  readonly words: readonly string[];
  /** On the ladder of the communities. */
  readonly points: number;
  /** Where no configuration says otherwise. `color`: six hex digits, without #. */
  readonly label: {
    readonly name: string;
    readonly aliases: readonly string[];
    readonly color: string;
    readonly description: string;
  };
  /** Days from a claim to its due date, where no configuration says otherwise. */
  readonly claimDays: number;
};

/**
 * Easiest first. A line here is a difficulty: its key is the key of the configuration and the
 * command (`/easy`). Beside it only the texts that speak of all difficulties need a word each.
 */
const TABLE = {
  easy: {
    name: 'Easy',
    words: ['easy', '简单'],
    points: 1,
    label: {
      name: 'easy',
      aliases: ['kind/easy', 'difficulty-easy', 'simple'],
      color: '0e8a16',
      description: 'Newcomer task, easy · 新手任务：简单',
    },
    claimDays: 14,
  },
  medium: {
    name: 'Medium',
    words: ['medium', '中等'],
    points: 2,
    label: {
      name: 'medium',
      aliases: ['kind/medium', 'difficulty-medium'],
      color: 'fbca04',
      description: 'Newcomer task, medium · 新手任务：中等',
    },
    claimDays: 21,
  },
  hard: {
    name: 'Hard',
    words: ['hard', '困难'],
    points: 4,
    label: {
      name: 'hard',
      aliases: ['kind/hard', 'difficulty-hard'],
      color: 'd93f0b',
      description: 'Newcomer task, hard · 新手任务：困难',
    },
    claimDays: 30,
  },
} as const satisfies Readonly<Record<string, Traits>>;

export type Difficulty = keyof typeof TABLE;

export const DIFFICULTY_TRAITS: Readonly<Record<Difficulty, Traits>> = TABLE;

export const DIFFICULTIES = Object.keys(TABLE) as readonly Difficulty[] as readonly [
  Difficulty,
  ...Difficulty[],
];

export const EASIEST = DIFFICULTIES[0];
export const HARDEST = DIFFICULTIES.at(-1) ?? EASIEST;

export function isDifficulty(value: unknown): value is Difficulty {
  return (DIFFICULTIES as readonly unknown[]).includes(value);
}

/** A record of what there is of each difficulty, easiest first. */
export function byDifficulty<T>(of: (difficulty: Difficulty) => T): Record<Difficulty, T> {
  const entries = DIFFICULTIES.map((difficulty) => [difficulty, of(difficulty)] as const);
  return Object.fromEntries(entries) as Record<Difficulty, T>;
}

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

export function hasLabel(labels: readonly string[], name: string): boolean {
  return labels.some((label) => sameLabel(label, name));
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
  const target = config[difficulty].label;
  const others = DIFFICULTIES.flatMap((other) => {
    const { label, aliases, merge } = config[other];
    return [...(other === difficulty ? [] : [label]), ...(merge ? aliases : [])];
  });
  return {
    add: hasLabel(labels, target) ? [] : [target],
    remove: labels.filter((label) => hasLabel(others, label)),
  };
}
