/** What all answers are made of: one comment, one thing to do next. */
import { sayDifficulty } from '../claims/wording.js';
import type { Difficulty } from '../domain/difficulty.js';
import type { FreeTask } from '../domain/free-tasks.js';
import { inert } from '../domain/markdown/inert.js';
import { type MessageKey, say } from '../messages/format.js';
import type { Language } from '../messages/languages.js';

/** Why an issue cannot be claimed by anybody. */
export type Unclaimable = { readonly kind: 'closed' | 'draft' | 'not-a-task' | 'tracking' };

export type AnswerContext = {
  readonly language: Language;
  /** The person being answered, the only one who is pinged. */
  readonly login: string;
  readonly difficulty: Difficulty | null;
  readonly taskLabel: string;
  /** Titles of the newsletters that print this repository. */
  readonly newsletters: readonly string[];
  /** Free tasks of the project other than this one, easiest first. */
  readonly freeTasks: readonly FreeTask[];
  /** ISO 8601. */
  readonly now: string;
};

/** How many free tasks an answer names, and how many a tracking issue lists. */
const MOST_NAMED = 3;
const MOST_LISTED = 5;

/** Says a message to the person who is answered. */
export function answerFor({ language, login }: AnswerContext) {
  return (key: MessageKey, variables: Record<string, string | number> = {}): string =>
    say(language, key, { login, ...variables }).trim();
}

export function sayUnclaimable({ kind }: Unclaimable, context: AnswerContext): string {
  const answer = answerFor(context);
  switch (kind) {
    case 'closed':
    case 'draft':
      return answer(`answer.${kind}`, { free: sayFree(context) });
    case 'not-a-task': {
      const label = inert(context.taskLabel);
      return answer('answer.not-a-task', { label, free: sayFree(context) });
    }
    case 'tracking':
      return sayTracking(context);
  }
}

/** Which task is free instead. */
export function sayFree({ language, difficulty, freeTasks }: AnswerContext): string {
  const same = freeTasks.filter((task) => task.difficulty === difficulty);
  const offered = (same.length > 0 ? same : freeTasks).slice(0, MOST_NAMED);
  if (offered.length === 0) return say(language, 'answer.free.none');
  const tasks = offered.map(({ number }) => `#${number}`).join(say(language, 'list'));
  return say(language, same.length > 0 ? 'answer.free.same' : 'answer.free.other', { tasks });
}

function sayTracking({ language, login, freeTasks }: AnswerContext): string {
  if (freeTasks.length === 0) return say(language, 'answer.tracking.none', { login });
  const rows = freeTasks.slice(0, MOST_LISTED).map(({ number, title, difficulty }) =>
    say(language, 'answer.tracking.row', {
      difficulty: sayDifficulty(language, difficulty),
      task: `#${number} ${inert(title)}`,
    }),
  );
  return [say(language, 'answer.tracking', { login }), '', ...rows].join('\n');
}
