/** The label of a nomination: added once for each command, so whoever removes it is obeyed. */
import { NEWSLETTER_LABEL } from '../../core/claim/nomination.js';
import type { Settlement } from '../../core/claim/settle.js';
import { hasLabel } from '../../core/difficulty.js';
import type { Effect } from '../effect.js';
import type { IssueFacts } from './facts.js';

export function decideNomination(
  { snapshot }: IssueFacts,
  { outcomes }: Settlement,
): readonly Effect[] {
  const nominations = outcomes
    .filter(({ outcome }) => outcome.kind === 'nominated')
    .map(({ open }) => open);
  if (nominations.length === 0 || hasLabel(snapshot.issue.labels, NEWSLETTER_LABEL)) return [];
  const who = [...new Set(nominations.map(({ author }) => author.login))].join(', ');
  const askedBy = nominations.map(({ commentId }) => commentId);
  const why = `${who} nominated it for the newsletter`;
  return [{ kind: 'add-labels', labels: [NEWSLETTER_LABEL], askedBy, why }];
}
