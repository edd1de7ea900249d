/** All comment commands. One more is a file, a line here, and its messages. */
import { byDifficulty } from '../domain/difficulty.js';
import { type AnswerContext, answerFor } from './answer.js';
import { claim } from './claim.js';
import type { Call, ClaimRules, CommandDefinition, Help, Role, Standing } from './command.js';
import { difficultyCommand } from './difficulty.js';
import { extend } from './extend.js';
import { newsletter } from './newsletter.js';
import { unclaim } from './unclaim.js';

/** In the order in which the pages name them. */
const COMMANDS = {
  claim,
  unclaim,
  extend,
  ...byDifficulty(difficultyCommand),
  newsletter,
};

export type CommandName = keyof typeof COMMANDS;

export const COMMAND_NAMES = Object.keys(COMMANDS) as readonly CommandName[];

export type Command = {
  readonly name: CommandName;
  /** The login after `/claim` or `/unclaim`, without @; null: the author themselves. */
  readonly target: string | null;
};

/** What became of one command; each is answered once, by a comment or a reaction. */
export type Outcome = OutcomeOf<(typeof COMMANDS)[CommandName]> | Forbidden;

type OutcomeOf<Definition> = Definition extends CommandDefinition<infer O> ? O : never;

/** `unknown`: GitHub did not say which role the person has, so the answer is no. */
type Forbidden = { readonly kind: 'forbidden'; readonly unknown: boolean };

/** The definition of any command, for what is the same of all: its own outcomes are its own affair. */
function definitionOf(name: CommandName): CommandDefinition<Outcome> {
  return COMMANDS[name] as unknown as CommandDefinition<Outcome>;
}

/** All rows of the commands' help, in the order of the pages. */
export function commandHelp(): readonly Help[] {
  return COMMAND_NAMES.flatMap((name) => definitionOf(name).help);
}

export function isCommandName(word: string | undefined): word is CommandName {
  return word !== undefined && Object.hasOwn(COMMANDS, word);
}

export function takesLogin(name: CommandName): boolean {
  return definitionOf(name).takesLogin;
}

/** Whom the command is for. */
export function roleFor({ name, target }: Command): Role {
  return definitionOf(name).role(target);
}

/** Whether a rule may ask what its author holds and finished beyond this repository. */
export function needsRecord(command: Command): boolean {
  return definitionOf(command.name).needsRecord && roleFor(command) === 'anyone';
}

/** Whether the plan has to be written for an outcome that changes no claim. */
export function isRecorded({ name }: Command, { kind }: Outcome): boolean {
  return definitionOf(name).recorded.includes(kind);
}

/** Whether what the command did gives the issue a plan. */
export function needsPlan({ name }: Command): boolean {
  return definitionOf(name).needsPlan;
}

export function outcomeOf(
  command: Command,
  call: Omit<Call, 'target'>,
  standing: Standing,
  rules: ClaimRules,
): Outcome {
  const role = roleFor(command);
  const mayRun = role === 'anyone' || rules.hasRole(call.author, role);
  if (mayRun !== true) return { kind: 'forbidden', unknown: mayRun === null };
  return definitionOf(command.name).outcome({ ...call, target: command.target }, standing, rules);
}

/** What a person who wrote a command reads; null: a reaction says it. */
export function answerText(
  { name }: Command,
  outcome: Outcome,
  context: AnswerContext,
): string | null {
  if (outcome.kind === 'forbidden') {
    return answerFor(context)(outcome.unknown ? 'answer.forbidden-unknown' : 'answer.forbidden');
  }
  return definitionOf(name).answer(outcome, context);
}
