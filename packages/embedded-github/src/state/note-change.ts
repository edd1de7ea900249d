import { type Answer, bodyOf, jsonOf, strings } from '../server/answer.js';
import type { Context } from '../server/context.js';
import { sameLogin } from './directory.js';
import { note } from './discussion.js';
import {
  addAssignees,
  addEvent,
  addLabels,
  beginHistory,
  type Deed,
  listed,
  loginOf,
  removeAssignees,
  removeLabels,
  setLabels,
  setState,
  setTitle,
} from './history.js';
import type { Dates, History, Records, RepositoryRecord } from './records.js';

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
export function noteChange(context: Context, change: Change, answer: Answer): void {
  if (change.method === 'GET' || answer.status >= 300) return;
  const { records, credentials } = context;
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

type Write = {
  readonly method: string;
  /** As stored. */
  readonly path: string;
  readonly sent: Readonly<Record<string, unknown>>;
};

const NEW = /^\/repos\/[^/]+\/[^/]+\/(?:issues|pulls)$/;
const THING = /^\/repos\/[^/]+\/[^/]+\/(?:issues|pulls)\/(\d+)(?:\/(\w+)(?:\/(.+))?)?$/;
const LABEL = /^\/repos\/[^/]+\/[^/]+\/labels\/(.+)$/;

/**
 * Adds what a write did to the histories. By what was asked, not by how the whole issue looks
 * afterwards: the answers of two writes of the same moment may come in either order.
 */
export function noteHistory(
  records: Records,
  repository: RepositoryRecord,
  write: Write,
  answer: Answer,
  deed: Deed,
): void {
  const { method, path } = write;
  if (method === 'POST' && NEW.test(path)) {
    beginHistory(records, repository, bodyOf(answer), deed);
    return;
  }
  const label = LABEL.exec(path)?.[1];
  if (label !== undefined) {
    noteLabel(repository, decodeURIComponent(label), method, bodyOf(answer));
    return;
  }
  const [, number, kind, rest] = THING.exec(path) ?? [];
  const history = repository.history.get(Number(number));
  if (!history) return;
  if (kind === undefined) noteEdit(records, history, write.sent, answer, deed);
  else if (kind === 'labels') noteLabels(records, history, method, rest, answer, deed);
  else if (kind === 'assignees') noteAssignees(records, history, write, answer, deed);
  else if (kind === 'lock') {
    addEvent(records, history, deed, { event: method === 'PUT' ? 'locked' : 'unlocked' });
  }
}

/** A label that is renamed stays on its issues; GitHub makes no events of it. */
function noteLabel(
  { history }: RepositoryRecord,
  name: string,
  method: string,
  now: Readonly<Record<string, unknown>>,
): void {
  for (const { labels } of history.values()) {
    if (!labels.delete(name)) continue;
    if (method === 'PATCH') labels.set(String(now.name), String(now.color));
  }
}

function noteEdit(
  records: Records,
  history: History,
  sent: Write['sent'],
  answer: Answer,
  deed: Deed,
): void {
  const now = bodyOf(answer);
  if ('body' in sent) history.body = String(now.body ?? '');
  if ('title' in sent) setTitle(records, history, String(now.title), deed);
  if ('labels' in sent) setLabels(records, history, listed(now.labels), deed);
  if ('assignees' in sent) {
    const logins = listed(now.assignees).map(loginOf);
    const gone = [...history.assignees].filter((login) => !logins.includes(login));
    removeAssignees(records, history, gone, deed);
    addAssignees(records, history, logins, deed);
  }
  if ('state' in sent) setState(records, history, now, deed);
}

function noteLabels(
  records: Records,
  history: History,
  method: string,
  name: string | undefined,
  answer: Answer,
  deed: Deed,
): void {
  const now = answer.body.byteLength > 0 ? listed(jsonOf(answer)) : [];
  if (method === 'POST') addLabels(records, history, now, deed);
  else if (name === undefined) setLabels(records, history, now, deed);
  else removeLabels(records, history, [decodeURIComponent(name)], deed);
}

function noteAssignees(
  records: Records,
  history: History,
  { method, sent }: Write,
  answer: Answer,
  deed: Deed,
): void {
  const asked = strings(sent.assignees);
  if (method === 'DELETE') {
    removeAssignees(records, history, asked, deed);
    return;
  }
  const now = listed(bodyOf(answer).assignees).map(loginOf);
  const added = now.filter((login) => asked.some((one) => sameLogin(one, login)));
  addAssignees(records, history, added, deed);
}
