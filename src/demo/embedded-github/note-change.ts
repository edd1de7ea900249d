import { type Answer, bodyOf } from './answer.js';
import { note } from './comment-book.js';
import { noteHistory } from './note-history.js';
import type { Dates, RepositoryRecord } from './records.js';
import type { Backstage } from './stage.js';

type Change = {
  readonly method: string;
  /** As stored. */
  readonly path: string;
  readonly repository: RepositoryRecord | null;
  readonly sent: Readonly<Record<string, unknown>>;
  /** A stored login. */
  readonly by: string;
};

const MINTING = /^\/app\/installations\/(\d+)\/access_tokens$/;
const COMMENT = /^\/repos\/[^/]+\/[^/]+\/issues\/comments\/(\d+)$/;
const NEW_COMMENT = /^\/repos\/[^/]+\/[^/]+\/issues\/(\d+)\/comments$/;
const ISSUE = /^\/repos\/[^/]+\/[^/]+\/(?:issues|pulls)\/(\d+)(\/|$)/;
const LOCK = /^\/repos\/[^/]+\/[^/]+\/issues\/(\d+)\/lock$/;
const REPOSITORY = /^\/repos\/[^/]+\/[^/]+$/;
const NEW_PULL = /^\/repos\/[^/]+\/[^/]+\/pulls$/;

/** Keeps the proxy's records in step with what the emulator has just done. */
export function noteChange(stage: Backstage, change: Change, answer: Answer): void {
  if (change.method === 'GET' || answer.status >= 300) return;
  const { records, credentials } = stage;
  const installation = MINTING.exec(change.path)?.[1];
  if (installation) credentials.minted.set(String(bodyOf(answer).token), Number(installation));
  if (!change.repository) return;
  const { name, dates, pulls } = change.repository;
  const deed = { by: change.by, at: new Date().toISOString() };
  noteHistory(records, change.repository, change, answer, deed);

  const comment = Number(COMMENT.exec(change.path)?.[1]);
  if (comment && change.method === 'DELETE') records.book.delete(comment);
  if (comment && change.method === 'PATCH') {
    note(records.book, name, bodyOf(answer));
    showRealUpdate(records.commentDates, comment);
  }
  if (change.method === 'POST' && NEW_COMMENT.test(change.path)) {
    note(records.book, name, bodyOf(answer));
  }
  if (change.method === 'POST' && NEW_PULL.test(change.path)) {
    pulls.add(Number(bodyOf(answer).number));
  }
  const issue = Number(ISSUE.exec(change.path)?.[1]);
  if (issue) showRealUpdate(dates, issue);
  // Reopened, and the next closing is the emulator's to date.
  if (issue && bodyOf(answer).state === 'open') change.repository.endings.delete(issue);
  const locked = Number(LOCK.exec(change.path)?.[1]);
  if (locked && change.method === 'DELETE') change.repository.locked.delete(locked);
  if (change.method === 'PATCH' && REPOSITORY.test(change.path)) {
    const { private: hidden, archived } = bodyOf(answer);
    Object.assign(change.repository, { private: hidden === true, archived: archived === true });
  }
}

function showRealUpdate(dates: Map<number, Dates>, key: number): void {
  const known = dates.get(key);
  if (known) dates.set(key, { ...known, updatedAt: null });
}
