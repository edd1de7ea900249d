/** `sync --create-issues`: an issue for each list line that has none, and the line gets its number. */
import { createHash } from 'node:crypto';
import { hasMarker, markerLine } from '../../core/comment/marker.js';
import { numberLine } from '../../core/list/number-line.js';
import type { TaskLine } from '../../core/list/task-list.js';
import { issueName, sameRepository } from '../../core/reference.js';
import type { Issue } from '../../core/task.js';
import { inert } from '../../core/text/inert.js';
import type { List, ProjectSnapshot } from '../../github/project-snapshot.js';
import type { RepositoryContext } from '../../github/repository-context.js';
import { createIssue, editText } from '../../github/write.js';
import { say } from '../../messages/format.js';
import type { Change } from '../describe.js';

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

/** GitHub's limit, in characters. */
const LONGEST_TITLE = 256;

/** Lists that are never edited get no issues: their lines could not carry the number. */
export function planCreations(
  { project, botLogin }: RepositoryContext,
  { lists, openTasks }: ProjectSnapshot,
): readonly Creation[] {
  if (project.tracking?.edit !== 'tick') return [];
  const ours = openTasks.filter(({ author }) => author?.login === botLogin);
  return lists
    .flatMap((list) =>
      list.lines
        .filter(({ reference, text, ticked, struck }) => {
          return reference === null && text !== '' && !ticked && !struck;
        })
        .map((line) => creationOf(list, line, ours)),
    )
    .slice(0, MOST_CREATED);
}

function creationOf(list: List, line: TaskLine, ours: readonly Issue[]): Creation {
  const key = createHash('sha256')
    .update(`${issueName(list.address)} ${line.text}`)
    .digest('hex');
  const marker = { kind: 'line', key: key.slice(0, 16) } as const;
  const existing = ours.find(({ body }) => hasMarker(body, marker))?.number ?? null;
  return { list, line, marker: markerLine(marker), existing };
}

/** Each is one write. */
export function describeCreation({ list, line, existing }: Creation): readonly Change[] {
  const why = 'the line has no issue';
  const number = existing === null ? 'its number' : `#${existing}`;
  return [
    ...(existing === null ? [{ issue: null, change: `open an issue: ${line.text}`, why }] : []),
    { issue: list.address.number, change: `write ${number} behind: ${line.text}`, why },
    ...(existing === null ? [{ issue: null, change: 'write our plan', why: 'a new task' }] : []),
  ];
}

/** @returns the issue, which wants its plan */
export async function applyCreation(
  { access, config }: RepositoryContext,
  { list, line, marker, existing }: Creation,
): Promise<number> {
  const { language, taskLabel, difficulties } = config;
  const url = `${issueName(list.address)}${list.address.commentId === null ? '' : ` (#issuecomment-${list.address.commentId})`}`;
  const text = say(language, 'task.from-list', { list: url, text: inert(line.text, 500) });
  const number =
    existing ??
    (await createIssue(access, {
      title: line.text.slice(0, LONGEST_TITLE),
      body: `${text}\n\n${marker}`,
      labels: [taskLabel.label, difficulties[line.difficulty].label],
    }));
  const isHere = sameRepository(list.address, access.repository);
  const name = isHere ? `#${number}` : issueName({ ...access.repository, number });
  await editText(isHere ? access : list.access, list.address, (body) =>
    numberLine(body, list.address, line.sourceLine, name),
  );
  return number;
}
