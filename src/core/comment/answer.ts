/** What a person who wrote a command reads: one comment, one thing to do next. */
import { type MessageKey, say, sayDay } from '../../messages/format.js';
import { NEWSLETTER_LABEL } from '../claim/nomination.js';
import type { Needed, Outcome } from '../claim/outcome.js';
import type { Claim } from '../claim/state.js';
import type { Difficulty, Language } from '../task.js';
import { inert } from '../text/inert.js';
import { keptUntil, sayDifficulty, sayNames } from './plan.js';

export type FreeTask = {
  readonly number: number;
  readonly title: string;
  readonly difficulty: Difficulty;
};

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

/** null: a reaction says it. */
export function answerText(outcome: Outcome, context: AnswerContext): string | null {
  const { language, login } = context;
  const answer = (key: MessageKey, variables: Record<string, string | number> = {}) =>
    say(language, key, { login, ...variables }).trim();
  const free = sayFree(context);
  switch (outcome.kind) {
    case 'granted':
      return answer('answer.granted', { due: sayDay(language, outcome.due) });
    case 'already-yours':
      return outcome.due === null || Date.parse(outcome.due) < Date.parse(context.now)
        ? answer('answer.granted-by-hand')
        : answer('answer.granted-already', { due: sayDay(language, outcome.due) });
    case 'taken': {
      const due = keptUntil(outcome.by, context.now);
      const names = sayNames(language, outcome.by);
      return due === null
        ? answer('answer.taken-by-hand', { names, free })
        : answer('answer.taken', { names, due: sayDay(language, due), free });
    }
    case 'closed':
    case 'draft':
      return answer(`answer.${outcome.kind}`, { free });
    case 'not-a-task':
      return answer('answer.not-a-task', { label: inert(context.taskLabel), free });
    case 'tracking':
      return sayTracking(context);
    case 'limit': {
      const held = outcome.held.join(say(language, 'list'));
      return answer('answer.limit', { most: outcome.most, count: outcome.held.length, held });
    }
    case 'blocked':
      return answer('answer.blocked', { until: outcome.until });
    case 'waiting':
    case 'already-waiting':
      return answer(`answer.${outcome.kind}`, {
        place: outcome.place,
        held: sayHeld(context, outcome.by),
        free,
      });
    case 'cooldown':
      return answer('answer.cooldown', {
        until: sayDay(language, outcome.until),
        releases: outcome.releases,
        free,
      });
    case 'prerequisite':
      return answer('answer.prerequisite', { needs: sayNeeds(language, outcome.needs), free });
    case 'plan-wanted':
      return answer('answer.plan-wanted', {
        difficulty: sayDifficulty(language, context.difficulty),
      });
    case 'held-unassigned':
      // The holder is the one who must hear of it, whoever asked.
      return say(language, 'answer.held-unassigned', {
        login: outcome.to.login,
        due: sayDay(language, outcome.due),
      });
    case 'extended':
      return answer('answer.extended', { due: sayDay(language, outcome.due) });
    case 'no-more-extensions':
      return answer('answer.no-more-extensions', {
        most: outcome.most,
        due: sayDay(language, outcome.due),
      });
    case 'no-deadline':
    case 'not-yours':
    case 'record-unknown':
      return answer(`answer.${outcome.kind}`);
    case 'handed':
      // The new holder is the one who must hear of it, and so the one who is pinged.
      return say(language, 'answer.handed', {
        to: `@${outcome.to.login}`,
        due: sayDay(language, outcome.due),
      });
    case 'not-handed':
      return answer('answer.not-handed', {
        names: sayNames(language, outcome.by),
        holder: outcome.by[0]?.login ?? '',
      });
    case 'not-theirs':
      return answer('answer.not-theirs', { name: inert(outcome.of.login) });
    case 'nominated':
      return answer('answer.nominated', {
        newsletters: sayNewsletters(context),
        printed: say(language, `answer.nominated.${outcome.printed}`),
        label: NEWSLETTER_LABEL,
      });
    case 'list-not-nominated':
      return answer('answer.list-not-nominated');
    case 'forbidden':
      return answer(outcome.unknown ? 'answer.forbidden-unknown' : 'answer.forbidden');
    case 'given-back':
    case 'left-line':
    case 'taken-away':
    case 'difficulty-set':
      return null;
  }
}

function sayNewsletters({ language, newsletters }: AnswerContext): string {
  if (newsletters.length === 0) return say(language, 'answer.nominated.any');
  return newsletters
    .map((title) => say(language, 'answer.nominated.newsletter', { title: inert(title) }))
    .join(say(language, 'list'));
}

function sayHeld({ language, now }: AnswerContext, by: readonly Claim[]): string {
  if (by.length === 0) return say(language, 'answer.waiting.offered');
  const names = sayNames(language, by);
  const due = keptUntil(by, now);
  return due === null
    ? say(language, 'answer.waiting.held-by-hand', { names })
    : say(language, 'answer.waiting.held', { names, due: sayDay(language, due) });
}

function sayNeeds(language: Language, needs: readonly Needed[]): string {
  return needs
    .map(({ difficulty, needed, finished }) =>
      say(language, 'answer.prerequisite.need', {
        difficulty: sayDifficulty(language, difficulty),
        needed,
        finished,
      }),
    )
    .join(say(language, 'list'));
}

function sayFree({ language, difficulty, freeTasks }: AnswerContext): string {
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
