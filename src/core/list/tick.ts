/** Ticks in a human-written list: one character each, and every other byte stays. */
import { sameRepository } from '../reference.js';
import type { RepositoryName } from '../task.js';
import { originalBounds } from '../text/original.js';
import { parseTaskList } from './task-list.js';

/** Whether the checkboxes of an issue shall be ticked, by issue number. */
export type Ticks = ReadonlyMap<number, boolean>;

/**
 * @param body the list as stored, possibly framed by a translator
 * @param repository where the list stands: a bare #12 means its issue
 * @param tasks the repository of which the ticks are
 */
export function tickLines(
  body: string,
  repository: RepositoryName,
  tasks: RepositoryName,
  ticks: Ticks,
): string {
  const [start, end] = originalBounds(body);
  const characters = [...splitAt(body.slice(start, end), repository, tasks, ticks)];
  return body.slice(0, start) + characters.join('') + body.slice(end);
}

/** The text in pieces, of which those that are ours are a new box's content. */
function* splitAt(
  text: string,
  repository: RepositoryName,
  tasks: RepositoryName,
  ticks: Ticks,
): Generator<string> {
  let at = 0;
  for (const { reference, offset, ticked } of parseTaskList(text, repository)) {
    if (reference === null || offset === null || !sameRepository(reference, tasks)) continue;
    const wanted = ticks.get(reference.number);
    if (wanted === undefined || wanted === ticked) continue;
    yield text.slice(at, offset);
    yield wanted ? 'x' : ' ';
    at = offset + 1;
  }
  yield text.slice(at);
}
