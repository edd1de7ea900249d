import { shownComments } from '../repairs/comments.js';
import { type Answer, bodyOf, isRecord, recordOf } from '../server/answer.js';
import type { Context } from '../server/context.js';
import { readInside } from '../server/forward.js';
import { commentsOf } from '../state/discussion.js';
import { storedNumber } from '../state/numbering.js';
import { knownRepository } from '../state/records.js';
import { show } from '../state/show.js';
import { openMarkdown } from './thread-markdown.js';
import { renderThreadPage } from './thread-page.js';

const HTML_URL = /^\/([^/]+\/[^/]+)\/issues\/(\d+)$/;

/** The page behind an issue's html_url, for a person who clicks; null for every other path. */
export async function threadPage(context: Context, path: string): Promise<Answer | null> {
  const [, name = '', number] = HTML_URL.exec(path) ?? [];
  const repository = knownRepository(context.records, name);
  if (!repository) return null;
  const stored = storedNumber(repository.issues, Number(number)) ?? 0;
  const answer = await readInside(context, `/repos/${repository.name}/issues/${stored}`);
  const html = { 'content-type': 'text/html; charset=utf-8' };
  if (answer.status !== 200) {
    return { status: 404, headers: html, body: Buffer.from('<!doctype html><p>No such issue.') };
  }
  const issue = bodyOf(answer);
  show(context.records, issue);
  const entries = commentsOf(context.records.book, repository.name, stored);
  const page = renderThreadPage({
    repository: repository.name,
    issue: {
      number: Number(issue.number),
      title: String(issue.title),
      state: issue.state === 'closed' ? 'closed' : 'open',
      author: loginOf(issue.user),
      createdAt: String(issue.created_at),
      body: String(issue.body ?? ''),
      assignees: listed(issue.assignees).map(loginOf),
    },
    comments: shownComments(context, entries).map((comment) => ({
      id: Number(comment.id),
      author: loginOf(comment.user),
      createdAt: String(comment.created_at),
      edited: isEdited(comment),
      body: String(comment.body),
    })),
    labelsWithColours: listed(issue.labels).map(({ name: label, color }) => ({
      name: String(label),
      colour: String(color),
    })),
    markdown: await openMarkdown(repository.name),
  });
  return { status: 200, headers: html, body: Buffer.from(page) };
}

/** The emulator writes a new comment twice, a few milliseconds apart. */
function isEdited({ created_at: created, updated_at: updated }: Record<string, unknown>): boolean {
  return Date.parse(String(updated)) - Date.parse(String(created)) >= 1000;
}

function loginOf(user: unknown): string {
  return String(recordOf(user).login ?? 'ghost');
}

function listed(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
