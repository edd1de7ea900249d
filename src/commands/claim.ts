/** `/claim`: who comes first holds the task; `/claim @login` is a maintainer's word. */
import type { ChangeOf, Place } from '../claims/change.js';
import { type Ineligible, type Needed, whyNot } from '../claims/eligibility.js';
import { type Claim, dueAfter } from '../claims/state.js';
import { nextWaiter, openOffer, placeOf } from '../claims/waitlist.js';
import { heldUntil, sayDifficulty, sayNames } from '../claims/wording.js';
import { same } from '../domain/person.js';
import { quietName } from '../domain/reference.js';
import type { Person } from '../domain/task.js';
import { DAY_MS } from '../domain/time.js';
import { say, sayDay } from '../messages/format.js';
import type { Language } from '../messages/languages.js';
import {
  type AnswerContext,
  answerFor,
  sayFree,
  sayUnclaimable,
  type Unclaimable,
} from './answer.js';
import {
  type Call,
  type ClaimRules,
  type CommandDefinition,
  named,
  type Standing,
} from './command.js';

type Outcome =
  | ChangeOf<'granted' | 'held-unassigned' | 'waiting' | 'handed'>
  | { readonly kind: 'already-yours'; readonly due: string | null }
  | { readonly kind: 'taken'; readonly by: readonly Claim[] }
  | ({ readonly kind: 'already-waiting' } & Place)
  | Unclaimable
  | Ineligible
  /** GitHub does not say what the person holds or finished, so the answer is no. */
  | { readonly kind: 'record-unknown' }
  | { readonly kind: 'not-handed'; readonly to: Person; readonly by: readonly Claim[] };

export const claim: CommandDefinition<Outcome> = {
  help: [
    {
      usage: '`/claim`',
      who: 'anyone',
      does:
        'claims the task and says until when. Taken: says by whom, and names a free one, or joins the ' +
        'line where there is one. On a tracking issue: lists up to five free tasks',
    },
    {
      usage: '`/claim @login`',
      who: 'triage role and up',
      does: 'hands the task to somebody',
    },
  ],
  role: (target) => (target === null ? 'anyone' : 'maintainer'),
  takesLogin: true,
  needsRecord: true,
  needsPlan: true,
  recorded: [],
  outcome: (call, standing, rules) =>
    call.target === null
      ? claimed(call, standing, rules)
      : handed(named(call.target), standing, rules),
  answer,
};

function claimed({ author, words }: Call, standing: Standing, rules: ClaimRules): Outcome {
  const { claims, waitlist } = standing;
  const { difficulty, now } = rules;
  if (rules.refusedBecause !== null) return { kind: rules.refusedBecause };
  const own = claims.find((claim) => same(claim, author));
  if (own !== undefined) return { kind: 'already-yours', due: own.due };
  // Whoever waits comes before whoever comes now.
  const offer = openOffer(waitlist, now) ?? (rules.hasWaitlist ? nextWaiter(waitlist) : null);
  const isForOther = offer !== null && !same(offer, author);
  if (claims.length > 0 && !rules.hasWaitlist) return { kind: 'taken', by: claims };
  const record = rules.recordOf(author);
  if (record === null) return { kind: 'record-unknown' };
  const past = rules.past.filter((one) => same(one, author));
  const application = { author, words, difficulty, now, past, ...record };
  if (claims.length > 0 || isForOther) {
    const place = placeOf(waitlist, author);
    if (place !== null) return { kind: 'already-waiting', place, by: claims };
    // Who waits holds nothing yet: only the limit is left for when their turn comes.
    const refusal = whyNot({ ...application, heldElsewhere: [] }, rules.eligibility);
    return refusal ?? { kind: 'waiting', place: waitlist.waiters.length + 1, by: claims };
  }
  const refusal = whyNot(application, rules.eligibility);
  if (refusal !== null) return refusal;
  const terms = termsAgain(author, rules);
  return rules.notAssignable.includes(author.login)
    ? { kind: 'held-unassigned', to: author, ...terms }
    : { kind: 'granted', ...terms };
}

/**
 * Giving a task back and claiming it again is no new clock: the old deadline and its extension stay,
 * unless it is nearly over or somebody else held the task meanwhile.
 */
function termsAgain(author: Person, rules: ClaimRules): { due: string; extensions: number } {
  const fresh = Date.parse(dueAfter(rules.now, rules.claimDays));
  const before = rules.past.at(-1);
  if (before === undefined || !same(before, author) || before.how !== 'given-back') {
    return { due: new Date(fresh).toISOString(), extensions: 0 };
  }
  const soonest = Date.parse(rules.now) + SHORTEST_AGAIN_MS;
  const due = Math.min(fresh, Math.max(Date.parse(before.due), soonest));
  return { due: new Date(due).toISOString(), extensions: before.extensions ?? 0 };
}

/** Time enough to open a draft pull request. */
const SHORTEST_AGAIN_MS = 3 * DAY_MS;

function handed(target: Person, { claims }: Standing, rules: ClaimRules): Outcome {
  if (rules.refusedBecause !== null && rules.refusedBecause !== 'draft') {
    return { kind: rules.refusedBecause };
  }
  const theirs = claims.find((claim) => same(claim, target));
  const due = theirs?.due ?? dueAfter(rules.now, rules.claimDays);
  // Who was assigned by hand gets a deadline with it.
  if (theirs !== undefined) return { kind: 'handed', to: theirs, due };
  if (claims.length > 0) return { kind: 'not-handed', to: target, by: claims };
  return rules.notAssignable.includes(target.login)
    ? { kind: 'held-unassigned', to: target, due, extensions: 0 }
    : { kind: 'handed', to: target, due };
}

function answer(outcome: Outcome, context: AnswerContext): string {
  const { language } = context;
  const answer = answerFor(context);
  const free = sayFree(context);
  switch (outcome.kind) {
    case 'granted':
      return answer('answer.granted', { due: sayDay(language, outcome.due) });
    case 'already-yours':
      return outcome.due === null || Date.parse(outcome.due) < Date.parse(context.now)
        ? answer('answer.granted-by-hand')
        : answer('answer.granted-already', { due: sayDay(language, outcome.due) });
    case 'taken': {
      const due = heldUntil(outcome.by, context.now);
      const names = sayNames(language, outcome.by);
      return due === null
        ? answer('answer.taken-by-hand', { names, free })
        : answer('answer.taken', { names, due: sayDay(language, due), free });
    }
    case 'closed':
    case 'draft':
    case 'not-a-task':
    case 'tracking':
      return sayUnclaimable(outcome, context);
    case 'limit': {
      const held = outcome.held.map(quietName).join(say(language, 'list'));
      return answer('answer.limit', { most: outcome.most, count: outcome.held.length, held });
    }
    case 'blocked':
      return answer('answer.blocked', { until: outcome.until });
    case 'waiting':
    case 'already-waiting': {
      const held = sayHeld(context, outcome.by);
      return answer(`answer.${outcome.kind}`, { place: outcome.place, held, free });
    }
    case 'cooldown': {
      const until = sayDay(language, outcome.until);
      return answer('answer.cooldown', { until, releases: outcome.releases, free });
    }
    case 'prerequisite':
      return answer('answer.prerequisite', { needs: sayNeeds(language, outcome.needs), free });
    case 'plan-wanted': {
      const difficulty = sayDifficulty(language, context.difficulty);
      return answer('answer.plan-wanted', { difficulty });
    }
    case 'record-unknown':
      return answer('answer.record-unknown');
    case 'held-unassigned': {
      // The holder is the one who must know, whoever asked.
      const { login } = outcome.to;
      return say(language, 'answer.held-unassigned', { login, due: sayDay(language, outcome.due) });
    }
    case 'handed': {
      // The new holder is the one who must know, and so the one who is pinged.
      const to = `@${outcome.to.login}`;
      return say(language, 'answer.handed', { to, due: sayDay(language, outcome.due) });
    }
    case 'not-handed': {
      const names = sayNames(language, outcome.by);
      return answer('answer.not-handed', { names, holder: outcome.by[0]?.login ?? '' });
    }
  }
}

function sayHeld({ language, now }: AnswerContext, by: readonly Claim[]): string {
  if (by.length === 0) return say(language, 'answer.waiting.offered');
  const names = sayNames(language, by);
  const due = heldUntil(by, now);
  return due === null
    ? say(language, 'answer.waiting.held-by-hand', { names })
    : say(language, 'answer.waiting.held', { names, due: sayDay(language, due) });
}

function sayNeeds(language: Language, needs: readonly Needed[]): string {
  return needs
    .map(({ difficulty, needed, finished }) => {
      const name = sayDifficulty(language, difficulty);
      return say(language, 'answer.prerequisite.need', { difficulty: name, needed, finished });
    })
    .join(say(language, 'list'));
}
