/** The clock of the claims on this issue: pauses, one reminder, a release after a fresh check. */

import { type ClockAction, paused, readClock, remindTime } from '../../claims/clock.js';
import type { Claim, PastClaim } from '../../claims/state.js';
import { markedComments, markerLine } from '../../domain/marker.js';
import { includes, same, without } from '../../domain/person.js';
import { isLinked, type Pull } from '../../domain/pull-request.js';
import { DAY_MS } from '../../domain/time.js';
import { type MessageKey, say, sayDay } from '../../messages/format.js';
import type { Effect } from '../effect.js';
import type { IssueFacts, Task } from '../facts.js';

export type ClockDecision = {
  /** The claims with pauses taken into account, without those that are released. */
  readonly claims: readonly Claim[];
  readonly released: readonly PastClaim[];
  readonly effects: readonly Effect[];
  /** Claimants whose open pull request has not heard from its author for long. */
  readonly stuck: readonly Claim[];
  /** When the next thing falls due, in milliseconds since the epoch; null: nothing will. */
  readonly nextAt: number | null;
};

/** An open pull request without its author for so long is shown to the maintainers. */
const STUCK_MS = 30 * DAY_MS;

/** While a claim is paused it is checked again this often, in case a delivery was lost. */
const PAUSED_CHECK_MS = DAY_MS;

export function decideClock(
  facts: IssueFacts,
  task: Task,
  agreed: readonly Claim[],
): ClockDecision {
  const { context, snapshot, now } = facts;
  const { clock } = context.config.claims;
  // A task that was withdrawn or closed keeps its people, and its clock stands still.
  const isOpen = snapshot.issue.state === 'open' && task.isTask;
  const { openPulls } = snapshot;
  if (openPulls === null || !isOpen) {
    const times = agreed.flatMap((claim) => {
      const at = claim.pausedSince === null ? remindTime(claim, clock) : pausedCheck(now);
      return at === null ? [] : [at];
    });
    const nextAt = isOpen && times.length > 0 ? Math.min(...times) : null;
    return {
      claims: agreed,
      released: saidReleases(facts).map((claim) => pastOf(claim, now)),
      effects: finishReleases(facts, agreed),
      stuck: [],
      nextAt,
    };
  }
  const linked = openPulls.filter((pull) =>
    isLinked(pull, context.access.repository, snapshot.issue.number),
  );
  const claims = agreed
    .map((claim) => paused(claim, openedAt(pullsOf(claim, linked)), now))
    .map((claim) => (isOverdue(facts, claim) ? { ...claim, due: now } : claim));
  const actions = claims.map((claim) => ({ claim, action: actionFor(facts, claim) }));
  const due = actions.filter(({ action }) => action?.kind === 'release').map(({ claim }) => claim);
  return {
    claims: without(claims, due),
    released: [...due, ...saidReleases(facts)].map((claim) => pastOf(claim, now)),
    effects: [
      ...actions.flatMap(({ claim, action }) => clockEffects(facts, claim, action)),
      ...finishReleases(facts, claims),
    ],
    stuck: claims.filter((claim) => isStuck(pullsOf(claim, linked), now)),
    nextAt: nextTime(actions, now),
  };
}

/**
 * Claims whose release was said by a run that was cut off before the plan: they are over, and what
 * the person writes since meets a free task.
 */
export function saidReleases({ context, snapshot }: IssueFacts): readonly Claim[] {
  return (snapshot.state?.claims ?? []).filter(({ login, due }) => {
    const marker = { kind: 'release', key: `${login} ${due}` } as const;
    return markedComments(snapshot.comments, context.botLogin, marker).length > 0;
  });
}

/** Takes back what a said release did not come to, unless the person holds the task again. */
function finishReleases(facts: IssueFacts, claims: readonly Claim[]): readonly Effect[] {
  const { assignees } = facts.snapshot.issue;
  return saidReleases(facts)
    .filter((claim) => includes(assignees, claim) && !includes(claims, claim))
    .map(({ login, due }) => ({ kind: 'release', login, why: `its release was said, due ${due}` }));
}

function pastOf({ id, login, due, extensions }: Claim, at: string): PastClaim {
  return { id, login, how: 'silent', due: due ?? at, at, extensions };
}

/** Nobody checked for so long after the release was due: the clock starts at the end again. */
const UNSEEN_MS = 2 * DAY_MS;

/** A release needs a check in time. Where there was none, the claimant is reminded once more. */
function isOverdue(facts: IssueFacts, claim: Claim): boolean {
  const { releaseAt } = actionFor(facts, claim) ?? {};
  return releaseAt !== undefined && Date.parse(facts.now) - releaseAt > UNSEEN_MS;
}

/** When the first of somebody's open pull requests was opened; null: they have none. */
function openedAt(pulls: readonly Pull[]): string | null {
  return pulls.map(({ createdAt }) => createdAt).sort()[0] ?? null;
}

function actionFor({ context, snapshot, now }: IssueFacts, claim: Claim): ClockAction | null {
  const marker = { kind: 'remind', key: `${claim.login} ${claim.due}` } as const;
  const [reminder] = markedComments(snapshot.comments, context.botLogin, marker);
  return readClock(claim, context.config.claims.clock, {
    comments: snapshot.comments,
    remindedAt: reminder?.createdAt ?? null,
    installedAt: context.access.installedAt,
    now,
  });
}

function clockEffects(
  { context, now }: IssueFacts,
  claim: Claim,
  action: ClockAction | null,
): readonly Effect[] {
  const { login, due } = claim;
  if (due === null || action === null || action.kind === 'wait') return [];
  const { language } = context.config;
  const comment = (kind: 'remind' | 'release', key: MessageKey, release: string): Effect => {
    const text = say(language, key, {
      login,
      due: sayDay(language, due),
      extend: claim.extensions < context.config.claims.extensions ? 'yes' : 'no',
      release: sayDay(language, release),
    });
    const marker = markerLine({ kind, key: `${login} ${due}` });
    const why = `${login}'s claim is due on ${due}`;
    return { kind: 'create-comment', priority: 'background', body: `${text}\n\n${marker}`, why };
  };
  if (action.kind === 'remind') {
    return [
      comment('remind', due < now ? 'remind.late' : 'remind', new Date(action.until).toISOString()),
    ];
  }
  const why = `due on ${due}, reminded, and no sign of work since`;
  // Said first, so that a run that is cut off in between knows whose doing it was.
  return [
    comment('release', 'release', now),
    ...(claim.assigned ? [{ kind: 'release', login, why } as const] : []),
  ];
}

function pullsOf(claim: Claim, linked: readonly Pull[]): readonly Pull[] {
  return linked.filter(({ author }) => author !== null && same(author, claim));
}

function isStuck(pulls: readonly Pull[], now: string): boolean {
  if (pulls.length === 0) return false;
  return pulls.every(({ updatedAt }) => Date.parse(now) - Date.parse(updatedAt) > STUCK_MS);
}

function pausedCheck(now: string): number {
  return Date.parse(now) + PAUSED_CHECK_MS;
}

function nextTime(
  actions: readonly { readonly claim: Claim; readonly action: ClockAction | null }[],
  now: string,
): number | null {
  const times = actions.flatMap(({ claim, action }) => {
    if (action?.kind === 'wait') return [action.until];
    if (action?.kind === 'remind') return [action.until];
    return claim.pausedSince === null ? [] : [pausedCheck(now)];
  });
  return times.length === 0 ? null : Math.min(...times);
}
