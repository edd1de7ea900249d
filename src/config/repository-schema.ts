/** The keys of `.github/newbie-tasks.yml`, with their defaults; the editors' JSON Schema comes out of it too. */
import { z } from 'zod';
import {
  byDifficulty,
  DIFFICULTIES,
  DIFFICULTY_TRAITS,
  type Difficulty,
} from '../domain/difficulty.js';
import { LANGUAGES } from '../messages/languages.js';
import { labelColor, labelDescription, labelName, login } from './github-names.js';
import { tracking, webAddress } from './tracking.js';

export const REPOSITORY_DEFAULTS = {
  language: 'zh-CN',
  'task-label': 'good first issue',
  difficulties: byDifficulty((difficulty) => {
    const { label, claimDays } = DIFFICULTY_TRAITS[difficulty];
    const { name, aliases, color, description } = label;
    return { label: name, aliases, 'claim-days': claimDays, color, description };
  }),
  tracking: null,
  mentors: [],
  guide: null,
  claims: {
    'per-person': 2,
    scope: 'repository',
    'remind-days-before': 3,
    'grace-days': 7,
    'cooldown-days': 14,
    extensions: 1,
    waitlist: false,
    'offer-hours': 72,
    prerequisites: {},
    'ask-plan': [],
    blocked: [],
    policy: null,
  },
} as const;

const days = z.int().min(1).max(365);
const difficultyName = z.enum(DIFFICULTIES);

function difficulty(name: Difficulty) {
  const defaults = REPOSITORY_DEFAULTS.difficulties[name];
  return z
    .strictObject({
      label: labelName
        .exactOptional()
        .describe('The label’s name.')
        .meta({ default: defaults.label }),
      aliases: z
        .array(labelName)
        .max(20)
        .exactOptional()
        .describe('Other labels that mean the same; they are understood and left alone.')
        .meta({ default: defaults.aliases }),
      'claim-days': days
        .exactOptional()
        .describe('Days from a claim to its due date.')
        .meta({ default: defaults['claim-days'] }),
      color: labelColor
        .exactOptional()
        .describe('Six hex digits in quotes. Written here, an existing label is changed to it.')
        .meta({ default: defaults.color }),
      description: labelDescription
        .exactOptional()
        .describe('Written here, an existing label is changed to it.')
        .meta({ default: defaults.description }),
      merge: z.boolean().exactOptional().describe('Move issues from the aliases to the label.'),
    })
    .nullable()
    .exactOptional();
}

const { claims: preset } = REPOSITORY_DEFAULTS;

const claims = z.strictObject({
  'per-person': z
    .int()
    .min(1)
    .max(50)
    .exactOptional()
    .describe('Open claims that one person may hold at a time.')
    .meta({ default: preset['per-person'] }),
  scope: z
    .enum(['repository', 'owner'])
    .exactOptional()
    .describe('Where a person’s claims are counted.')
    .meta({ default: preset.scope }),
  'remind-days-before': z
    .int()
    .min(0)
    .max(365)
    .exactOptional()
    .describe('Days before the due date.')
    .meta({ default: preset['remind-days-before'] }),
  'grace-days': z
    .int()
    .min(1)
    .max(365)
    .exactOptional()
    .describe('Days from the due date to the release.')
    .meta({ default: preset['grace-days'] }),
  extensions: z
    .int()
    .min(0)
    .max(10)
    .exactOptional()
    .describe('How often /extend moves the due date.')
    .meta({ default: preset.extensions }),
  waitlist: z
    .boolean()
    .exactOptional()
    .describe('A claim on a held task joins a line.')
    .meta({ default: preset.waitlist }),
  'offer-hours': z
    .int()
    .min(1)
    .max(720)
    .exactOptional()
    .describe('Hours for which a free task is kept for the next in line.')
    .meta({ default: preset['offer-hours'] }),
  prerequisites: z
    .partialRecord(difficultyName, z.partialRecord(difficultyName, z.int().min(1).max(50)))
    .exactOptional()
    .describe('Finished tasks needed first, like { hard: { easy: 1 } }.')
    .meta({ default: preset.prerequisites }),
  'cooldown-days': z
    .int()
    .min(0)
    .max(365)
    .exactOptional()
    .describe('Days after a second silent release of the same task.')
    .meta({ default: preset['cooldown-days'] }),
  'ask-plan': z
    .array(difficultyName)
    .exactOptional()
    .describe('Difficulties whose claim must say how.')
    .meta({ default: preset['ask-plan'] }),
  blocked: z
    .array(z.strictObject({ login, until: z.iso.date() }))
    .exactOptional()
    .describe('Who may not claim until when.')
    .meta({ default: preset.blocked }),
  policy: z
    .string()
    .max(500)
    .nullable()
    .exactOptional()
    .describe('A sentence shown in the plan.')
    .meta({ default: preset.policy }),
});

/** One file's own keys, checked, nothing filled in. A map without keys (`claims:`) is empty. */
export const repositorySchema = z.strictObject({
  language: z
    .enum(LANGUAGES)
    .exactOptional()
    .describe('Plans are written in it; an answer follows the comment it answers.')
    .meta({ default: REPOSITORY_DEFAULTS.language }),
  'task-label': labelName
    .regex(/^[^,]*$/, 'expected a label without a comma, at which GitHub’s issue list splits')
    .exactOptional()
    .describe('An open issue with this label is a task.')
    .meta({ default: REPOSITORY_DEFAULTS['task-label'] }),
  difficulties: z.strictObject(byDifficulty(difficulty)).nullable().exactOptional(),
  tracking: tracking.exactOptional(),
  mentors: z
    .array(login)
    .max(20)
    .exactOptional()
    .describe('Logins of those whom a newcomer may ask.'),
  guide: webAddress.nullable().exactOptional().describe('URL of the contributing guide.'),
  claims: claims.nullable().exactOptional(),
});

/** The keys of one checked file, as written: kebab-case, nothing filled in. */
export type RepositorySettings = z.output<typeof repositorySchema>;
