/**
 * Who we are on GitHub. Which comments are ours decides nearly everything: who does not know that
 * writes a plan beside the plan, and answers its own answers. So it is known only from an answer
 * that names us, and GitHub's answer to each comment that we create has to agree.
 */
import { sameLogin } from '../domain/person.js';
import { HOUR_MS, MINUTE_MS } from '../domain/time.js';
import { monotonic } from '../engine/clock.js';
import { GitHubFailure } from './errors.js';

export type Identity = {
  /** The login of our own account, `slug[bot]`. Fails as unavailable while it is in doubt. */
  readonly login: () => Promise<string>;
  /** Fails as unavailable while who we are is in doubt: nothing may be written then. */
  readonly beSure: () => void;
  /** Fails as unavailable where we are not this account any more: its thread has to be read again. */
  readonly isStill: (login: string) => void;
  /** GitHub shows a comment that we just created as somebody's. Fails where that is not us. */
  readonly confirm: (author: string) => void;
  /** Why nothing is written; null: we know who we are. */
  readonly doubt: () => string | null;
};

export type IdentityWatch = {
  /** @param problem in a sentence that names both logins */
  readonly doubted: (problem: string) => void;
  readonly sure: (login: string) => void;
};

/** In milliseconds. */
const ASK_AGAIN = { first: 1_000, most: MINUTE_MS };

/** How often GitHub has to repeat what it says of us before that is believed over a comment. */
const REPEATED = 5;

/** A second doubt within so long is decided by agreement alone. In milliseconds. */
const DOUBTED_LATELY_MS = HOUR_MS;

/**
 * @param ask GitHub's word for who we are: `GET /app`
 * @param wait resolves after so many milliseconds
 */
export function createIdentity(
  ask: () => Promise<string>,
  watch: IdentityWatch,
  wait: (ms: number) => Promise<void>,
  now: () => number = monotonic,
): Identity {
  let known: Promise<string> | null = null;
  let problem: string | null = null;
  let doubtedAt = Number.NEGATIVE_INFINITY;
  let login = '';

  function unsure(): GitHubFailure {
    return new GitHubFailure('unavailable', problem ?? '', null);
  }

  function doubt(author: string): void {
    const mayBeAnAccident = now() - doubtedAt > DOUBTED_LATELY_MS;
    doubtedAt = now();
    problem = `GitHub shows our comment as ${author}'s, and this App as ${login}; nothing is written until GET /app agrees (was the App renamed?)`;
    watch.doubted(problem);
    void resolveDoubt(author, mayBeAnAccident);
  }

  /** Asks until GitHub says of the App what it shows of the comment, or insists on the other. */
  async function resolveDoubt(author: string, mayBeAnAccident: boolean): Promise<void> {
    let repeated = 0;
    for (let tries = 0; ; tries += 1) {
      await wait(Math.min(ASK_AGAIN.first * 2 ** tries, ASK_AGAIN.most));
      const said = await ask().catch(() => null);
      repeated = said === login ? repeated + 1 : 0;
      const isAgreed = said !== null && sameLogin(said, author);
      const isDecided = isAgreed || (mayBeAnAccident && repeated >= REPEATED);
      if (said === null || !isDecided) continue;
      known = Promise.resolve(said);
      login = said;
      problem = null;
      watch.sure(said);
      return;
    }
  }

  return {
    login: async () => {
      if (problem !== null) throw unsure();
      known ??= ask().catch((error: unknown) => {
        known = null;
        throw error;
      });
      login = await known;
      return login;
    },
    beSure: () => {
      if (problem !== null) throw unsure();
    },
    isStill: (read) => {
      if (problem !== null) throw unsure();
      if (read === login) return;
      throw new GitHubFailure('unavailable', `read as ${read}, but we are ${login} now`, null);
    },
    confirm: (author) => {
      if (problem === null && login !== '' && author.toLowerCase() !== login.toLowerCase()) {
        doubt(author);
      }
      if (problem !== null) throw unsure();
    },
    doubt: () => problem,
  };
}
