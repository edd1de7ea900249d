import { bodyOf, jsonOf, recordOf } from '../server/answer.js';
import type { Context } from '../server/context.js';
import { internalToken } from '../server/forward.js';
import { emulatorToken } from '../state/credentials.js';
import { note } from '../state/discussion.js';
import { beginHistory, deedOf, noteClosed } from '../state/history.js';
import { showAs, shownNumber, storedNumber } from '../state/numbering.js';
import { type Merge, type RepositoryRecord, repositoryRecord } from '../state/records.js';
import { wholeSecond } from '../state/whole-seconds.js';

export type IssueSeed = {
  /** owner/name. */
  readonly repository: string;
  /** The next free one when left out. */
  readonly number?: number;
  readonly author: string;
  readonly title: string;
  readonly body?: string;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
  readonly state?: 'open' | 'closed';
  /** Also means that it is closed. */
  readonly stateReason?: 'completed' | 'not_planned';
  /** ISO 8601; also means that it is closed. */
  readonly closedAt?: string;
  /** ISO 8601. */
  readonly createdAt?: string;
  readonly updatedAt?: string;
  /** Tell the bot, as if it happened now. */
  readonly deliver?: boolean;
};

export type CommentSeed = {
  readonly repository: string;
  /** The issue's. */
  readonly number: number;
  /** The next free one when left out. */
  readonly id?: number;
  readonly author: string;
  readonly body: string;
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly deliver?: boolean;
};

export type Seeding = {
  /** Ends when nothing is being seeded. */
  queue: Promise<void>;
  /** Deliveries of the emulator's that are not passed on: see `deliverySubject`. */
  readonly silent: Set<string>;
};

export const openSeeding = (): Seeding => ({ queue: Promise.resolve(), silent: new Set() });

/** One seeding after the other: each gives a number to what the emulator created last. */
export function inTurn<T>(seeding: Seeding, work: () => Promise<T>): Promise<T> {
  const result = seeding.queue.then(work);
  seeding.queue = result.then(
    () => {},
    () => {},
  );
  return result;
}

/** What a delivery is about, in stored numbers: `issues.opened sofastack/sofa-rpc 3`. */
export function deliverySubject(event: string, payload: unknown): string {
  const { action, repository, ...told } = recordOf(payload);
  const subjects: Readonly<Record<string, unknown>> = {
    issue_comment: recordOf(told.comment).id,
    pull_request: recordOf(told.pull_request).number,
    release: recordOf(told.release).id,
    push: told.after,
    create: told.ref,
    label: recordOf(told.label).id,
  };
  const subject = event in subjects ? subjects[event] : recordOf(told.issue).number;
  return `${event}.${action ?? ''} ${recordOf(repository).full_name} ${subject}`;
}

/** @returns the number it is shown with */
export async function seedIssue(
  context: Context,
  seeding: Seeding,
  seed: IssueSeed,
): Promise<number> {
  const repository = repositoryRecord(context.records, seed.repository);
  const { name, issues } = repository;
  const issue = await store(context, seed, 'POST', `/repos/${name}/issues`, {
    title: seed.title,
    body: seed.body ?? '',
    labels: seed.labels ?? [],
    assignees: seed.assignees ?? [],
  });
  const stored = Number(issue.number);
  beginHistory(context.records, repository, issue, deedOf(seed, seed.createdAt));
  if (!seed.deliver) seeding.silent.add(`issues.opened ${name} ${stored}`);
  if (seed.number !== undefined) showAs(issues, stored, seed.number);
  if (seed.state === 'closed' || seed.closedAt || seed.stateReason) {
    if (!seed.deliver) seeding.silent.add(`issues.closed ${name} ${stored}`);
    // As the delivery shall tell it.
    setDates(repository, stored, seed);
    const closed = { state: 'closed', state_reason: seed.stateReason ?? 'completed' };
    const now = await store(context, seed, 'PATCH', `/repos/${name}/issues/${stored}`, closed);
    noteClosed(context.records, repository, now, deedOf(seed, seed.closedAt));
  }
  setDates(repository, stored, seed);
  return shownNumber(issues, stored);
}

type SeededDates = {
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly closedAt?: string;
};

/** Nothing is created after it was closed, or updated before. */
export function setDates(
  { dates, endings }: RepositoryRecord,
  stored: number,
  { createdAt, updatedAt, closedAt }: SeededDates,
  merge: Merge | null = null,
): void {
  if (closedAt) endings.set(stored, { closedAt: wholeSecond(closedAt), merge });
  const created = createdAt ?? closedAt;
  const updated = updatedAt ?? closedAt ?? createdAt;
  if (created && updated) dates.set(stored, datesOf(created, updated));
}

const datesOf = (createdAt: string, updatedAt: string) => ({
  createdAt: wholeSecond(createdAt),
  updatedAt: wholeSecond(updatedAt),
});

/** @returns the id it is shown with */
export async function seedComment(
  context: Context,
  seeding: Seeding,
  seed: CommentSeed,
): Promise<number> {
  const { comments, commentDates, book } = context.records;
  const { name, issues, dates } = repositoryRecord(context.records, seed.repository);
  const issue = storedNumber(issues, seed.number) ?? 0;
  const path = `/repos/${name}/issues/${issue}/comments`;
  const comment = await store(context, seed, 'POST', path, { body: seed.body });
  const stored = Number(comment.id);
  if (!seed.deliver) seeding.silent.add(`issue_comment.created ${name} ${stored}`);
  if (seed.id !== undefined) showAs(comments, stored, seed.id);
  note(book, name, comment);
  const updatedAt = seed.updatedAt ?? seed.createdAt;
  if (seed.createdAt && updatedAt) {
    commentDates.set(stored, datesOf(seed.createdAt, updatedAt));
  }
  const old = dates.get(issue);
  if (old?.updatedAt) {
    // An issue is as fresh as its last comment.
    const touched = seed.createdAt ? wholeSecond(seed.createdAt) : null;
    const later = touched === null || Date.parse(touched) > Date.parse(old.updatedAt);
    if (later) dates.set(issue, { ...old, updatedAt: touched });
  }
  return shownNumber(comments, stored);
}

/** Straight to the emulator: no log, no faults. @throws when it refuses */
export async function store(
  { emulator, credentials, records }: Context,
  { author, repository }: { readonly author: string | null; readonly repository: string },
  method: string,
  path: string,
  body: unknown,
): Promise<Record<string, unknown>> {
  const owner = repositoryRecord(records, repository).name.split('/')[0] ?? '';
  // null: the proxy itself, which may do everything.
  const token = await (author === null
    ? internalToken(credentials, emulator, owner)
    : emulatorToken(credentials, emulator, author, owner));
  const answer = await emulator.ask({
    method,
    path,
    headers: { authorization: `token ${token}`, 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(body)),
  });
  if (answer.status >= 300) {
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(jsonOf(answer))}`);
  }
  return bodyOf(answer);
}
