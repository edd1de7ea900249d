/** `sync --create-issues`: an issue for each list line that has none, and the line gets its number. */

import { createHash } from 'node:crypto';
import { inert } from '../domain/markdown/inert.js';
import { hasMarker, markerLine } from '../domain/marker.js';
import { findReferences, issueName, quietName, sameRepository } from '../domain/reference.js';
import type { RepositoryName } from '../domain/task.js';
import { createIssue, editText } from '../github/write.js';
import { say } from '../messages/format.js';
import { numberLine } from '../project/list/edit.js';
import type { TaskLine } from '../project/list/line.js';
import type { List } from '../project/lists.js';
import type { ProjectSnapshot } from '../project/snapshot.js';
import type { RepositoryContext } from '../repository/context.js';

export type Creation = {
  readonly list: List;
  readonly line: TaskLine;
  /** What makes the issue findable again if the line could not be numbered any more. */
  readonly marker: string;
  /** The issue of a run that was cut off; null: it is still to open. */
  readonly existing: number | null;
};

/** For one run, so that a maintainer can still read what was opened. */
const MOST_CREATED = 20;

/** GitHub's limit is 256 characters; an emoji may count as two. */
const LONGEST_TITLE = 128;

/** Lists that are never edited get no issues: their lines could not carry the number. */
export function decideCreations(
  { access, project, botLogin }: RepositoryContext,
  { lists, lines, openTasks }: ProjectSnapshot,
): readonly Creation[] {
  if (project.tracking?.edit !== 'tick') return [];
  const listed = new Set(lines.flatMap(({ reference }) => reference?.number ?? []));
  const unlisted = openTasks.filter(
    ({ author, number }) => author?.login === botLogin && !listed.has(number),
  );
  const unnumbered = lists
    .filter(({ isEditable }) => isEditable)
    .flatMap((list) =>
      list.lines
        .filter((line) => needsIssue(line, access.repository))
        .map((line) => ({ list, line })),
    );
  const creations: Creation[] = [];
  for (const { list, line } of unnumbered.slice(0, MOST_CREATED)) {
    const marker = markerOf(list, line);
    const at = unlisted.findIndex(({ body }) => hasMarker(body, marker));
    const [existing] = at === -1 ? [] : unlisted.splice(at, 1);
    creations.push({ list, line, marker: markerLine(marker), existing: existing?.number ?? null });
  }
  return creations;
}

/** A line that names a pull request is somebody's work already. */
function needsIssue(
  { reference, text, ticked, struck, sourceLine }: TaskLine,
  repository: RepositoryName,
): boolean {
  if (reference !== null || text === '' || ticked || struck) return false;
  return findReferences(sourceLine, repository).length === 0;
}

function markerOf({ address }: List, { text }: TaskLine) {
  const place = `${issueName(address)} ${address.commentId ?? ''} ${text}`;
  const key = createHash('sha256').update(place).digest('hex').slice(0, 16);
  return { kind: 'line', key } as const;
}

export const WHY_CREATED = 'the line has no issue';

/** @returns the issue, the one of a run that was cut off where there is one */
export async function openIssueFor(
  { access, config }: RepositoryContext,
  { list, line, marker, existing }: Creation,
): Promise<number> {
  if (existing !== null) return existing;
  const { language, taskLabel, difficulties } = config;
  const { commentId } = list.address;
  const place = commentId === null ? '' : ` (#issuecomment-${commentId})`;
  const name = issueName(list.address);
  const isHere = sameRepository(list.address, access.repository);
  const text = say(language, 'task.from-list', {
    list: `${isHere ? name : quietName(name)}${place}`,
    text: inert(line.text, 500),
  });
  return createIssue(access, {
    title: [...line.text].slice(0, LONGEST_TITLE).join(''),
    body: `${text}\n\n${marker}`,
    labels: [taskLabel.label, difficulties[line.difficulty].label],
  });
}

/** Last of all, so that a run that is cut off finds the line again. @returns false: it changed */
export function numberLineOf(
  { access }: RepositoryContext,
  { list, line }: Creation,
  number: number,
): Promise<boolean> {
  const isHere = sameRepository(list.address, access.repository);
  const name = isHere ? `#${number}` : issueName({ ...access.repository, number });
  return editText(isHere ? access : list.access, list.address, (body) =>
    numberLine(body, list.address, line.sourceLine, name),
  );
}
