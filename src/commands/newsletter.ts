/** `/newsletter`: nominates the issue for the next edition, and chooses the answer that is printed. */
import { inert } from '../domain/markdown/inert.js';
import { say } from '../messages/format.js';
import { type AnswerContext, answerFor } from './answer.js';
import type { Call, ClaimRules, CommandDefinition, Printed, Standing } from './command.js';

/** On every issue that is nominated. Anybody sees it on GitHub, and may take it off. */
export const NEWSLETTER_LABEL = 'newsletter';

type Outcome =
  | { readonly kind: 'nominated'; readonly printed: Printed }
  /** A list of tasks is printed in any case. */
  | { readonly kind: 'list-not-nominated' };

export const newsletter: CommandDefinition<Outcome> = {
  help: [
    {
      usage: '`/newsletter`',
      who: "triage role and up, and the newsletter's `editors`",
      does:
        'nominates the issue for the next edition; the link of a comment behind it chooses the ' +
        'answer that is printed',
    },
  ],
  role: () => 'editor',
  takesLogin: false,
  needsRecord: false,
  // A nomination is the newsletter's affair: it is no reason for a plan.
  needsPlan: false,
  recorded: ['nominated'],
  outcome,
  answer,
};

function outcome({ body }: Call, _: Standing, rules: ClaimRules): Outcome {
  const { refusedBecause, printedAs } = rules;
  if (refusedBecause === 'tracking') return { kind: 'list-not-nominated' };
  // A task is printed as such while it is open, anything else with its answer.
  const isTask = refusedBecause === null || refusedBecause === 'draft';
  return { kind: 'nominated', printed: isTask ? 'as-task' : printedAs(body) };
}

function answer(outcome: Outcome, context: AnswerContext): string {
  const answer = answerFor(context);
  switch (outcome.kind) {
    case 'nominated':
      return answer('answer.nominated', {
        newsletters: sayNewsletters(context),
        printed: say(context.language, `answer.nominated.${outcome.printed}`),
        label: NEWSLETTER_LABEL,
      });
    case 'list-not-nominated':
      return answer('answer.list-not-nominated');
  }
}

function sayNewsletters({ language, newsletters }: AnswerContext): string {
  if (newsletters.length === 0) return say(language, 'answer.nominated.any');
  return newsletters
    .map((title) => say(language, 'answer.nominated.newsletter', { title: inert(title) }))
    .join(say(language, 'list'));
}
