/**
 * A previous account of ours: the Action's, before there was an App, or the other way round. Its plan
 * is taken over once, because the operator says so; from then on our own plan names it, so its
 * answers and reminders count as ours. Nobody else can make a comment count.
 */
import { isMarked, markedComments, planBlock, readState, replaceBlock } from '../domain/marker.js';
import { without } from '../domain/person.js';
import type { Comment } from '../domain/task.js';
import { commandKey, MOST_PAST, type PreviousAccount, remember, type TaskState } from './state.js';
import { parseState } from './state-text.js';

const PLAN = { kind: 'plan', key: '' } as const;

export type Takeover = {
  /** Ours from now on. */
  readonly state: TaskState | null;
  /** The previous account's plan, where ours carries its state on; null: there is nothing to move. */
  readonly plan: Comment | null;
};

/**
 * @param login the account to take over from; null: none
 * @param own what our own plan says; null: there is none
 */
export function takeOver(
  comments: readonly Comment[],
  login: string | null,
  own: TaskState | null,
): Takeover {
  const [plan] = login === null ? [] : markedComments(comments, login, PLAN);
  if (login === null || plan === undefined) return { state: own, plan: null };
  const theirs = parseState(withoutMoved(readState(plan.body, 'plan')));
  // Each move counts one up: what was taken over already, or moved on since, is older than ours.
  const isNewer = theirs !== null && (own === null || movesOf(theirs) >= movesOf(own));
  if (!isNewer) return { state: own, plan: own?.previous?.login === login ? plan : null };
  const ids = comments
    .filter(({ author, body }) => author?.login === login && isMarked(body))
    .map(({ id }) => id);
  const known = new Set(theirs.answered.map(commandKey));
  const answered = (own?.answered ?? []).filter((command) => !known.has(commandKey(command)));
  const moves = Math.max(movesOf(theirs), own === null ? 0 : movesOf(own)) + 1;
  const previous = { login, upTo: Math.max(...ids), moves };
  // What moved on since holds what we knew then, as it is now.
  const isApart = own !== null && movesOf(theirs) === movesOf(own);
  const state = isApart ? withOurs(theirs, own) : theirs;
  return { state: { ...remember(state, answered), previous }, plan };
}

/** Where both wrote plans of their own: whoever was told that they hold a task keeps it. */
function withOurs(theirs: TaskState, own: TaskState): TaskState {
  const { waiters, offer, offers } = theirs.waitlist;
  return {
    ...theirs,
    claims: [...theirs.claims, ...without(own.claims, theirs.claims)],
    past: [...theirs.past, ...own.past].slice(-MOST_PAST),
    waitlist: {
      waiters: [...waiters, ...without(own.waitlist.waiters, waiters)],
      offer: offer ?? own.waitlist.offer,
      offers: Math.max(offers, own.waitlist.offers),
    },
    ended: theirs.ended ?? own.ended,
  };
}

function movesOf({ previous }: TaskState): number {
  return previous?.moves ?? 0;
}

/** The comments, with those of the previous account read as ours. */
export function withPrevious(
  comments: readonly Comment[],
  botLogin: string,
  previous: PreviousAccount | null,
): readonly Comment[] {
  return comments.map((comment) =>
    comment.author !== null && isByPrevious(comment, previous)
      ? { ...comment, author: { ...comment.author, login: botLogin } }
      : comment,
  );
}

export function isByPrevious(
  { author, id, body }: Comment,
  previous: PreviousAccount | null,
): boolean {
  return (
    previous !== null && author?.login === previous.login && id <= previous.upTo && isMarked(body)
  );
}

/**
 * The previous account's plan as it stays: its words say that it moved. Its state stays too, but that
 * account does not act on it any more.
 */
export function movedPlan({ body }: Comment, kind: 'plan' | 'project-plan', text: string): string {
  const state = readState(body, kind);
  if (typeof state !== 'object' || state === null) return body;
  return replaceBlock(body, kind, planBlock(kind, text, { ...state, moved: true }));
}

function withoutMoved(state: unknown): unknown {
  return typeof state === 'object' && state !== null ? { ...state, moved: false } : state;
}
