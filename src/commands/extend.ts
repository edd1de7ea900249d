/** `/extend`: the deadline moves once by the same span, also in the grace time. */
import type { ChangeOf } from '../claims/change.js';
import { dueAfter } from '../claims/state.js';
import { same } from '../domain/person.js';
import { sayDay } from '../messages/format.js';
import { type AnswerContext, answerFor } from './answer.js';
import type { Call, ClaimRules, CommandDefinition, Standing } from './command.js';

type Outcome =
  | ChangeOf<'extended'>
  | { readonly kind: 'not-yours' }
  | { readonly kind: 'no-deadline' }
  | { readonly kind: 'no-more-extensions'; readonly due: string; readonly most: number };

export const extend: CommandDefinition<Outcome> = {
  help: [
    {
      usage: '`/extend`',
      who: 'whoever holds the task',
      does: 'moves the date once by the same span, also in the grace',
    },
  ],
  role: () => 'anyone',
  takesLogin: false,
  needsRecord: false,
  needsPlan: true,
  recorded: [],
  outcome,
  answer,
};

function outcome({ author }: Call, { claims }: Standing, rules: ClaimRules): Outcome {
  const own = claims.find((claim) => same(claim, author));
  if (own === undefined) return { kind: 'not-yours' };
  if (own.due === null) return { kind: 'no-deadline' };
  if (own.extensions >= rules.extensions) {
    return { kind: 'no-more-extensions', due: own.due, most: rules.extensions };
  }
  const from = new Date(Math.max(Date.parse(own.due), Date.parse(rules.now))).toISOString();
  const due = dueAfter(from, rules.claimDays);
  return { kind: 'extended', due, extensions: own.extensions + 1 };
}

function answer(outcome: Outcome, context: AnswerContext): string {
  const { language } = context;
  const answer = answerFor(context);
  switch (outcome.kind) {
    case 'extended':
      return answer('answer.extended', { due: sayDay(language, outcome.due) });
    case 'no-more-extensions': {
      const { most, due } = outcome;
      return answer('answer.no-more-extensions', { most, due: sayDay(language, due) });
    }
    case 'no-deadline':
    case 'not-yours':
      return answer(`answer.${outcome.kind}`);
  }
}
