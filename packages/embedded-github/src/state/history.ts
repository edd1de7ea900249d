import { recordOf } from '../server/answer.js';
import type { History, PastEvent, Records, RepositoryRecord } from './records.js';

/** Who did it, and when. */
export type Deed = { readonly by: string; readonly at: string };

/** Of a seed; now unless told. */
export function deedOf({ author }: { readonly author: string }, at?: string): Deed {
  return { by: author, at: at ?? new Date().toISOString() };
}

type Json = Readonly<Record<string, unknown>>;

/** A new issue or pull request, as the emulator shows it; nothing for one that is known. */
export function beginHistory(
  records: Records,
  { history }: RepositoryRecord,
  issue: Json,
  deed: Deed,
): void {
  const stored = Number(issue.number);
  if (history.has(stored) || !Number.isInteger(stored)) return;
  const begun: History = {
    id: Number(issue.id),
    author: deed.by,
    createdAt: deed.at,
    title: String(issue.title),
    body: String(issue.body ?? ''),
    isClosed: false,
    labels: new Map(),
    assignees: new Set(),
    events: [],
  };
  history.set(stored, begun);
  addLabels(records, begun, listed(issue.labels), deed);
  addAssignees(records, begun, listed(issue.assignees).map(loginOf), deed);
}

export function addEvent(
  records: Records,
  { events }: History,
  { by, at }: Deed,
  what: Omit<PastEvent, 'id' | 'by' | 'at'>,
): void {
  records.events.last += 1;
  events.push({ id: records.events.last, by, at, ...what });
}

export function addLabels(
  records: Records,
  history: History,
  labels: readonly Json[],
  deed: Deed,
): void {
  for (const { name, color } of labels) {
    const label = { name: String(name), color: String(color) };
    if (history.labels.has(label.name)) continue;
    history.labels.set(label.name, label.color);
    addEvent(records, history, deed, { event: 'labeled', label });
  }
}

export function removeLabels(
  records: Records,
  history: History,
  names: readonly string[],
  deed: Deed,
): void {
  for (const name of names) {
    const color = history.labels.get(name);
    if (color === undefined) continue;
    history.labels.delete(name);
    addEvent(records, history, deed, { event: 'unlabeled', label: { name, color } });
  }
}

export function setLabels(
  records: Records,
  history: History,
  labels: readonly Json[],
  deed: Deed,
): void {
  const names = labels.map(({ name }) => String(name));
  const gone = [...history.labels.keys()].filter((name) => !names.includes(name));
  removeLabels(records, history, gone, deed);
  addLabels(records, history, labels, deed);
}

export function addAssignees(
  records: Records,
  history: History,
  logins: readonly string[],
  deed: Deed,
): void {
  for (const assignee of logins) {
    if (history.assignees.has(assignee)) continue;
    history.assignees.add(assignee);
    addEvent(records, history, deed, { event: 'assigned', assignee });
  }
}

export function removeAssignees(
  records: Records,
  history: History,
  logins: readonly string[],
  deed: Deed,
): void {
  for (const assignee of logins) {
    if (!history.assignees.delete(assignee)) continue;
    addEvent(records, history, deed, { event: 'unassigned', assignee });
  }
}

export function setState(
  records: Records,
  history: History,
  { state, state_reason }: Json,
  deed: Deed,
): void {
  const isClosed = state === 'closed';
  if (history.isClosed === isClosed) return;
  history.isClosed = isClosed;
  const reason = typeof state_reason === 'string' ? state_reason : null;
  const what = isClosed ? { event: 'closed', reason } : { event: 'reopened' };
  addEvent(records, history, deed, what);
}

export function noteClosed(
  records: Records,
  { history }: RepositoryRecord,
  now: Json,
  deed: Deed,
): void {
  const known = history.get(Number(now.number));
  if (known) setState(records, known, now, deed);
}

export function setTitle(records: Records, history: History, to: string, deed: Deed): void {
  const from = history.title;
  if (from === to) return;
  history.title = to;
  addEvent(records, history, deed, { event: 'renamed', rename: { from, to } });
}

export const loginOf = (user: unknown) => String(recordOf(user).login);
export const listed = (value: unknown) => (Array.isArray(value) ? value.map(recordOf) : []);
