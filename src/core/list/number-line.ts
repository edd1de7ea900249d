/** The number of a new issue, written behind the line that asked for it; every other byte stays. */
import type { RepositoryName } from '../task.js';
import { originalBounds } from '../text/original.js';
import { parseTaskList } from './task-list.js';

/**
 * @param body the list as stored, possibly framed by a translator
 * @param repository where the list stands
 * @param sourceLine the line as it was read; where it changed since, nothing is written
 * @param name how the list names the issue: `#12`, or `owner/repo#12` from elsewhere
 */
export function numberLine(
  body: string,
  repository: RepositoryName,
  sourceLine: string,
  name: string,
): string {
  const [start, end] = originalBounds(body);
  const text = body.slice(start, end);
  const line = parseTaskList(text, repository).find(
    (one) => one.sourceLine === sourceLine && one.reference === null && !one.ticked && !one.struck,
  );
  if (line === undefined) return body;
  const at = start + line.end;
  return `${body.slice(0, at)} ${name}${body.slice(at)}`;
}
