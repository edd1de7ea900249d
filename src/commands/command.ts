/**
 * What a comment command is. Each is one file that declares it whole: who may run it, what becomes
 * of it where things stand when its turn comes, and what its author reads. `index.ts` registers it.
 */
import type { Application, ClaimConfig } from '../claims/eligibility.js';
import type { Claim, PastClaim } from '../claims/state.js';
import type { Waitlist } from '../claims/waitlist.js';
import type { Difficulty } from '../domain/difficulty.js';
import type { Author, Person } from '../domain/task.js';
import type { AnswerContext, Unclaimable } from './answer.js';

export type CommandDefinition<Outcome extends { readonly kind: string }> = {
  /** Its rows in docs/commands.md. */
  readonly help: readonly Help[];
  /** Whom the command is for, by the login that it names; null: it names nobody. */
  readonly role: (target: string | null) => Role;
  /** Whether `@login` may stand behind it. */
  readonly takesLogin: boolean;
  /** Whether a rule may ask what its author holds and finished beyond this repository. */
  readonly needsRecord: boolean;
  /** Whether an outcome that the plan records gives the issue a plan. */
  readonly needsPlan: boolean;
  /** Outcomes that change no claim, and are recorded by the plan: they have no words of their own, or must not come back. */
  readonly recorded: readonly Outcome['kind'][];
  readonly outcome: (call: Call, standing: Standing, rules: ClaimRules) => Outcome;
  /** One comment, one thing to do next; null: a reaction says it. */
  readonly answer: (outcome: Outcome, context: AnswerContext) => string | null;
};

/** In the Markdown of a table. */
export type Help = { readonly usage: string; readonly who: string; readonly does: string };

/** `maintainer`: the triage role and up; `editor`: those, and the newsletter's editors. */
export type Role = 'anyone' | 'maintainer' | 'editor';

/** One command as its author wrote it. */
export type Call = {
  readonly author: Author;
  /** The login that it names; null: none, and so the author. */
  readonly target: string | null;
  /** The whole comment, as its author wrote it. */
  readonly body: string;
  /** What its author says themselves: behind the command, and beside it. */
  readonly words: string;
};

/** Where things stand when a command's turn comes. */
export type Standing = {
  readonly claims: readonly Claim[];
  readonly waitlist: Waitlist;
  readonly heldOnce: readonly Person[];
};

export type ClaimRules = {
  /** Why nobody can claim this issue now; null: it can be claimed. */
  readonly refusedBecause: Unclaimable['kind'] | null;
  /** Whether the issue is, or was, a task: somebody allowed us to act on it. */
  readonly mayUnassign: boolean;
  readonly difficulty: Difficulty | null;
  /** Days from the claim to its due date. */
  readonly claimDays: number;
  /** How often `/extend` moves the due date. */
  readonly extensions: number;
  /** Whether a claim on a held task joins the waitlist. */
  readonly hasWaitlist: boolean;
  readonly eligibility: ClaimConfig;
  /** What the person holds and finished, as far as the rules need it; null: GitHub does not say. */
  readonly recordOf: (person: Person) => Pick<Application, 'heldElsewhere' | 'finished'> | null;
  /** Whether a person has a role; null: GitHub did not say. */
  readonly hasRole: (person: Person, role: Role) => boolean | null;
  /** How the next edition prints the issue, by what the words of a nomination choose. */
  readonly printedAs: (body: string) => Printed;
  /** Claims on this task that ended. */
  readonly past: readonly PastClaim[];
  /** Logins that GitHub dropped when we tried to assign them just now. */
  readonly notAssignable: readonly string[];
  /** The clock: now, ISO 8601. */
  readonly now: string;
};

/** A nominated issue in the next edition: as a task, or with the answer that somebody chose. */
export type Printed = 'as-task' | 'linked' | 'words' | 'wrong-link' | 'nothing';

/** Somebody whom a command names. GitHub's answer tells the id. */
export function named(login: string): Person {
  return { id: -1, login };
}
