/** Issues and comments as tests write them down: only what matters. */
import type { Comment, Issue, Person } from '../../src/domain/task.js';

export const BOT = 'newbie-tasks[bot]';

const IDS = new Map<string, number>();

/** A person with an id of their own, the same for the same login. */
export function person(login: string): Person {
  if (!IDS.has(login)) IDS.set(login, IDS.size + 1000);
  return { id: IDS.get(login) ?? 0, login };
}

export function at(minutes: number): string {
  return new Date(Date.UTC(2026, 10, 22, 12) + minutes * 60_000).toISOString();
}

/** @param minutes when it was written, after noon */
export function comment(
  id: number,
  login: string,
  body: string,
  minutes = id,
  editedMinutes = minutes,
): Comment {
  return {
    id,
    author: { ...person(login), isBot: login.endsWith('[bot]') },
    body,
    createdAt: at(minutes),
    updatedAt: at(editedMinutes),
  };
}

export function issue(number: number, given: Partial<Issue> = {}): Issue {
  return {
    number,
    title: `Task ${number}`,
    body: '',
    state: 'open',
    labels: ['good first issue', 'easy'],
    assignees: [],
    author: { ...person('maintainer'), isBot: false },
    createdAt: at(-60),
    isPullRequest: false,
    closedAs: null,
    closedAt: null,
    ...given,
  };
}
