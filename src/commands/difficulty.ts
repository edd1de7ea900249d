/** `/easy`, `/medium`, `/hard`: makes the issue a task of that difficulty. */
import type { Difficulty } from '../domain/difficulty.js';
import type { CommandDefinition } from './command.js';

type Outcome = { readonly kind: 'difficulty-set'; readonly difficulty: Difficulty };

export function difficultyCommand(difficulty: Difficulty): CommandDefinition<Outcome> {
  return {
    help: [
      {
        usage: `\`/${difficulty}\``,
        who: 'triage role and up',
        does: 'makes the issue a task of that difficulty',
      },
    ],
    role: () => 'maintainer',
    takesLogin: false,
    needsRecord: false,
    needsPlan: true,
    recorded: ['difficulty-set'],
    outcome: () => ({ kind: 'difficulty-set', difficulty }),
    // The labels show it.
    answer: () => null,
  };
}
