/** What each outlet is asked for, and how it comes to what it writes. */

import type { Composed } from '../compose.js';
import type { Newsletter } from '../configuration/newsletter.js';
import type { Drawn } from '../picture/draw.js';
import type { Phase } from '../week.js';
import { type Proposal, type Proposing, propose } from './propose.js';
import type { Current } from './stored.js';

export type Publishing = {
  readonly newsletter: Newsletter;
  readonly composed: Composed;
  readonly phase: Phase;
  /** null: nobody is on it. Drawn only where it may be needed. */
  readonly drawPicture: () => Promise<Drawn | null>;
  /** Checks each task once more: what became stale since is left out. */
  readonly verify: (composed: Composed) => Promise<Composed>;
};

export type Published = {
  /** Where it is; null: in no place with an address. */
  readonly url: string | null;
  /**
   * `over`: people merged or closed it, which is the end of it. `left-alone`: it was edited, and
   * what we wrote last is not known any more.
   */
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'frozen' | 'over' | 'left-alone';
};

export type Verified = {
  readonly verified: Composed;
  readonly proposal: Proposal;
  /** There was something to write, before its tasks were checked once more. */
  readonly isDue: boolean;
};

/** Checking the tasks costs requests: it is done only where something would be written. */
export async function proposeVerified(
  { composed, verify }: Pick<Publishing, 'composed' | 'verify'>,
  proposing: Omit<Proposing, 'edition'>,
  current: Current,
  mayWrite: boolean,
): Promise<Verified> {
  const first = propose({ ...proposing, edition: composed.edition }, current);
  if (!mayWrite || !first.isChanged) {
    return { verified: composed, proposal: first, isDue: false };
  }
  const verified = await verify(composed);
  const { edition } = verified;
  const proposal = verified === composed ? first : propose({ ...proposing, edition }, current);
  return { verified, proposal, isDue: true };
}
