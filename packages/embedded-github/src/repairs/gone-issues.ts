import { accountOf, announce } from '../deliveries/announce.js';
import { type Seeding, seedComment, seedIssue, store } from '../seeds/seeding.js';
import { repositoryId } from '../server/addressing.js';
import { bodyOf, movedTo, problem, recordOf } from '../server/answer.js';
import { lookInside } from '../server/backstage.js';
import type { Backstage, Call, Repair } from '../server/stage.js';
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
    async answer(stage, call, { number, rest = '' }) {
      const gone = goneAt(call, Number(number));
      if (!gone) return null;
      if (gone.kind === 'deleted') return problem(410, 'This issue was deleted');
      const id = await repositoryId(stage, gone.to);
      const { search } = new URL(`?${call.query}`, stage.records.url);
      const place = `/repositories/${id}/issues/${gone.number}${rest}${search}`;
      return movedTo(call.method, stage.records.url + place);
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
  stage: Backstage,
  repository: RepositoryRecord,
  number: number,
): Promise<void> {
  const { stored, issue } = await issueAt(stage, repository, number);
  const [owner = ''] = repository.name.split('/');
  const told = { action: 'deleted', issue, repository: await objectOf(stage, repository) };
  await takeAway(stage, repository, stored, { kind: 'deleted' });
  await announce(stage, owner, 'issues', told);
}

/** With its comments, and the labels that are there too. @returns its number there */
export async function transferIssue(
  stage: Backstage,
  seeding: Seeding,
  from: RepositoryRecord,
  number: number,
  to: RepositoryRecord,
): Promise<number> {
  const { stored, issue } = await issueAt(stage, from, number);
  const old = await objectOf(stage, from);
  const shown = structuredClone(issue);
  show(stage.records, shown);
  const place = { repository: to.name };
  const arrived = await seedIssue(stage, seeding, {
    ...place,
    author: loginOf(shown.user),
    title: String(shown.title),
    body: String(shown.body ?? ''),
    labels: await labelsAlsoThere(stage, shown, to),
    assignees: listed(shown.assignees).map(loginOf),
    createdAt: String(shown.created_at),
    updatedAt: String(shown.updated_at),
    ...(shown.state === 'closed' ? { closedAt: String(shown.closed_at) } : {}),
  });
  for (const comment of shownComments(stage, commentsOf(stage.records.book, from.name, stored))) {
    await seedComment(stage, seeding, {
      ...{ ...place, number: arrived, author: loginOf(comment.user) },
      body: String(comment.body),
      createdAt: String(comment.created_at),
      updatedAt: String(comment.updated_at),
    });
  }
  await takeAway(stage, from, stored, { kind: 'transferred', to, number: arrived });
  const { issue: new_issue } = await issueAt(stage, to, arrived);
  const [owner = ''] = from.name.split('/');
  const [newOwner = ''] = to.name.split('/');
  const new_repository = await objectOf(stage, to);
  const sender = await accountOf(stage, loginOf(shown.user));
  await announce(stage, owner, 'issues', {
    action: 'transferred',
    ...{ changes: { new_issue, new_repository }, issue, repository: old, sender },
  });
  await announce(stage, newOwner, 'issues', {
    action: 'opened',
    changes: { old_issue: issue, old_repository: old },
    ...{ issue: new_issue, repository: new_repository, sender },
  });
  return arrived;
}

async function issueAt(stage: Backstage, repository: RepositoryRecord, number: number) {
  const stored = storedNumber(repository.issues, number) ?? 0;
  const issue = bodyOf(await lookInside(stage, `/repos/${repository.name}/issues/${stored}`));
  if (issue.number !== stored) throw new Error(`there is no issue ${repository.name}#${number}`);
  return { stored, issue };
}

async function objectOf(stage: Backstage, { name }: RepositoryRecord) {
  return bodyOf(await lookInside(stage, `/repos/${name}`));
}

async function labelsAlsoThere(
  stage: Backstage,
  issue: Readonly<Record<string, unknown>>,
  to: RepositoryRecord,
): Promise<string[]> {
  const names = listed(issue.labels).map(({ name }) => String(name));
  const there = await Promise.all(
    names.map((name) => lookInside(stage, `/repos/${to.name}/labels/${encodeURIComponent(name)}`)),
  );
  return names.filter((_, position) => there[position]?.status === 200);
}

/** Its comments are nowhere to be found either. */
async function takeAway(
  stage: Backstage,
  repository: RepositoryRecord,
  stored: number,
  gone: Gone,
): Promise<void> {
  const by = { author: null, repository: repository.name };
  for (const { comment } of commentsOf(stage.records.book, repository.name, stored)) {
    const id = Number(comment.id);
    stage.silent.add(`issue_comment.deleted ${repository.name} ${id}`);
    await store(stage, by, 'DELETE', `/repos/${repository.name}/issues/comments/${id}`, {});
    stage.records.book.delete(id);
  }
  repository.gone.set(stored, gone);
}

const loginOf = (user: unknown) => String(recordOf(user).login);
const listed = (value: unknown) => (Array.isArray(value) ? value.map(recordOf) : []);
