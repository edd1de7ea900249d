/** A repository's labels, and who put them on what. */

import { type LabelEvent, sameLabel } from '../domain/difficulty.js';
import type { RepositoryAccess } from './access.js';
import { orNull, PER_PAGE, toAuthor } from './read.js';

export type Label = {
  readonly name: string;
  /** Six hexadecimal digits, lower case. */
  readonly color: string;
  readonly description: string;
};

/** Which issues got or lost a label since: one request per 100 events, back to that instant. */
export async function listLabelChanges(
  { octokit, repository }: RepositoryAccess,
  label: string,
  since: string,
): Promise<readonly { readonly number: number; readonly added: boolean }[]> {
  const { listEventsForRepo } = octokit.rest.issues;
  const listing = { ...repository, per_page: PER_PAGE };
  const events = await orNull(() =>
    octokit.paginate(listEventsForRepo, listing, ({ data }, done) => {
      const recent = data.filter(({ created_at }) => created_at >= since);
      if (recent.length < data.length) done();
      return recent;
    }),
  );
  return (events ?? []).flatMap((event) => {
    const isChange = event.event === 'labeled' || event.event === 'unlabeled';
    const isIt = sameLabel(event.label?.name ?? '', label);
    if (!isChange || !isIt || !event.issue) return [];
    return [{ number: event.issue.number, added: event.event === 'labeled' }];
  });
}

export async function listLabels({
  octokit,
  repository,
}: RepositoryAccess): Promise<readonly Label[]> {
  const labels = await octokit.paginate(octokit.rest.issues.listLabelsForRepo, {
    ...repository,
    per_page: PER_PAGE,
  });
  return labels.map(({ name, color, description }) => ({
    name,
    color: color.toLowerCase(),
    description: description ?? '',
  }));
}

/** Who labelled an issue and when, oldest first. */
export async function listLabelEvents(
  { octokit, repository }: RepositoryAccess,
  issueNumber: number,
): Promise<readonly LabelEvent[]> {
  const events = await octokit.paginate(octokit.rest.issues.listEvents, {
    ...repository,
    issue_number: issueNumber,
    per_page: PER_PAGE,
  });
  return events.flatMap((event) => {
    if (event.event !== 'labeled' && event.event !== 'unlabeled') return [];
    if (!('label' in event)) return [];
    const byPerson = event.actor ? !toAuthor(event.actor).isBot : false;
    return [{ label: event.label.name ?? '', added: event.event === 'labeled', byPerson }];
  });
}
