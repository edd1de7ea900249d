import { accountOf, announce } from '../deliveries/announce.js';
import { type Seeding, seedComment, seedIssue, store } from '../seeds/seeding.js';
import { repositoryId } from '../server/addressing.js';
import { bodyOf, movedTo, problem, recordOf } from '../server/answer.js';
import type { Call, Context, Repair } from '../server/context.js';
import { readInside } from '../server/forward.js';
import { commentsOf } from '../state/discussion.js';
import { storedNumber } from '../state/numbering.js';
import type { Gone, RepositoryRecord } from '../state/records.js';
import { show } from '../state/show.js';
import { shownComments } from './comments.js';

const ISSUE = /^\/repos\/[^/]+\/[^/]+\/(?:issues|pulls)\/(?<number>\d+)(?<rest>\/.*)?$/;

/** Issues that were deleted, or that are in another repository now. */
export const goneRepairs: readonly Repair[] = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'].map(
  (method) => ({
    method,
    path: ISSUE,
    async answer(context, call, { number, rest = '' }) {
      const gone = goneAt(call, Number(number));
      if (!gone) return null;
      if (gone.kind === 'deleted') return problem(410, 'This issue was deleted');
      const id = await repositoryId(context, gone.to);
      const { search } = new URL(`?${call.query}`, context.records.url);
      const place = `/repositories/${id}/issues/${gone.number}${rest}${search}`;
      return movedTo(call.method, context.records.url + place);
    },
  }),
);

function goneAt({ repository }: Call, number: number): Gone | undefined {
  if (!repository || repository.gone.size === 0) return undefined;
  return repository.gone.get(storedNumber(repository.issues, number) ?? 0);
}

/** What is left of a listing of issues or of comments; stored numbers. */
export function stillThere(
  { gone }: RepositoryRecord,
  items: readonly Record<string, unknown>[],
): Record<string, unknown>[] {
  return items.filter(({ number }) => !gone.has(Number(number)));
}

export async function deleteIssue(
  context: Context,
  repository: RepositoryRecord,
  number: number,
): Promise<void> {
  const { stored, issue } = await issueAt(context, repository, number);
  const [owner = ''] = repository.name.split('/');
  const told = { action: 'deleted', issue, repository: await objectOf(context, repository) };
  await takeAway(context, repository, stored, { kind: 'deleted' });
  await announce(context, owner, 'issues', told);
}

/** With its comments, and the labels that are there too. @returns its number there */
export async function transferIssue(
  context: Context,
  seeding: Seeding,
  from: RepositoryRecord,
  number: number,
  to: RepositoryRecord,
): Promise<number> {
  const { stored, issue } = await issueAt(context, from, number);
  const old = await objectOf(context, from);
  const shown = structuredClone(issue);
  show(context.records, shown);
  const place = { repository: to.name };
  const arrived = await seedIssue(context, seeding, {
    ...place,
    author: loginOf(shown.user),
    title: String(shown.title),
    body: String(shown.body ?? ''),
    labels: await labelsAlsoThere(context, shown, to),
    assignees: listed(shown.assignees).map(loginOf),
    createdAt: String(shown.created_at),
    updatedAt: String(shown.updated_at),
    ...(shown.state === 'closed' ? { closedAt: String(shown.closed_at) } : {}),
  });
  for (const comment of shownComments(
    context,
    commentsOf(context.records.book, from.name, stored),
  )) {
    await seedComment(context, seeding, {
      ...{ ...place, number: arrived, author: loginOf(comment.user) },
      body: String(comment.body),
      createdAt: String(comment.created_at),
      updatedAt: String(comment.updated_at),
    });
  }
  await takeAway(context, from, stored, { kind: 'transferred', to, number: arrived });
  const { issue: new_issue } = await issueAt(context, to, arrived);
  const [owner = ''] = from.name.split('/');
  const [newOwner = ''] = to.name.split('/');
  const new_repository = await objectOf(context, to);
  const sender = await accountOf(context, loginOf(shown.user));
  await announce(context, owner, 'issues', {
    action: 'transferred',
    ...{ changes: { new_issue, new_repository }, issue, repository: old, sender },
  });
  await announce(context, newOwner, 'issues', {
    action: 'opened',
    changes: { old_issue: issue, old_repository: old },
    ...{ issue: new_issue, repository: new_repository, sender },
  });
  return arrived;
}

async function issueAt(context: Context, repository: RepositoryRecord, number: number) {
  const stored = storedNumber(repository.issues, number) ?? 0;
  const issue = bodyOf(await readInside(context, `/repos/${repository.name}/issues/${stored}`));
  if (issue.number !== stored) throw new Error(`there is no issue ${repository.name}#${number}`);
  return { stored, issue };
}

async function objectOf(context: Context, { name }: RepositoryRecord) {
  return bodyOf(await readInside(context, `/repos/${name}`));
}

async function labelsAlsoThere(
  context: Context,
  issue: Readonly<Record<string, unknown>>,
  to: RepositoryRecord,
): Promise<string[]> {
  const names = listed(issue.labels).map(({ name }) => String(name));
  const there = await Promise.all(
    names.map((name) =>
      readInside(context, `/repos/${to.name}/labels/${encodeURIComponent(name)}`),
    ),
  );
  return names.filter((_, position) => there[position]?.status === 200);
}

/** Its comments are nowhere to be found either. */
async function takeAway(
  context: Context,
  repository: RepositoryRecord,
  stored: number,
  gone: Gone,
): Promise<void> {
  const by = { author: null, repository: repository.name };
  for (const { comment } of commentsOf(context.records.book, repository.name, stored)) {
    const id = Number(comment.id);
    context.silent.add(`issue_comment.deleted ${repository.name} ${id}`);
    await store(context, by, 'DELETE', `/repos/${repository.name}/issues/comments/${id}`, {});
    context.records.book.delete(id);
  }
  repository.gone.set(stored, gone);
}

const loginOf = (user: unknown) => String(recordOf(user).login);
const listed = (value: unknown) => (Array.isArray(value) ? value.map(recordOf) : []);
