/** Step two of an edition: its sections as Markdown, and what the editor should know about it. */
import type { Newsletter } from '../config/newsletter.js';
import { type DigestNote, pickTasks } from '../core/digest.js';
import { issueName } from '../core/reference.js';
import type { Collected } from './collect.js';
import { renderTasksSection, type TasksProject } from './tasks-section.js';

export type Edition = {
  /** Without a trailing line break; empty where no section has anything to print. */
  readonly markdown: string;
  /** One line each, for the editor: what was left out, and why. */
  readonly notes: readonly string[];
  /** One line each: what could not be read, so that the edition is incomplete. */
  readonly problems: readonly string[];
};

/** @param sections those to print, in order; today only `tasks` is one that can be printed */
export function composeEdition(
  newsletter: Newsletter,
  sections: readonly string[],
  collected: readonly Collected[],
): Edition {
  const notes: string[] = [];
  const problems: string[] = [];
  const projects: TasksProject[] = [];
  for (const each of collected) {
    const { project } = each;
    const { owner, repo } = project.repository;
    if ('missing' in each) {
      problems.push(`${project.name} (${owner}/${repo}) is not in this edition: ${each.missing}`);
      continue;
    }
    for (const list of each.missingLists) {
      problems.push(`${project.name}: the task list ${list} cannot be read`);
    }
    const digest = pickTasks({
      lines: each.lines,
      issues: each.issues,
      foreign: each.foreign,
      texts: newsletter.texts,
      language: newsletter.language,
      repository: project.repository,
    });
    projects.push({ name: project.name, url: each.url, groups: digest.groups });
    notes.push(...digest.notes.map((note) => `${project.name}: ${sayNote(note)}`));
  }
  const markdown = sections.includes('tasks')
    ? renderTasksSection({ style: newsletter.tasks, projects })
    : '';
  return { markdown, notes, problems };
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
    case 'draft':
      return `${name} left out: its template is not filled in`;
    case 'closed':
      return `${name} left out: it is closed, though its line is not ticked`;
    case 'pull-request':
      return `${name} left out: it is a pull request`;
  }
}
