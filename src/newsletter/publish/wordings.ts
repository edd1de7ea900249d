/** People's words for tasks, as lines of a newsletter's `texts`. */
import { patternOf } from '../../config/templates.js';
import { unescapeText } from '../escape-text.js';
import { keyOf } from '../history.js';
import type { PrintedTask, TasksForm } from '../sections/tasks.js';
import { QUIET } from './quiet.js';

/** In characters: a newsletter takes no more. */
const MOST = 500;

/** Of tasks with an issue, as far as their paragraphs still have the newsletter's form. */
export function wordingLines(
  rewordings: ReadonlyMap<string, string>,
  tasks: readonly PrintedTask[],
  form: TasksForm,
): readonly string[] {
  const names = new Map(tasks.map((task) => [keyOf(task), task.issue]));
  const pattern = patternOf(form.task);
  return [...rewordings].flatMap(([key, paragraph]) => {
    const name = names.get(key) ?? key;
    const printed = pattern?.exec(paragraph.replaceAll(QUIET, ''))?.groups?.text ?? '';
    const words = unescapeText(printed).replace(/\s+/g, ' ').trim();
    const isOffered = /^[^\s/]+\/[^\s/]+#\d+$/.test(name) && words !== '' && words.length <= MOST;
    return isOffered ? [`  ${JSON.stringify(name)}: ${JSON.stringify(words)}`] : [];
  });
}
