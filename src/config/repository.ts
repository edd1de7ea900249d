/** What the program reads from `.github/newbie-tasks.yml`, the operator's defaults beneath it. */
import type { ClockRules } from '../claims/clock.js';
import type { ClaimConfig } from '../claims/eligibility.js';
import { byDifficulty, DIFFICULTIES, type Difficulty } from '../domain/difficulty.js';
import type { Tracking } from '../domain/task.js';
import type { Language } from '../messages/languages.js';
import { REPOSITORY_DEFAULTS, type RepositorySettings } from './repository-schema.js';

export type LabelDefinition = {
  readonly label: string;
  /** Other labels that are understood as this one and left where they are. */
  readonly aliases: readonly string[];
  /** Six hex digits, lower case, without #. */
  readonly color: string;
  readonly description: string;
  /** Written in the repository's own file, so an existing label may be changed to it. */
  readonly configured: { readonly color: boolean; readonly description: boolean };
};

export type DifficultyDefinition = LabelDefinition & {
  /** Issues move from the aliases to the label. */
  readonly merge: boolean;
  /** Days from a claim to its due date. */
  readonly claimDays: number;
};

export type RepositoryConfig = {
  readonly language: Language;
  readonly taskLabel: {
    readonly label: string;
    readonly color: string;
    readonly description: string;
  };
  readonly difficulties: Readonly<Record<Difficulty, DifficultyDefinition>>;
  readonly tracking: Tracking | null;
  /** Logins, without @. */
  readonly mentors: readonly string[];
  /** URL of the contributing guide. */
  readonly guide: string | null;
  readonly claims: ClaimConfig & {
    /** Where a person's claims are counted. */
    readonly scope: 'repository' | 'owner';
    /** How often /extend moves the due date. */
    readonly extensions: number;
    /** A sentence shown in the plan. */
    readonly policy: string | null;
    /** A claim on a held task joins a line. */
    readonly waitlist: boolean;
    /** Hours for which a free task is reserved for the next on the waitlist. */
    readonly offerHours: number;
    readonly clock: ClockRules;
  };
};

/** What GitHub gives a new repository's `good first issue`, with a Chinese half. */
const TASK_LABEL = { color: '7057ff', description: 'Good for newcomers · 适合新手' };

/**
 * The configuration in force: the repository's own keys over the operator's over the defaults.
 * Maps merge, lists and `tracking` replace. An inherited alias gives way to a label or alias that
 * the repository names itself, so that `easy: { label: kind/easy }` is no contradiction.
 */
export function resolveRepositoryConfig(
  own: RepositorySettings,
  operator: RepositorySettings,
): RepositoryConfig {
  const top = { ...REPOSITORY_DEFAULTS, ...operator, ...own };
  const claims = { ...REPOSITORY_DEFAULTS.claims, ...operator.claims, ...own.claims };
  const isFree = (alias: string, above: readonly RepositorySettings[]) =>
    !above.flatMap(writtenNames).includes(alias.toLowerCase());

  function definition(name: Difficulty): DifficultyDefinition {
    const [written, preset] = [own.difficulties?.[name], operator.difficulties?.[name]];
    const defaults = REPOSITORY_DEFAULTS.difficulties[name];
    const merged = { ...defaults, ...preset, ...written };
    const { label, color, description } = merged;
    return {
      label,
      aliases:
        written?.aliases ??
        preset?.aliases?.filter((alias) => isFree(alias, [own])) ??
        defaults.aliases.filter((alias) => isFree(alias, [own, operator])),
      color,
      description,
      merge: merged.merge ?? false,
      claimDays: merged['claim-days'],
      configured: {
        color: written?.color !== undefined,
        description: written?.description !== undefined,
      },
    };
  }
  return {
    language: top.language,
    taskLabel: { label: top['task-label'], ...TASK_LABEL },
    difficulties: byDifficulty(definition),
    tracking: top.tracking,
    mentors: top.mentors,
    guide: top.guide,
    claims: {
      perPerson: claims['per-person'],
      scope: claims.scope,
      extensions: claims.extensions,
      prerequisites: claims.prerequisites,
      askPlan: claims['ask-plan'],
      blocked: claims.blocked,
      policy: claims.policy,
      waitlist: claims.waitlist,
      offerHours: claims['offer-hours'],
      cooldownDays: claims['cooldown-days'],
      clock: {
        remindDaysBefore: claims['remind-days-before'],
        graceDays: claims['grace-days'],
      },
    },
  };
}

/** The labels and aliases that one file names, in lower case, as GitHub compares them. */
function writtenNames(settings: RepositorySettings): string[] {
  const difficulties = DIFFICULTIES.map((name) => settings.difficulties?.[name]);
  return [
    settings['task-label'],
    ...difficulties.flatMap((one) => [one?.label, ...(one?.aliases ?? [])]),
  ]
    .filter((name) => name !== undefined)
    .map((name) => name.toLowerCase());
}
