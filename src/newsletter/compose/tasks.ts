/** The free tasks of each project, with how often earlier editions printed them. */

import { NEWSLETTER_LABEL } from '../../commands/newsletter.js';
import { chooseTasks } from '../../core/choose-tasks.js';
import { hasLabel } from '../../core/difficulty.js';
import { type DigestNote, type DigestTask, pickTasks } from '../../core/digest.js';
import { issueName } from '../../core/reference.js';
import type { CollectedProject } from '../collect.js';
import type { PrintedTask, SectionOf, TasksProject } from '../edition.js';
import { printedIn } from '../history.js';
import { escapeText } from '../sections/escape-text.js';
import type { Ingredients } from './ingredients.js';

export function composeTasks(
  projects: readonly CollectedProject[],
  { newsletter, earlier }: Ingredients,
  notes: string[],
): SectionOf<'tasks'> {
  const printedBefore = printedIn(earlier);
  const toPrinted = ({ text, name }: DigestTask): PrintedTask => {
    const issue = name === null ? null : issueName(name);
    const editions = earlier.length === 0 ? null : printedBefore({ text, issue }).times;
    return { text, issue, editions };
  };
  const printed = projects.flatMap((each): readonly TasksProject[] => {
    const { project, lines, issues, foreign, url } = each;
    const { texts, language } = newsletter;
    const { repository } = project;
    const digest = pickTasks({ lines, issues, foreign, texts, language, repository });
    notes.push(...digest.notes.map((note) => `${project.name}: ${sayNote(note)}`));
    const { groups, left } = chooseTasks(
      digest.groups,
      newsletter.tasks.pick,
      (task) => printedBefore(toPrinted(task)),
      ({ issue }) => issue !== null && hasLabel(issue.labels, NEWSLETTER_LABEL),
    );
    if (left.length > 0) {
      notes.push(`${project.name}: free tasks that wait for a later edition: ${left.length}`);
    }
    const shown = groups
      .map(({ difficulty, tasks }) => ({
        difficulty,
        tasks: tasks.map(toPrinted).filter(({ text }) => escapeText(text) !== ''),
      }))
      .filter(({ tasks }) => tasks.length > 0);
    return shown.length === 0 ? [] : [{ name: project.name, url, groups: shown }];
  });
  return { kind: 'tasks', projects: printed };
}

function sayNote(note: DigestNote): string {
  const name = issueName(note.issue);
  switch (note.kind) {
    case 'two-difficulties':
      return `${name} left out: the list names it under ${note.difficulties.join(' and ')}`;
    case 'no-difficulty':
      return `${name} left out: it has no difficulty`;
    case 'missing':
      return `${name} left out: it cannot be read`;
    case 'ticked':
      return `${name} left out: its line is ticked, though the issue is open and free`;
    case 'held':
      return `${name} left out: somebody is working on it`;
    case 'open-pull':
      return `${name} left out: an open pull request is for it`;
    case 'draft':
      return `${name} left out: its template is not filled in`;
    case 'closed':
      return `${name} left out: it is closed, though its line is not ticked`;
    case 'pull-request':
      return `${name} left out: it is a pull request`;
  }
}
