/** `/unclaim`: gives the task back, or leaves the waitlist; `/unclaim @login` takes it away. */
import type { ChangeOf } from '../claims/change.js';
import { placeOf } from '../claims/waitlist.js';
import { inert } from '../domain/markdown/inert.js';
import { includes, same } from '../domain/person.js';
import type { Person } from '../domain/task.js';
import { type AnswerContext, answerFor } from './answer.js';
import {
  type Call,
  type ClaimRules,
  type CommandDefinition,
  named,
  type Standing,
} from './command.js';

type Outcome =
  | ChangeOf<'left-line' | 'given-back' | 'taken-away'>
  | { readonly kind: 'not-yours' }
  | { readonly kind: 'not-theirs'; readonly of: Person };

export const unclaim: CommandDefinition<Outcome> = {
  help: [
    {
      usage: '`/unclaim`',
      who: 'whoever holds the task or waits for it',
      does: 'gives it back, or leaves the line',
    },
    { usage: '`/unclaim @login`', who: 'triage role and up', does: 'takes it back' },
  ],
  role: (target) => (target === null ? 'anyone' : 'maintainer'),
  takesLogin: true,
  needsRecord: false,
  needsPlan: true,
  recorded: [],
  outcome: (call, standing, rules) =>
    call.target === null
      ? givenBack(call, standing, rules)
      : takenAway(named(call.target), standing, rules),
  answer,
};

function givenBack({ author }: Call, standing: Standing, rules: ClaimRules): Outcome {
  const { claims, waitlist, heldOnce } = standing;
  // An issue that never was a task is not ours to touch, whoever is assigned to it.
  if (!rules.mayUnassign) return { kind: 'not-yours' };
  if (!includes(claims, author) && placeOf(waitlist, author) !== null) return { kind: 'left-line' };
  return { kind: includes([...claims, ...heldOnce], author) ? 'given-back' : 'not-yours' };
}

function takenAway(target: Person, { claims }: Standing, rules: ClaimRules): Outcome {
  const theirs = claims.find((claim) => same(claim, target));
  return theirs === undefined || !rules.mayUnassign
    ? { kind: 'not-theirs', of: target }
    : { kind: 'taken-away', from: theirs };
}

function answer(outcome: Outcome, context: AnswerContext): string | null {
  const answer = answerFor(context);
  switch (outcome.kind) {
    case 'not-yours':
      return answer('answer.not-yours');
    case 'not-theirs':
      return answer('answer.not-theirs', { name: inert(outcome.of.login) });
    case 'given-back':
    case 'left-line':
    case 'taken-away':
      return null;
  }
}
