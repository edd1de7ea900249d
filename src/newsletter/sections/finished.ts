/** The tasks that were finished in the week, with thanks; as Markdown and back. */
import type { FinishedForm } from '../../config/newsletter/newsletter.js';
import { fill, patternOf } from '../../config/templates.js';
import type { FinishedTask, SectionOf } from '../edition.js';
import { escapeText, unescapeText } from './escape-text.js';

export function renderFinished(
  { tasks }: SectionOf<'finished'>,
  form: FinishedForm,
): readonly string[] {
  const lines = tasks.map(({ text, issue, project, login }) => {
    const number = issue.split('#')[1] ?? null;
    const url = `https://github.com/${login}`;
    return fill(form.task, { text: escapeText(text), number, project, login, url });
  });
  return [lines.join('\n')];
}

/** Which issue it was does not show. */
export function parseFinished(
  blocks: readonly string[],
  form: FinishedForm,
): SectionOf<'finished'> {
  const pattern = patternOf(form.task);
  const tasks = blocks
    .join('\n')
    .split('\n')
    .flatMap((line): FinishedTask[] => {
      const { text, project = '', login = '' } = pattern?.exec(line)?.groups ?? {};
      return text === undefined ? [] : [{ text: unescapeText(text), issue: '', project, login }];
    });
  return { kind: 'finished', tasks };
}
